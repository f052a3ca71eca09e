"""What a question weighs in the index, worked out from the methodology alone: its share of its area, times the shares of the
areas above it. What it weighs in the score of a city, where questions may not count, is in `index_contributions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def weigh_areas(areas: Sequence[Row]) -> dict[str, float]:
    """Share of each area in the index, by code. `areas` are rows of `methodology_areas` of one version and index."""

    def share(area: Row) -> float:
        parent = area["parent_area_code"]
        siblings = sum(other["weight"] for other in areas if other["parent_area_code"] == parent)
        above = next((other for other in areas if other["area_code"] == parent), None)
        return area["weight"] / siblings * (share(above) if above is not None else 1.0)

    return {area["area_code"]: share(area) for area in areas}


def weigh_questions(areas: Sequence[Row], questions: Sequence[Row]) -> dict[str, float]:
    """Share of each question in the index, by code; they sum to 1. `questions` are rows of `methodology_questions`."""
    shares = weigh_areas(areas)
    totals: dict[str, float] = {}
    for question in questions:
        totals[question["area_code"]] = totals.get(question["area_code"], 0.0) + question["weight"]
    return {
        question["question_code"]: question["weight"] / totals[question["area_code"]] * shares[question["area_code"]]
        for question in questions
    }
