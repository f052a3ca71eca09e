"""The start page: who took part, how complete it is, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from reports.book import INDEX, Book
from reports.edition import Edition
from reports.figures import draw_participation
from reports.language import say
from reports.pages.page import Chart, Page


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    cycle = edition.cycle
    coverage = Counter(
        row["coverage_status"]
        for (_, year, index), row in book.indexes.items()
        if index == "core" and (edition.is_record or year == cycle)
    )
    context = {
        "coverage_counts": [
            (status, coverage[status])
            for status in ("full", "partial", "indicative", "insufficient")
            if coverage[status]
        ],
        "cities": [city for code, city in book.cities.items() if code in book.cycles_of],
        "last_cycles": {code: cycles[-1] for code, cycles in book.cycles_of.items()},
        "counts": book.counts,
        "practices": len(book.practices),
        "published": len(book.published),
        "answers": sum(row["option_codes"] is not None for rows in book.indicators.values() for row in rows),
        "changes": None if edition.is_record else describe_changes(book, cycle),
        "chart": None
        if edition.is_record
        else Chart(
            "participation",
            say("Cities that took part, by cycle"),
            say("Each bar is a cycle, its height the number of cities that filed answers."),
            draw_participation(list(book.counts), list(book.counts.values())),
        ),
    }
    yield Page("index.html", "start.html.j2", say("Start"), context, has_charts=not edition.is_record)


def describe_changes(book: Book, cycle: int) -> dict[str, Any]:
    """What differs from the cycle before: who is new, who came back, and the mean of the network."""
    taking_part = [code for code, cycles in book.cycles_of.items() if cycle in cycles]
    new = [code for code in taking_part if book.cycles_of[code][0] == cycle]
    scores = [city["scores"]["core", INDEX] for city in book.network if ("core", INDEX) in city["scores"]]
    mean = next(
        (
            group["peer_mean"]
            for code in taking_part
            for group in book.peers.get((code, cycle, "core"), [])
            if group["peer_group_kind"] == "all" and group["area_code"] == INDEX
        ),
        None,
    )
    return {
        "taking_part": len(taking_part),
        "new": sorted((book.cities[code] for code in new), key=lambda city: city["city_name"]),
        "returning": len(taking_part) - len(new),
        "network": len(book.network),
        "scored": len(scores),
        "mean": mean,
    }
