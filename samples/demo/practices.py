"""What the fictional cities do: entries of their policy grids, and documented good practices."""

from __future__ import annotations

import numpy as np

from samples.demo.answers import Participation, Row
from samples.demo.departments import DEPARTMENTS

ACTIONS = {
    "Neighbourhood dialogue": "Residents of different origins talk about one street, and change it.",
    "Welcome desk": "One place where newcomers get all first answers in their language.",
    "School exchange": "Classes of two schools work together for a term.",
    "Shared gardens": "Vacant plots are given to mixed groups of gardeners.",
    "Festival of languages": "Every language of the city has its hour on the main square.",
    "Mentors at work": "Employers give newcomers a mentor for half a year.",
    "Libraries for all": "Shelves, readings and advice in the languages of the quarter.",
    "Mixed juries": "Residents decide together which small projects get money.",
    "Rumours checked": "Volunteers answer what is said at the market with what is known.",
}
KINDS = ("policy", "structure", "action", "service")
STATUSES, STATUS_CHANCES = ("planned", "ongoing", "completed", "discontinued"), (0.15, 0.5, 0.28, 0.07)
LEVELS = ("local", "regional", "national", "european")
EVALUATED, GOOD_PRACTICE = 0.3, 0.1


def list_entries(rng: np.random.Generator, participation: Participation) -> list[Row]:
    """Three to ten rows of `policy_grid`: what departments do, with money and levels of government."""
    city, cycle = participation.city.code, participation.cycle
    questions = participation.version.questions
    rows: list[Row] = []
    for number in range(1, int(rng.integers(3, 11)) + 1):
        question = questions[int(rng.integers(len(questions)))]
        title = list(ACTIONS)[int(rng.integers(len(ACTIONS)))]
        status = str(rng.choice(STATUSES, p=STATUS_CHANCES))
        started = cycle + 1 if status == "planned" else cycle - int(rng.integers(1, 5))
        budget = int(rng.integers(5, 400)) * 1000
        is_over = status in STATUSES[2:]
        rows.append(
            {
                "cycle": cycle,
                "city_code": city,
                "entry_id": f"{city}-{cycle}-{number:02d}",
                "area_code": question.area,
                "question_codes": (question.code,),
                "department": list(DEPARTMENTS)[int(rng.integers(len(DEPARTMENTS)))],
                "entry_kind": KINDS[int(rng.integers(len(KINDS)))],
                "title": title,
                "description": f"{ACTIONS[title]} An invented entry of a fictional city.",
                "status": status,
                "started_on": f"{started}-01-01",
                "ended_on": f"{cycle - 1}-12-31" if is_over else "",
                "budget_eur": budget,
                "spent_eur": 0 if status == "planned" else int(budget * float(rng.uniform(0.2, 1.05))),
                "governance_levels": tuple(sorted({LEVELS[0], LEVELS[int(rng.integers(len(LEVELS)))]})),
                "evidence_url": f"https://example.org/{city}/grid/{cycle}-{number:02d}",
                "evaluated": bool(rng.random() < EVALUATED),
                "good_practice": bool(status != "planned" and rng.random() < GOOD_PRACTICE),
            }
        )
    return rows


def list_practices(rng: np.random.Generator, participations: list[Participation], count: int) -> list[Row]:
    """Rows of `good_practices`, mostly from cities that are strong in the area."""
    rows: list[Row] = []
    for number in range(1, count + 1):
        participation, area = pick_strong_area(rng, participations)
        title = list(ACTIONS)[int(rng.integers(len(ACTIONS)))]
        rows.append(
            {
                "practice_id": f"practice-{number:03d}",
                "city_code": participation.city.code,
                "area_code": area,
                "title": title,
                "summary": f"{ACTIONS[title]} An invented practice of a fictional city.",
                "year": participation.cycle,
                "source_url": f"https://example.org/{participation.city.code}/practices/{number:03d}",
            }
        )
    return rows


def pick_strong_area(rng: np.random.Generator, participations: list[Participation]) -> tuple[Participation, str]:
    """Of some cities and areas drawn at random, the one with the highest level."""
    drawn = []
    for place in rng.integers(len(participations), size=8):
        participation = participations[place]
        areas = participation.version.areas
        area = areas[int(rng.integers(len(areas)))]
        drawn.append((participation.city.level + participation.city.area_levels[area], int(place), area))
    _, place, area = max(drawn)
    return participations[place], area
