"""What reviewers wrote, for the places of a city report where it belongs.

A final report holds analysis and recommendations. A draft holds also the remarks by which reviewer and city settle single answers.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.book import Row
from reports.city_report.figures_of_city import Figures
from reports.city_report.words import in_order, name_area, name_decision, name_question
from reports.documents import blocks
from reports.documents.blocks import Block
from reports.language import say
from reports.numbers import show_day

ANALYSIS = (
    "accepted"  # the decision whose notes are analysis; notes with another one are remarks on what has to be settled
)
LONGEST = 4000


def of_area(figures: Figures, area: str) -> list[Row]:
    """The reviews of an area and of its questions, the area first."""
    placed = {row["question_code"]: row["area_code"] for row in figures.indicators}
    rows = [
        row
        for row in figures.city.reviews
        if (placed.get(row["question_code"]) if row["question_code"] else row["area_code"]) == area
    ]
    return in_order(rows)


def of_whole(figures: Figures) -> list[Row]:
    """The reviews of the city and of areas that have no section of their own, the city first."""
    rows = [
        row for row in figures.city.reviews if row["question_code"] is None and row["area_code"] not in figures.areas
    ]
    return sorted(rows, key=lambda row: row["area_code"] or "")


def tell_reviews(figures: Figures, about_areas: bool, area: str = "") -> Iterator[Block]:
    """Analysis and recommendations, of one area or of the whole."""
    for row in of_area(figures, area) if about_areas else of_whole(figures):
        about = tell_subject(figures, row)
        byline = " · ".join(
            filter(
                None,
                [blocks.bound(row["reviewer_role"], 80), show_day(row["reviewed_on"]) if row["reviewed_on"] else ""],
            )
        )
        if row["note"] and (row["decision"] == ANALYSIS or not figures.city.is_final):
            label = say("Expert’s analysis") if row["decision"] == ANALYSIS else say("Remark of the review")
            yield blocks.expert(label, blocks.bound(row["note"], LONGEST), about, byline)
        if row["recommendation"]:
            yield blocks.expert(
                say("Expert’s recommendation"), blocks.bound(row["recommendation"], LONGEST), about, byline
            )


def tell_subject(figures: Figures, row: Row) -> str:
    """What a review is about; with the decision where it was not just accepted."""
    book = figures.city.book
    decided = "" if row["decision"] == ANALYSIS else name_decision(row["decision"])
    code = row["question_code"]
    if code and code in book.questions:
        subject = f"{code} {name_question(book, code)}"
    elif row["area_code"] in book.area_names:
        subject = name_area(book, row["area_code"])
    else:
        subject = code or ""
    return " – ".join(filter(None, [subject, decided]))


def list_recommendations(figures: Figures) -> list[Row]:
    """All recommendations of the cycle, by area and question."""
    rows = [row for area in figures.areas for row in of_area(figures, area)]
    return [row for row in [*of_whole(figures), *rows] if row["recommendation"]]
