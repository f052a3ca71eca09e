"""Pages that are lists: good practices, published results, answers found, downloads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.book import Book, Row
from reports.edition import Edition
from reports.language import say
from reports.pages.learning import read_learning
from reports.pages.page import Page


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    practices = [name_places(book, row) for row in book.practices]
    practices.sort(
        key=lambda row: (
            book.area_order.get(row["area_code"], 99),
            str(row["city_name"]).casefold(),
            row["practice_id"],
        )
    )
    areas = {row["area_code"]: row["area_name"] for row in practices if row["area_name"]}
    cities = {row["city_code"]: row["city_name"] for row in practices if row["city_name"]}
    yield Page(
        "practices.html",
        "practices.html.j2",
        say("Good practices"),
        {
            "practices": practices,
            "areas": areas,
            "cities": dict(sorted(cities.items(), key=lambda item: item[1].casefold())),
            "examples": list_examples(book, edition.cycle),
        },
    )
    if edition.is_record:
        yield Page("record.html", "record.html.j2", say("Answers found"), {"rows": list_found(book)})
    if book.published:
        published = [name_places(book, row) for row in book.published]
        published.sort(
            key=lambda row: (
                str(row["city_name"]).casefold(),
                row["report_date"] or "9999",
                row["area_code"] or "",
            )
        )
        yield Page("published.html", "published.html.j2", say("Published results"), {"rows": published})
    yield Page("downloads.html", "downloads.html.j2", say("Downloads"), {"downloads": edition.downloads})


def list_examples(book: Book, cycle: int) -> list[dict[str, Any]]:
    """The good-practice cities of a cycle by area; areas without one are there too."""
    learning = read_learning(book)
    return [
        {
            "code": row["area_code"],
            "name": book.area_names[row["area_code"]],
            "cities": sorted(
                map(learning.describe_example, learning.examples.get((cycle, row["area_code"]), [])),
                key=lambda example: example["city"]["city_name"].casefold(),
            ),
        }
        for row in book.version_areas[book.version_of[cycle]]
        if row["area_code"] in book.areas_asked(book.version_of[cycle])
    ]


def name_places(book: Book, row: Row) -> Row:
    """A row with the names of its city and area."""
    city = book.cities.get(row["city_code"] or "")
    whole = {"overall": say("whole city"), "core": say("core index"), "extended": say("extended index")}
    return row | {
        "city_name": city["city_name"] if city else row["city_code"],
        "area_name": book.area_names.get(row["area_code"] or "", whole.get(row["area_code"] or "", row["area_code"])),
    }


def list_found(book: Book) -> list[dict[str, Any]]:
    """How many of the questions of its version each city and cycle has an answer to."""
    rows = []
    for code, cycles in book.cycles_of.items():
        for cycle in cycles:
            indicators = book.indicators.get((code, cycle), [])
            rows.append(
                {
                    "city": book.cities[code],
                    "cycle": cycle,
                    "page": f"city/{code}.html" if cycle == cycles[-1] else f"city/{code}-{cycle}.html",
                    "version": book.version_of[cycle],
                    "found": sum(row["state"] not in {"unanswered", "not_asked"} for row in indicators),
                    "asked": len(indicators),
                }
            )
    return sorted(rows, key=lambda row: (row["city"]["city_name"].casefold(), row["cycle"]))
