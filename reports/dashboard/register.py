"""The register of the programme: what experts found on visits, and what became of recommendations. Internal, and without names.

Figures and what was followed up are those of the tables; here they are put into words and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from reports.book import Row
from reports.dashboard.standing import Tables
from reports.pages.page import Page
from reports.wording import split_list
from reports.words_by_code import STAKEHOLDERS
from reports.words_of_register import FOLLOWED_UP, MADE_BY, RECOMMENDATION_STATUSES

TICKET = "recommendations "  # what the subject of a ticket about one begins with


def make_register_page(tables: Tables) -> Page | None:
    """One page; None where neither a finding nor a recommendation has been filed."""
    if not (tables["recommendations"] or tables["visit_findings"]):
        return None
    return Page("register.html", "register.html.j2", "Register", describe_register(tables))


def describe_register(tables: Tables) -> dict[str, Any]:
    """What the page shows."""
    cities = {row["city_code"]: row["city_name"] for row in tables["cities"]}
    areas = {row["area_code"]: row["area_name"] for row in tables["area_names"]}
    open_long = {row["subject"].removeprefix(TICKET) for row in tables["open_long"]}
    recommendations = [describe_recommendation(row, cities, areas, open_long) for row in tables["recommendations"]]
    return {
        "recommendations": recommendations,
        "by_status": count_by(recommendations, "status", RECOMMENDATION_STATUSES),
        "by_follow_up": count_by(recommendations, "followed_up", FOLLOWED_UP),
        "judged": sum(row["followed_up"] in ("done", "answer_gained", "not_followed") for row in recommendations),
        "open_long": sum(row["is_open_long"] for row in recommendations),
        "stakeholders": [
            row | {"name": STAKEHOLDERS.get(row["stakeholder_type"], "Not named")} for row in tables["stakeholder_findings"]
        ],
        "findings": [
            row
            | {
                "city_name": cities.get(row["city_code"]),
                "area_name": areas.get(row["area_code"] or "", ""),
                "stakeholder": STAKEHOLDERS.get(row["stakeholder_type"] or "", "Not named"),
            }
            for row in tables["visit_findings"]
        ],
        "statuses": RECOMMENDATION_STATUSES,
        "follow_ups": FOLLOWED_UP,
    }  # fmt: skip


def describe_recommendation(
    row: Row, cities: Mapping[str, str], areas: Mapping[str, str], open_long: set[str]
) -> dict[str, Any]:
    """A recommendation with its names, and what shows that it was followed up."""
    return {
        **row,
        "city_name": cities.get(row["city_code"]),
        "area_name": areas.get(row["area_code"] or "", ""),
        "by": MADE_BY.get(row["made_by"] or "", "not named"),
        "status_words": RECOMMENDATION_STATUSES.get(row["status"], row["status"]),
        "follow_up_words": FOLLOWED_UP[row["followed_up"]],
        "questions": split_list(row["question_codes"]),
        "gained": split_list(row["gained_question_codes"]),
        "is_open_long": row["recommendation_id"] in open_long,
    }


def count_by(rows: Sequence[Row], column: str, words: Mapping[str, str]) -> list[tuple[str, int]]:
    """How many rows have each value, in the order of the words; values that nothing has are left out."""
    counts = Counter(row[column] for row in rows)
    return [(words[code], counts[code]) for code in words if counts[code]]
