"""The methodology page, made from the seeds: versions, areas, questions, points, and what each question weighs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.book import Book, Row
from reports.edition import Edition
from reports.language import say
from reports.pages.page import Page
from reports.weights import weigh_areas, weigh_questions
from reports.wording import split_list
from reports.words_by_code import STATES


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    versions = [describe_version(book, code) for code in reversed(book.versions)]
    yield Page(
        "methodology.html",
        "methodology.html.j2",
        say("Methodology"),
        {"versions": versions, "states": list(STATES), "extremes": find_extremes(versions[0])},
    )
    for version in versions:
        path = f"methodology/{version['code']}.html"
        yield Page(
            path, "version.html.j2", say("Questionnaire {version}", version=version["code"]), {"version": version}
        )


def describe_version(book: Book, code: str) -> dict[str, Any]:
    """One version with its tree of areas and effective weights for core and extended."""
    areas, questions = book.version_areas[code], book.version_questions[code]
    shares: dict[str, tuple[dict[str, float], dict[str, float]]] = {}
    for index in ("core", "extended"):
        kept_areas = [row for row in areas if index == "extended" or row["index_code"] == "core"]
        kept = [row for row in questions if index == "extended" or row["index_code"] == "core"]
        if index == "core" or len(kept) > sum(row["index_code"] == "core" for row in questions):
            shares[index] = (weigh_areas(kept_areas), weigh_questions(kept_areas, kept))
    by_area: dict[str, list[Row]] = {}
    for row in questions:
        options = book.version_options[code, row["question_code"]]
        by_area.setdefault(row["area_code"], []).append(
            row
            | {
                "text": book.questions[row["question_code"]]["question_text"],
                "data_type": book.questions[row["question_code"]]["data_type"],
                "options": options,
                "opened_by": [
                    option["option_label"]
                    for option in book.version_options.get((code, row["parent_question_code"] or ""), [])
                    if option["option_code"] in split_list(row["parent_opening_options"])
                ],
                "weights": {index: share[1].get(row["question_code"]) for index, share in shares.items()},
            }
        )
    return {
        "code": code,
        "row": book.versions[code],
        "indexes": list(shares),
        "questions": len(questions),
        "core": sum(row["index_code"] == "core" for row in questions),
        "areas": [
            row
            | {
                "name": book.area_names[row["area_code"]],
                "parent": book.area_names.get(row["parent_area_code"]),
                "questions": by_area.get(row["area_code"], []),
                "shares": {index: share[0].get(row["area_code"]) for index, share in shares.items()},
            }
            for row in order_tree(areas)
        ],
    }


def order_tree(areas: list[Row], parent: str | None = None) -> list[Row]:
    """Areas with those below them behind them."""
    return [
        row
        for area in areas
        if area["parent_area_code"] == parent
        for row in (area, *order_tree(areas, area["area_code"]))
    ]


def find_extremes(version: dict[str, Any]) -> dict[str, Any]:
    """The lightest and the heaviest question of the core index, and how many times the one weighs the other."""
    rows = [
        (row["weights"]["core"], row["question_code"], area["name"])
        for area in version["areas"]
        for row in area["questions"]
        if row["weights"]["core"]
    ]
    least, most = min(rows), max(rows)
    return {"least": least, "most": most, "ratio": most[0] / least[0], "version": version["code"]}
