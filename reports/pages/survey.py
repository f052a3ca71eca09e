"""What residents say, on the page of a city: impacts beside the policy scores, apart from the index.

Only shows the published table `survey_results`; how means, intervals and what is hidden come about is in the models.
"""

from __future__ import annotations

import html
from typing import Any

from reports.book import Book, Row
from reports.language import say
from reports.pages.page import Chart
from reports.survey_figure import draw_survey
from reports.words_by_code import SURVEY_GROUP_KINDS

ALL = ("all", "all")
BACKGROUND, MAJORITY, MINORITY = "background", "majority", "migrant_or_minority"
IN_CHART = 2  # surveys that the chart compares


def describe_survey(book: Book, code: str, cycle: int) -> dict[str, Any] | None:
    """The survey of the cycle, or else the last one before it; None where residents were not asked."""
    survey = book.survey
    asked = sorted(year for city, year in survey.results if city == code and year <= cycle)
    if not asked:
        return None
    by_year = {year: {find_place(row): row for row in survey.results[code, year]} for year in asked}
    shown, found = asked[-1], by_year[asked[-1]]
    items = [
        describe_item(book, code, cycle, item, by_year)
        for item in survey.items
        if any((item["item_code"], *ALL) in rows for rows in by_year.values())
    ]
    has_gap = any(item["gap"] is not None for item in items)
    return {
        "cycle": shown,
        "cycles": asked,
        "items": items,
        "respondents": max(row["respondents"] for place, row in found.items() if place[1:] == ALL),
        "chart": draw(items, asked[-IN_CHART:], len(asked) > 1) if any(item["cells"][-1] for item in items) else None,
        "has_gap": has_gap,
        "groups": [  # those of background have a table of their own
            {"name": say(name), "groups": labelled, "lines": list_lines(items, found, kind, labelled)}
            for kind, name in SURVEY_GROUP_KINDS.items()
            if not (kind == BACKGROUND and has_gap) and (labelled := list_groups(survey.groups, found, kind))
        ],
    }


def find_place(row: Row) -> tuple[str, str, str]:
    return row["item_code"], row["group_kind"], row["group_code"]


def describe_item(
    book: Book, code: str, cycle: int, item: Row, by_year: dict[int, dict[tuple[str, str, str], Row]]
) -> Row:
    """An item with its result in each survey, the two backgrounds in the last one, and the score of its area."""
    name = item["item_code"]
    cells = [rows.get((name, *ALL)) for rows in by_year.values()]
    majority, minority = (list(by_year.values())[-1].get((name, BACKGROUND, group)) for group in (MAJORITY, MINORITY))
    area = item["area_code"]
    indexes = [book.areas.get((code, cycle, index), []) for index in ("core", "extended")]
    scores = [row["score"] for rows in indexes for row in rows if row["area_code"] == area]
    return {
        "code": name,
        "statement": item["statement"],
        "dimension": item["dimension"],
        "is_good_low": item["good_direction"] == "down",
        "area": book.area_names[area],
        "score": scores[0] if scores else None,
        "cells": cells,
        "majority": majority,
        "minority": minority,
        "gap": take_difference(majority, minority),
    }


def take_difference(majority: Row | None, minority: Row | None) -> float | None:
    """The mean of residents with a migrant or minority background minus that of the majority, where both are shown."""
    if majority is None or minority is None or majority["mean"] is None or minority["mean"] is None:
        return None
    return float(minority["mean"] - majority["mean"])


def list_groups(labels: list[Row], found: dict[tuple[str, str, str], Row], kind: str) -> list[Row]:
    """The groups of a kind that have a result, in their order."""
    codes = {place[2] for place in found if place[1] == kind}
    return [
        {"code": row["group_code"], "label": row["group_label"]}
        for row in labels
        if row["group_kind"] == kind and row["group_code"] in codes
    ]


def list_lines(items: list[Row], found: dict[tuple[str, str, str], Row], kind: str, groups: list[Row]) -> list[Row]:
    """One line an item with a cell for each group."""
    return [
        {"statement": item["statement"], "cells": [found.get((item["code"], kind, group["code"])) for group in groups]}
        for item in items
    ]


def draw(items: list[Row], cycles: list[int], has_earlier: bool) -> Chart:
    """Means of all respondents in the last surveys, with their intervals."""
    labels = [html.escape(item["statement"], quote=False) for item in items]  # plotly reads a little markup
    series = [(str(year), [item["cells"][place - len(cycles)] for item in items]) for place, year in enumerate(cycles)]
    beside = say("hollow points are the survey before") if has_earlier else say("there was no survey before")
    return Chart(
        "residents",
        say("What residents say"),
        say(
            "Each point is the mean answer of all respondents, the line its 95 % confidence interval; {beside}. "
            "1 is full disagreement, 5 full agreement.",
            beside=beside,
        ),
        draw_survey(labels, series),
    )
