"""The page of study visits: for each visiting city the mentor and the fellow, with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.book import Book, Row, group_rows
from reports.edition import Edition
from reports.pages.page import Page
from reports.visits import NO_HOST
from reports.wording import split_list

SURE, SOME = 0.8, 0.5  # shares of the draws


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    """One page of the latest cycle; none for the record."""
    if edition.is_record:
        return
    rows = [row for row in book.studies["city_matches"] if row["cycle"] == edition.cycle]
    visits: list[dict[str, Any]] = [
        {"city": book.cities[code], "matches": [describe_match(book, row) for row in own]}
        for code, own in group_rows(rows, "visitor_city_code").items()
    ]
    visits.sort(key=lambda visit: visit["city"]["city_name"].casefold())
    steps: dict[str, int] = {}
    for row in book.studies["membership_journey"]:
        steps[row["city_code"]] = steps.get(row["city_code"], 0) + 1
    mentors = sorted(
        (book.cities[code] for code, count in steps.items() if count == len(book.curriculum)),
        key=lambda city: city["city_name"].casefold(),
    )
    context = {"visits": visits, "mentors": mentors, "draws": rows[0]["draws"] if rows else None}
    context["city_pages"] = set(book.cycles_of)
    yield Page("visits.html", "visits.html.j2", "Study visits", context)


def describe_match(book: Book, row: Row) -> dict[str, Any]:
    """A match with its host and areas by name, and how sure it is in words; or why there is none."""
    host = book.cities.get(row["host_city_code"] or "")
    return row | {
        "host": host,
        "areas": [book.area_names[code] for code in split_list(row["area_codes"])],
        "sure": None
        if row["survival"] is None
        else "holds under most choices"
        if row["survival"] >= SURE
        else "holds under many choices"
        if row["survival"] >= SOME
        else "others would do as well",
        "nobody": NO_HOST.get(row["reason"] or "", row["reason"]),
    }
