"""Across versions: what each cycle would score under each questionnaire, and why some cannot be compared.

The scores and the reasons come from the tables; here they are laid out as grids of cycle and version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from reports.book import Book, Row
from reports.edition import Edition
from reports.pages.page import Page


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    if edition.is_record:
        return
    rows = [row for each in book.under_versions.values() for row in each if row["index_code"] == "core"]
    yield Page(
        "versions.html",
        "versions.html.j2",
        "Across versions",
        {"grid": count_comparable(book, rows), "versions": list(book.versions), "under": grid_of(book, rows)},
    )


def count_comparable(book: Book, rows: list[Row]) -> list[dict[str, Any]]:
    """For each pair of the version of a cycle and another version: how many core indexes can be computed, and why not."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        pair = (book.version_of[row["cycle"]], row["methodology_id"])
        counts.setdefault(pair, Counter())[judge(row)] += 1
    return [
        {
            "from": own,
            "to": other,
            "comparable": counter["comparable"],
            "all": counter.total(),
            "reasons": [(code, count) for code, count in sorted(counter.items()) if code != "comparable"],
        }
        for (own, other), counter in sorted(counts.items())
    ]


def judge(row: Row) -> str:
    """Why a core index cannot be compared, in the codes of the tables."""
    if row["comparability_reason"]:
        return str(row["comparability_reason"])
    return "comparable" if row["score"] is not None else str(row["coverage_status"])


def grid_of(book: Book, rows: list[Row]) -> list[dict[str, Any]]:
    """Cycle by version: how many of the cities of a cycle have a core index under the version."""
    cells: dict[int, dict[str, list[int]]] = {}
    for row in rows:
        cell = cells.setdefault(row["cycle"], {}).setdefault(row["methodology_id"], [0, 0])
        cell[0] += row["score"] is not None
        cell[1] += 1
    return [{"cycle": cycle, "own": book.version_of[cycle], "cells": cells[cycle]} for cycle in sorted(cells)]


def grid_of_city(book: Book, code: str) -> list[dict[str, Any]]:
    """The core index of each cycle of a city under each version: score, or the reason why there is none."""
    cells: dict[int, dict[str, Row]] = {}
    for row in book.under_versions.get(code, []):
        if row["index_code"] == "core":
            cells.setdefault(row["cycle"], {})[row["methodology_id"]] = row
    return [{"cycle": cycle, "own": book.version_of[cycle], "cells": cells[cycle]} for cycle in sorted(cells)]
