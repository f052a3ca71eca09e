"""The rumours of the fictional cities: what is said, what the figures say, how widely it is believed, and what is done about it.

Nothing here was said or measured anywhere. Cities start with a rumour, and come further or not: evidence, partners, agents, campaigns.
"""

from __future__ import annotations

import numpy as np

from samples.demo.answers import Row
from samples.demo.cities import LAST_CYCLE, City
from samples.demo.departments import DEPARTMENTS
from samples.demo.questionnaire import read_area_codes

WITH_RUMOURS = 0.22  # share of the cities
FIRST_YEAR = 2016
# By the name of the policy area: a rumour, and what the invented city found about it.
RUMOURS = {
    "Neighbourhoods": ("Newcomers get a flat before everybody else.", "Waiting times are the same for all who apply."),
    "Public services": ("The city pays the driving lessons of newcomers.", "No department pays for driving lessons."),
    "Education": ("Schools go down when many languages are spoken.", "Results went up in the schools with most languages."),
    "Business and the labour market": ("They take our jobs.", "Most new jobs were in firms that newcomers founded."),
    "Public space": ("Since they came the park is not safe.", "Fewer incidents are reported than five years ago."),
    "Cultural and social life": ("They keep to themselves.", "Half of the members of sports clubs have roots elsewhere."),
    "Welcoming newcomers": ("Whoever comes gets a new telephone.", "No office of the city gives telephones to anybody."),
    "Participation": ("They do not want to take part.", "Neighbourhood councils have more candidates than seats."),
}  # fmt: skip
FICTIONAL = "An invented finding of a fictional city."
WITH_EVIDENCE, WITH_CAMPAIGN, WITH_TRAINING, MEASURED = 0.75, 0.65, 0.7, 0.8
NO_SAMPLE_SIZE, FEW = 0.08, 0.2
PARTNERS = ("City library", "Tenants' union", "Sports clubs", "Schools", "Local radio", "Market traders")


def list_rumours(rng: np.random.Generator, cities: list[City]) -> dict[str, list[Row]]:
    """Rows of `rumours`, `rumour_measurements`, `activities` and `participations`."""
    names = ("rumours", "rumour_measurements", "activities", "participations")
    rows: dict[str, list[Row]] = {name: [] for name in names}
    areas = read_area_codes()
    for city in cities:
        if rng.random() >= WITH_RUMOURS:
            continue
        start = int(rng.integers(FIRST_YEAR, LAST_CYCLE - 2))
        is_evidenced = rng.random() < WITH_EVIDENCE
        campaign = start + 1 + int(rng.integers(1, 3)) if is_evidenced and rng.random() < WITH_CAMPAIGN else None
        chosen = sorted(int(place) for place in rng.permutation(len(RUMOURS))[: int(rng.integers(1, 4))])
        for number, place in enumerate(chosen, start=1):
            area = list(RUMOURS)[place]
            said, found = RUMOURS[area]
            rumour_id = f"{city.code}-rumour-{number}"
            measured = measure(rng, city, rumour_id, start, campaign) if rng.random() < MEASURED else []
            rows["rumour_measurements"].extend(measured)
            rows["rumours"].append(
                {
                    "rumour_id": rumour_id,
                    "city_code": city.code,
                    "recorded_on": f"{start}-{int(rng.integers(1, 12)):02d}-15",
                    "rumour": said,
                    "area_code": areas.get(area, ""),
                    "evidence_summary": f"{found} {FICTIONAL}" if is_evidenced else "",
                    "evidence_url": f"https://example.org/{rumour_id}/evidence" if is_evidenced else "",
                    "status": tell_status(is_evidenced, campaign, measured),
                }
            )
        if campaign and campaign < LAST_CYCLE:
            hold(rows, rng, city, campaign, "anti_rumour_campaign", "Campaign against rumours", "partner")
            for place in rng.permutation(len(cities))[: int(rng.integers(0, 3))]:
                if cities[int(place)] is not city:
                    partner = {
                        "city_code": cities[int(place)].code,
                        "role": "partner",
                        "participants": int(rng.integers(2, 9)),
                    }
                    rows["participations"].append({"activity_id": rows["activities"][-1]["activity_id"], **partner})
        if rng.random() < WITH_TRAINING and start + 1 < LAST_CYCLE:
            hold(rows, rng, city, start + 1, "anti_rumour_training", "Training of anti-rumours agents", "trainee")
    return rows


def tell_status(is_evidenced: bool, campaign: int | None, measured: list[Row]) -> str:
    if not is_evidenced:
        return "recorded"
    if campaign is None or campaign >= LAST_CYCLE:
        return "evidence_found"
    after = any(int(str(row["observed_on"])[:4]) > campaign for row in measured)
    return "monitored" if after else "campaigned"


def measure(rng: np.random.Generator, city: City, rumour_id: str, start: int, campaign: int | None) -> list[Row]:
    """What a survey found every year or two: beliefs drift, and most give way a little after a campaign, some do not."""
    level, pace = float(rng.uniform(0.25, 0.65)), float(rng.normal(0.035, 0.04))
    drift = float(rng.normal(0.01, 0.02))
    people = int(rng.integers(30, 95)) if rng.random() < FEW else int(rng.integers(12, 90)) * 10
    every = int(rng.integers(1, 3))
    rows: list[Row] = []
    for year in range(start, LAST_CYCLE, every):
        since = max(0, year - campaign) if campaign else 0
        share = float(np.clip(level + drift * (year - start) - pace * since, 0.03, 0.95))
        asked = people + int(rng.integers(0, 40))
        rows.append(
            {
                "rumour_id": rumour_id,
                "observed_on": f"{year}-10-01",
                "prevalence_pct": round(100 * int(rng.binomial(asked, share)) / asked, 1),
                "sample_size": "" if rng.random() < NO_SAMPLE_SIZE else asked,
                "source_url": f"https://example.org/{city.code}/surveys/{year}",
            }
        )
    return rows


def hold(
    rows: dict[str, list[Row]], rng: np.random.Generator, city: City, year: int, kind: str, title: str, role: str
) -> None:
    """An activity of the city itself: partners in its campaign, or its own people at a training."""
    activity_id = f"{kind.replace('_', '-')}-{city.code}-{year}"
    rows["activities"].append(
        {
            "activity_id": activity_id,
            "kind": kind,
            "title": f"{title}, {city.name} (fictional)",
            "starts_on": f"{year}-{int(rng.integers(3, 11)):02d}-10",
            "ends_on": f"{year}-12-01",
            "host_city_code": city.code,
            "governance_levels": ("local",),
            "reach": int(rng.integers(4, 120)) * 50 if role == "partner" else "",
            "url": f"https://example.org/activities/{activity_id}",
        }
    )
    place = int(rng.integers(len(PARTNERS)))
    rows["participations"].append({"activity_id": activity_id, "city_code": city.code, "role": "host"})
    rows["participations"].append(
        {
            "activity_id": activity_id,
            "city_code": city.code,
            "role": role,
            "participants": int(rng.integers(6, 40)),
            "department": PARTNERS[place] if role == "partner" else list(DEPARTMENTS)[place % len(DEPARTMENTS)],
        }
    )
