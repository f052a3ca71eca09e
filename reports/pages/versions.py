"""Across versions: what each cycle would score under each questionnaire, and why some cannot be compared.

Counts, scores and reasons come from the tables; here they are laid out as grids of cycle and version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from reports.book import INDEX, Book, Row
from reports.edition import Edition
from reports.language import say
from reports.pages.page import Page
from reports.words_by_code import REASONS, VERDICTS

INDEXES = ("core", "extended")


@dataclass(frozen=True)
class Cell:
    """How many of the cities of a cell can be compared, and why the others cannot: verdict and count."""

    cities: int
    comparable: int
    others: tuple[tuple[str, int], ...]

    @property
    def level(self) -> str:
        """all, some or none of the cities: how the cell is shaded."""
        return "all" if self.comparable == self.cities else "some" if self.comparable else "none"


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    if edition.is_record:
        return
    context = {
        "versions": list(book.versions),
        "pairs": list_pairs(book),
        "grids": [(index, grid) for index in INDEXES if (grid := grid_of_cycles(book, index))],
        "areas": grid_of_areas(book),
    }
    yield Page("versions.html", "versions.html.j2", say("Across versions"), context)


def add_up(rows: Iterable[Row]) -> Cell:
    """One cell of several rows of `comparability`."""
    total: Counter[str] = Counter()
    for row in rows:
        total.update({name: row[f"cities_{name}"] for name in VERDICTS} | {"cities": row["cities"]})
    others = tuple((name, total[name]) for name in VERDICTS if name != "comparable" and total[name])
    return Cell(total["cities"], total["comparable"], others)


def list_pairs(book: Book) -> list[dict[str, Any]]:
    """Each pair of the version of a cycle and the version that it is computed under, for the core index."""
    rows = [row for row in book.comparability if row["area_code"] == INDEX and row["index_code"] == "core"]
    return [
        {"from": own, "to": other, "cell": cell}
        for own in book.versions
        for other in book.versions
        if (cell := add_up(pick(rows, own_methodology_id=own, methodology_id=other))).cities
    ]


def pick(rows: Iterable[Row], **values: Any) -> list[Row]:
    return [row for row in rows if all(row[name] == value for name, value in values.items())]


def grid_of_cycles(book: Book, index: str) -> list[dict[str, Any]]:
    """Cycle by version for one index: a cell for each version that has the index. Empty where no city has it."""
    rows = pick(book.comparability, area_code=INDEX, index_code=index)
    if not any(row["cities_comparable"] for row in rows):
        return []
    return [
        {
            "cycle": cycle,
            "own": book.version_of[cycle],
            "cells": {row["methodology_id"]: add_up([row]) for row in pick(rows, cycle=cycle)},
        }
        for cycle in sorted({row["cycle"] for row in rows})
    ]


def grid_of_areas(book: Book) -> list[dict[str, Any]]:
    """Area by pair of versions, over all cycles: which areas carry over. An area is looked at in the core index where it
    has one, else in the extended one.
    """
    by_place: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in book.comparability:
        place = (row["area_code"], row["own_methodology_id"], row["methodology_id"], row["index_code"])
        by_place.setdefault(place, []).append(row)
    pairs = [(own, other) for own in book.versions for other in book.versions if own != other]
    codes = sorted({row["area_code"] for row in book.comparability} - {INDEX}, key=lambda code: book.area_order[code])

    def judge(code: str, own: str, other: str) -> Cell | None:
        found = (by_place.get((code, own, other, index)) for index in INDEXES)
        rows = next((rows for rows in found if rows), None)
        return leave_out_coverage(add_up(rows)) if rows else None

    return [{"name": book.area_names[code], "cells": [judge(code, *pair) for pair in pairs]} for code in codes]


def leave_out_coverage(cell: Cell) -> Cell:
    """A cell whose reasons are those of the questionnaire alone, not of how much a city answered."""
    return replace(cell, others=tuple((name, count) for name, count in cell.others if name in REASONS))


def grid_of_city(book: Book, code: str) -> list[dict[str, Any]]:
    """Each index of a city by cycle and version: the row of the score, or of the reason why there is none."""
    grids = []
    for index in INDEXES:
        cells: dict[int, dict[str, Row]] = {}
        for row in book.under_versions.get(code, []):
            if row["index_code"] == index:
                cells.setdefault(row["cycle"], {})[row["methodology_id"]] = row | {"lacking": name_lacking(book, row)}
        lines = [{"cycle": cycle, "own": book.version_of[cycle], "cells": cells[cycle]} for cycle in sorted(cells)]
        if lines:
            used = {version for line in cells.values() for version in line}
            grids.append({"index": index, "versions": [name for name in book.versions if name in used], "lines": lines})
    return grids


def name_lacking(book: Book, row: Row) -> list[str]:
    """The areas at the top of the tree for want of which an index has no score."""
    if row["comparability_reason"] != "area_without_score":
        return []
    top = {area["area_code"] for area in book.version_areas[row["methodology_id"]] if area["parent_area_code"] is None}
    return [
        book.area_names[area["area_code"]]
        for area in book.areas_under_versions[row["city_code"], row["cycle"]]
        if (area["methodology_id"], area["index_code"]) == (row["methodology_id"], row["index_code"])
        and area["area_code"] in top
        and (area["comparability_reason"] or area["coverage_status"] == "no_questions")
    ]


def areas_of_city(book: Book, code: str, cycle: int) -> list[dict[str, Any]]:
    """The areas of one cycle of a city under every version, in the core index where the area has one there."""
    cells: dict[str, dict[str, Row]] = {}
    for row in book.areas_under_versions.get((code, cycle), []):
        line = cells.setdefault(row["area_code"], {})
        if row["index_code"] == "core" or row["methodology_id"] not in line:
            line[row["methodology_id"]] = row
    ordered = sorted(cells, key=lambda area: book.area_order[area])
    return [{"name": book.area_names[area], "cells": cells[area]} for area in ordered]
