"""What the fictional programme does: expert visits and meetings, and who took part in them."""

from __future__ import annotations

import numpy as np

from samples.demo.answers import Row
from samples.demo.cities import LAST_CYCLE, City

VISITED = 0.65  # of the cities that have taken part
AT_MEETING = 0.4
FIRST_MEETING = 2014


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
    return activities, participations
