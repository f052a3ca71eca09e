"""What the fictional cities file beside answers: the register, facts by year, policy grids, good practices."""

from __future__ import annotations

import numpy as np

from samples.demo.answers import DEPARTMENTS, Participation, Row
from samples.demo.cities import COUNTRIES, LAST_CYCLE, City

TITLES = ("Neighbourhood dialogue", "Welcome desk", "School exchange", "Shared gardens", "Festival of languages", "Mentors at work")
KINDS = ("policy", "structure", "action", "service")
STATUSES = ("planned", "ongoing", "completed", "discontinued")
LEVELS = ("local", "regional", "national", "european")


def register_city(city: City) -> Row:
    """A row of `cities`."""
    return {
        "city_code": city.code,
        "city_name": city.name,
        "unit_kind": city.unit_kind,
        "country_iso2": city.country,
        "region_name": f"{COUNTRIES[city.country][0]} (fictional)",
        "network_codes": city.networks,
        "population": city.population,
        "population_year": LAST_CYCLE - 1,
        "foreign_born_pct": city.foreign_born_pct,
        "foreign_born_year": LAST_CYCLE - 2,
        "share_kind": city.share_kind,
        "languages": city.languages,
        "latitude": city.latitude,
        "longitude": city.longitude,
        "joined_on": f"{city.cycles[0]}-01-15",
        "publish": "yes" if city.is_published else "no",
        "source_url": f"https://example.org/{city.code}",
    }


def list_facts(rng: np.random.Generator, city: City) -> list[Row]:
    """Rows of `facts`: population and share by year, with gaps."""
    rows: list[Row] = []
    growth, drift = rng.normal(0.006, 0.008), rng.normal(0.25, 0.2)
    share_code = "foreign_residents_pct" if city.share_kind == "foreign_residents" else "foreign_born_pct"
    for year in range(2010, LAST_CYCLE, 2):
        back = LAST_CYCLE - 1 - year
        rows.append(
            {
                "city_code": city.code,
                "fact_code": "population",
                "year": year,
                "value": round(city.population / (1 + growth) ** back),
                "unit": "persons",
                "source_url": f"https://example.org/{city.code}/statistics/{year}",
            }
        )
        if year % 4 == 0:
            share = float(np.clip(city.foreign_born_pct - drift * back, 0.5, 60))
            rows.append(
                {
                    "city_code": city.code,
                    "fact_code": share_code,
                    "year": year,
                    "value": round(share, 1),
                    "unit": "percent",
                    "source_url": f"https://example.org/{city.code}/statistics/{year}",
                }
            )
    return rows


def list_entries(rng: np.random.Generator, participation: Participation) -> list[Row]:
    """Rows of `policy_grid`: what departments do, with money and levels of government."""
    rows: list[Row] = []
    questions = participation.version.questions
    for number in range(int(rng.integers(3, 9))):
        question = questions[int(rng.integers(len(questions)))]
        budget = int(rng.integers(5, 400)) * 1000
        rows.append(
            {
                "cycle": participation.cycle,
                "city_code": participation.city.code,
                "entry_id": f"{participation.city.code}-{participation.cycle}-{number + 1}",
                "area_code": question.area,
                "question_codes": (question.code,),
                "department": DEPARTMENTS[int(rng.integers(len(DEPARTMENTS)))],
                "entry_kind": KINDS[int(rng.integers(len(KINDS)))],
                "title": TITLES[int(rng.integers(len(TITLES)))],
                "description": "An invented entry of the policy grid of a fictional city.",
                "status": STATUSES[int(rng.integers(len(STATUSES)))],
                "started_on": f"{participation.cycle - int(rng.integers(0, 4))}-01-01",
                "budget_eur": budget,
                "spent_eur": int(budget * rng.random()),
                "governance_levels": tuple(sorted({LEVELS[0], LEVELS[int(rng.integers(len(LEVELS)))]})),
                "evidence_url": f"https://example.org/{participation.city.code}/grid/{number + 1}",
                "evaluated": rng.random() < 0.3,
                "good_practice": rng.random() < 0.1,
            }
        )
    return rows


def list_practices(rng: np.random.Generator, participations: list[Participation], count: int) -> list[Row]:
    """Rows of `good_practices`."""
    rows: list[Row] = []
    for number, place in enumerate(sorted(rng.permutation(len(participations))[:count]), start=1):
        participation = participations[place]
        questions = participation.version.questions
        title = TITLES[int(rng.integers(len(TITLES)))]
        rows.append(
            {
                "practice_id": f"practice-{number:03d}",
                "city_code": participation.city.code,
                "area_code": questions[int(rng.integers(len(questions)))].area,
                "title": title,
                "summary": f"An invented practice of a fictional city: {title.lower()}, run with local associations.",
                "year": participation.cycle,
                "source_url": f"https://example.org/{participation.city.code}/practices/{number}",
            }
        )
    return rows
