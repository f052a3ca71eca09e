"""The programme around the index: who has come how far, what was done, and at which levels of government.

Counts only, each with the number that it is of; nothing here says that an activity has moved a score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from reports.book import INDEX, Book, Row, group_rows, label_options
from reports.edition import Edition
from reports.language import say, say_count
from reports.pages.page import Page
from reports.wording import find_words, split_list
from reports.words_by_code import ACTIVITY_KINDS

LEVELS = ("local", "regional", "national", "european")
TRAININGS = frozenset({"academy", "competence_training", "anti_rumour_training"})
GUESTS = ("visitor", "mentor", "fellow")


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    """One page; none for the record, and none where nothing has been filed."""
    activities = book.studies["activities"]
    journeys = group_rows(book.studies["membership_journey"], "city_code")
    if edition.is_record or not (activities or journeys):
        return
    roles = group_rows(book.studies["activity_roles"], "activity_id")
    yield Page(
        "programme.html",
        "programme.html.j2",
        say("Programme"),
        {
            "funnel": count_steps(book, journeys),
            "journeys": list_journeys(book, journeys),
            "steps": book.curriculum,
            "by_year": count_activities(activities),
            "kinds": [kind for kind in ACTIVITY_KINDS if any(row["kind"] == kind for row in activities)],
            "activities": list_activities(book, activities, roles),
            "reach": list_reach(activities, roles),
            "trained": list_trained(book, activities, roles),
            "trainings": list_trainings(activities, roles),
            "coverage": {row["city_code"]: row for row in book.studies["department_coverage"]},
            "visits": list_visits(book, activities, roles),
            "levels": LEVELS,
            "matrix": arrange_levels(book),
            "rollups": list_rollups(book),
            "city_pages": set(book.cycles_of),
        },
    )


def describe_journey(book: Book, code: str, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """All steps of membership in their order, with the day on which the city took each, or none; joining comes first."""
    taken = {row["step_code"]: row for row in rows}
    joined = book.cities[code]["joined_on"]
    steps: list[dict[str, Any]] = [{"name": say("Joined the network"), "day": joined, "evidence": None}]
    for step in book.curriculum:
        row = taken.get(step["step_code"])
        steps.append(
            {
                "name": step["name"],
                "day": row["reached_on"] if row else None,
                "evidence": tell_evidence(book, code, row["evidence"]) if row else None,
            }
        )
    return steps


def tell_evidence(book: Book, code: str, evidence: str) -> str:
    """What shows that a city has taken a step, as `membership_journey` names it, in words; a title where there is one."""
    kind, _, name = evidence.partition(" ")
    if kind == "activity":
        titles = (row["title"] for row in book.studies["activities"] if row["activity_id"] == name)
        return next(filter(None, titles), say("an activity"))
    if kind == "strategy":
        titles = (row["title"] for row in book.plans.of_city.get(code, []) if row["strategy_id"] == name)
        return next(filter(None, titles), say("a strategy"))
    cycle = evidence.rpartition(" ")[2]
    return say("cycle {cycle}", cycle=cycle) if kind == "cycle" else say("answer of the cycle {cycle}", cycle=cycle)


def tell_proof(book: Book, row: Row) -> str:
    """One thing that shows a step of the curriculum, from the seed of the rules, in the words of the questionnaire."""
    if row["evidence_kind"] == "cycles":
        return say_count(
            "{number} cycle with full or partial coverage",
            "{number} cycles with full or partial coverage",
            row["cycles"],
        )
    if row["evidence_kind"] == "host":
        return say("an activity that it hosted: {kind}", kind=find_words(ACTIVITY_KINDS)(row["activity_kind"]))
    if row["evidence_kind"] == "strategy":
        return say("a strategy that was filed")
    question = row["question_code"]
    version = next((code for code in reversed(book.versions) if (code, question) in book.version_options), "")
    return say(
        "the answer “{answer}” to “{question}”, as it counts after review",
        answer=say("” or “").join(label_options(book, version, question, row["option_codes"])),
        question=book.questions.get(question, {"question_text": question})["question_text"],
    )


def count_steps(book: Book, journeys: dict[str, list[Row]]) -> list[dict[str, Any]]:
    """How many cities have taken each step, of all cities that are published. Steps need not follow each other."""
    counts = Counter(row["step_code"] for rows in journeys.values() for row in rows)
    return [
        {
            "name": step["name"],
            "evidence": say("; or ").join(tell_proof(book, row) for row in book.curriculum_evidence[step["step_code"]]),
            "cities": counts[step["step_code"]],
            "of": len(book.cities),
        }
        for step in book.curriculum
    ]


def list_journeys(book: Book, journeys: dict[str, list[Row]]) -> list[dict[str, Any]]:
    """The days of each city by step, by name of the city."""
    return [
        {"city": city, "days": [step["day"] for step in describe_journey(book, code, journeys[code])]}
        for code, city in book.cities.items()
        if code in journeys
    ]


def count_activities(activities: list[Row]) -> list[tuple[int | None, Counter[str]]]:
    """Activities of each year by kind, the latest year first; without a day last."""
    years = group_rows(
        ({"year": row["starts_on"].year if row["starts_on"] else None} | row for row in activities), "year"
    )
    return [
        (year, Counter(row["kind"] for row in years[year]))
        for year in sorted(years, key=lambda year: (year is None, -(year or 0)))
    ]


def list_activities(book: Book, activities: list[Row], roles: dict[str, list[Row]]) -> list[dict[str, Any]]:
    """Activities with their host and areas by name, the latest first."""
    return [
        row
        | {
            "host": book.cities.get(row["host_city_code"] or ""),
            "areas": name_areas(book, row),
            "cities": len({role["city_code"] for role in roles.get(row["activity_id"], [])}),
        }
        for row in sorted(activities, key=lambda row: (str(row["starts_on"] or ""), row["activity_id"]), reverse=True)
    ]


def name_areas(book: Book, row: Row) -> list[str]:
    return [book.area_names.get(code, code) for code in split_list(row["area_codes"])]


def list_reach(activities: list[Row], roles: dict[str, list[Row]]) -> list[dict[str, Any]]:
    """People reached by kind: the sum, and of how many activities it is known."""
    found = []
    for kind, rows in group_rows(activities, "kind").items():
        known = [row["reach"] for row in rows if row["reach"] is not None]
        came = [role["participants"] for row in rows for role in roles.get(row["activity_id"], [])]
        came = [number for number in came if number is not None]
        if known or came:
            found.append(
                {"kind": kind, "activities": len(rows), "known": len(known), "reach": sum(known)}
                | {"participants": sum(came) if came else None}
            )
    return sorted(found, key=lambda row: list(ACTIVITY_KINDS).index(row["kind"]))


def list_trained(book: Book, activities: list[Row], roles: dict[str, list[Row]]) -> list[dict[str, Any]]:
    """Departments that have been trained in each city, with how many people, by name of the city."""
    trainings = {row["activity_id"] for row in activities if row["kind"] in TRAININGS}
    people: dict[str, dict[str, list[int | None]]] = {}
    for activity in trainings & set(roles):
        for role in roles[activity]:
            if role["role"] == "trainee":
                departments = people.setdefault(role["city_code"], {})
                departments.setdefault(role["department"] or say("not named"), []).append(role["participants"])
    return [
        {
            "city": city,
            "departments": [
                (name, sum(filter(None, numbers)) if any(number is not None for number in numbers) else None)
                for name, numbers in sorted(people[code].items())
            ],
        }
        for code, city in book.cities.items()
        if code in people
    ]


def list_trainings(activities: list[Row], roles: dict[str, list[Row]]) -> list[dict[str, Any]]:
    """Academies and trainings by kind: how many, the groups that were sent, their people as far as known, cities and departments."""
    found = []
    for kind, rows in group_rows((row for row in activities if row["kind"] in TRAININGS), "kind").items():
        groups = [role for row in rows for role in roles.get(row["activity_id"], []) if role["role"] == "trainee"]
        known = [role["participants"] for role in groups if role["participants"] is not None]
        found.append(
            {"kind": kind, "activities": len(rows), "groups": len(groups), "people": sum(known) if known else None}
            | {"cities": len({role["city_code"] for role in groups})}
            | {"departments": len({(role["city_code"], role["department"]) for role in groups if role["department"]})}
        )
    return sorted(found, key=lambda row: list(ACTIVITY_KINDS).index(row["kind"]))


def list_visits(book: Book, activities: list[Row], roles: dict[str, list[Row]]) -> list[dict[str, Any]]:
    """Study visits: who hosted and who came as what, and for each visitor the areas' scores before and after."""
    visits = []
    for row in list_activities(book, activities, roles):
        if row["kind"] != "study_visit" or not row["starts_on"]:
            continue
        came = {
            role: [book.cities[each["city_code"]] for each in roles.get(row["activity_id"], []) if each["role"] == role]
            for role in GUESTS
        }
        scores = [
            {"city": city, "area": book.area_names.get(area, area)} | find_scores(book, city["city_code"], area, row)
            for city in came["visitor"]
            for area in split_list(row["area_codes"])
        ]
        taken = [
            {"city": book.cities[each["city_code"]], "outcome": each["outcome"]}
            for each in roles.get(row["activity_id"], [])
            if each["outcome"]
        ]
        visits.append(row | came | {"scores": scores, "taken": taken})
    return visits


def find_scores(book: Book, code: str, area: str, visit: Row) -> dict[str, Any]:
    """The published scores of an area in the last cycle before the year of the visit, and in the first one after it."""
    year = visit["starts_on"].year
    cycles = book.cycles_of.get(code, [])
    before = max((cycle for cycle in cycles if cycle < year), default=None)
    after = min((cycle for cycle in cycles if cycle > year), default=None)
    return {"before": read_score(book, code, area, before), "after": read_score(book, code, area, after)} | {
        "before_cycle": before,
        "after_cycle": after,
        "same_version": None not in (before, after) and book.version_of[before or 0] == book.version_of[after or 0],
    }


def read_score(book: Book, code: str, area: str, cycle: int | None) -> float | None:
    rows = book.areas.get((code, cycle, "core"), []) if cycle is not None and area != INDEX else []
    return next((row["score"] for row in rows if row["area_code"] == area), None)


def arrange_levels(book: Book) -> list[dict[str, Any]]:
    """The matrix of areas and levels, in the order of the areas; a cell without anything is None."""
    cells = {(row["area_code"], row["governance_level"]): row for row in book.studies["governance_levels"]}
    shown = {area for area, _ in cells}
    return [
        {"name": book.area_names[area], "cells": [cells.get((area, level)) for level in LEVELS]}
        for area in sorted(shown, key=lambda area: book.area_order[area])
    ]


def list_rollups(book: Book) -> list[dict[str, Any]]:
    """Levels of government by country, region and network, each group with its size; a region that is a whole country is not told twice."""
    cells = {
        (row["group_kind"], row["group_code"], row["governance_level"]): row
        for row in book.studies["governance_groups"]
    }
    sizes = {(kind, code): row["group_cities"] for (kind, code, _), row in cells.items()}
    names = {
        "all": say("All cities"),
        "country": say("By country"),
        "region": say("By region"),
        "network": say("By network"),
    }
    found = []
    for kind in names:
        codes = sorted(code for each, code in sizes if each == kind)
        rows = [
            {
                "name": names[kind] if kind == "all" else " · ".join(code.split("|")[::-1]),
                "cities": sizes[kind, code],
                "cells": [cells.get((kind, code, level)) for level in LEVELS],
            }
            for code in codes
            if kind != "region" or sizes[kind, code] != sizes.get(("country", code.partition("|")[0]))
        ]
        if rows:
            found.append({"kind": kind, "name": names[kind], "rows": rows})
    return found
