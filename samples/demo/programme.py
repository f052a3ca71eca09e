"""What the fictional programme does: expert visits and meetings, and who took part in them."""

from __future__ import annotations

import numpy as np

from samples.demo.answers import Row
from samples.demo.cities import LAST_CYCLE, City
from samples.demo.departments import DEPARTMENTS
from samples.demo.practices import LEVELS
from samples.demo.questionnaire import version_of

VISITED = 0.65  # of the cities that have taken part
AT_MEETING = 0.4
FIRST_MEETING = 2014
# Kind -> title, role of who comes, and how many cities come at most.
FURTHER = {
    "academy": ("Intercultural academy", "trainee", 8),
    "competence_training": ("Training in intercultural competence", "trainee", 5),
    "study_visit": ("Study visit", "visitor", 2),
    "campaign": ("Joint campaign", "partner", 12),
    "anti_rumour_training": ("Training of anti-rumours agents", "trainee", 6),
    "multilevel_dialogue": ("Dialogue between levels of government", "partner", 5),
}
HELD = 0.7  # of these in a year


def list_activities(rng: np.random.Generator, cities: list[City]) -> tuple[list[Row], list[Row]]:
    """Rows of `activities` and of `participations`: expert visits after a first index, and a meeting each year."""
    activities: list[Row] = []
    participations: list[Row] = []

    def add(activity_id: str, kind: str, title: str, day: str, host: City) -> None:
        activities.append(
            {
                "activity_id": activity_id,
                "kind": kind,
                "title": f"{title} (fictional)",
                "starts_on": day,
                "ends_on": day,
                "host_city_code": host.code,
                "url": f"https://example.org/activities/{activity_id}",
            }
        )
        participations.append({"activity_id": activity_id, "city_code": host.code, "role": "host"})

    for city in cities:
        if rng.random() < VISITED and city.cycles[0] < LAST_CYCLE:
            year = min(LAST_CYCLE, city.cycles[0] + int(rng.integers(1, 4)))
            add(f"visit-{city.code}", "expert_visit", f"Expert visit to {city.name}", f"{year}-05-20", city)
    for year in range(FIRST_MEETING, LAST_CYCLE + 1):
        members = [city for city in cities if city.cycles[0] < year]
        host = members[int(rng.integers(len(members)))]
        meeting = f"meeting-{year}"
        add(meeting, "coordinators_meeting", f"Co-ordinators' meeting {year}", f"{year}-11-05", host)
        participations.extend(
            {"activity_id": meeting, "city_code": city.code, "role": "visitor"}
            for city in members
            if city is not host and rng.random() < AT_MEETING
        )
    for extra, rows in (list_further(rng, cities, year) for year in range(FIRST_MEETING, LAST_CYCLE + 1)):
        activities.extend(extra)
        participations.extend(rows)
    return activities, participations


def list_further(rng: np.random.Generator, cities: list[City], year: int) -> tuple[list[Row], list[Row]]:
    """Trainings, campaigns and visits of a year, drawn last, so that visits and meetings stay what they were."""
    areas = version_of(year).areas
    members = [city for city in cities if city.cycles[0] < year]
    activities: list[Row] = []
    participations: list[Row] = []
    for kind, (title, role, most) in FURTHER.items():
        if rng.random() >= HELD or len(members) < 2:
            continue
        chosen = [members[int(place)] for place in rng.permutation(len(members))[: 1 + int(rng.integers(1, most + 1))]]
        activity_id = f"{kind.replace('_', '-')}-{year}"
        day = f"{year}-{int(rng.integers(2, 12)):02d}-{int(rng.integers(1, 28)):02d}"
        activities.append(
            {
                "activity_id": activity_id,
                "kind": kind,
                "title": f"{title} {year} (fictional)",
                "starts_on": day,
                "ends_on": day,
                "host_city_code": chosen[0].code,
                "area_codes": tuple(sorted(areas[int(place)] for place in rng.permutation(len(areas))[:2])),
                "governance_levels": tuple(sorted({LEVELS[0], LEVELS[int(rng.integers(len(LEVELS)))]})),
                "reach": int(rng.integers(2, 90)) * 100 if "campaign" in kind else "",
                "url": f"https://example.org/activities/{activity_id}",
            }
        )
        participations.append({"activity_id": activity_id, "city_code": chosen[0].code, "role": "host"})
        participations.extend(
            {
                "activity_id": activity_id,
                "city_code": city.code,
                "role": "mentor" if kind == "study_visit" and place else role,
                "participants": int(rng.integers(2, 30)),
                "department": list(DEPARTMENTS)[int(rng.integers(len(DEPARTMENTS)))],
            }
            for place, city in enumerate(chosen[1:])
        )
    return activities, participations
