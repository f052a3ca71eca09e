"""What differs between two files of a city before they are sent: answers, entries of the grid, facts, whatever they hold.

Both are read by the rules of intake; rows are compared by the keys of the contract, without versions. Versions that have been taken in
are `version_difference.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assets.intake.reading import Reading
from assets.intake.row_checks import VERSIONS
from assets.schema import Table, file_kinds
from reports.wording import order_code, split_list

Cells = Mapping[str, str | None]
WORDS = {"changed": "Changed", "added": "Added", "withdrawn": "No longer there"}


@dataclass(frozen=True)
class RowChange:
    """One row: `name` its key in words, `cells` what it said and what it says, by column."""

    kind: str
    name: str
    change: str
    cells: Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True)
class FileDifference:
    """Two files: what changed, and how many rows of each kind are the same."""

    changes: tuple[RowChange, ...]
    unchanged: Mapping[str, int]


def list_rows(reading: Reading, kind: Table) -> dict[tuple[str, ...], list[Cells]]:
    """The rows of a kind by key, without the version; a key may be there several times."""
    key = [column.name for column in kind.columns if column.is_key and column.name not in VERSIONS]
    rows: dict[tuple[str, ...], list[Cells]] = {}
    for part in reading.parts:
        if part.kind == kind.name:
            for place in range(len(part.places)):
                cells = {name: part.columns[name][place] for name in kind.column_names if name not in VERSIONS}
                rows.setdefault(tuple(cells[name] or "" for name in key), []).append(cells)
    return rows


def compare_files(before: Reading, after: Reading) -> FileDifference:
    """Row by row; the order of rows, and of the items of a list, says nothing."""
    changes: list[RowChange] = []
    unchanged: dict[str, int] = {}
    kinds = [
        kind
        for name, kind in file_kinds().items()
        if name in {part.kind for each in (before, after) for part in each.parts}
    ]
    for kind in kinds:
        old, new = list_rows(before, kind), list_rows(after, kind)
        lists = {column.name for column in kind.columns if column.meta.get("list")}
        common = find_common([*old, *new])
        for key in sorted(old.keys() | new.keys(), key=lambda key: [order_code(part) for part in key]):
            cells = compare_rows(old.get(key, []), new.get(key, []), lists)
            if not cells:
                unchanged[kind.name] = unchanged.get(kind.name, 0) + 1
                continue
            change = "changed" if key in old and key in new else "added" if key in new else "withdrawn"
            name = " ".join(part for place, part in enumerate(key) if place not in common) or " ".join(key)
            changes.append(RowChange(kind.name, name, change, cells))
    return FileDifference(tuple(changes), unchanged)


def find_common(keys: Sequence[tuple[str, ...]]) -> set[int]:
    """The parts of a key that are the same in all rows, such as city and cycle: they say nothing."""
    return {place for place in range(len(keys[0]) if keys else 0) if len({key[place] for key in keys}) == 1}


def compare_rows(
    before: Sequence[Cells], after: Sequence[Cells], lists: set[str]
) -> dict[str, tuple[str | None, str | None]]:
    """Columns that differ, with what they said and say."""
    names = dict.fromkeys(name for row in (*before, *after) for name in row)
    sides = {name: (join_cells(before, name, lists), join_cells(after, name, lists)) for name in names}
    if before and after:
        return {name: pair for name, pair in sides.items() if pair[0] != pair[1]}
    return {name: pair for name, pair in sides.items() if any(pair)}


def join_cells(rows: Sequence[Cells], name: str, lists: set[str]) -> str | None:
    texts = [row[name] or "" for row in rows]
    if name in lists:
        texts = ["|".join(sorted(split_list(text))) for text in texts]
    return " / ".join(sorted(text for text in texts if text)) or None


def write_lines(difference: FileDifference) -> Iterator[str]:
    """The difference as lines of text."""
    kinds = dict.fromkeys([*(change.kind for change in difference.changes), *difference.unchanged])
    if not kinds:
        yield "Neither file holds rows that can be compared."
    for kind in kinds:
        changes = [change for change in difference.changes if change.kind == kind]
        counts = {word: sum(change.change == word for change in changes) for word in WORDS}
        told = [f"{WORDS[word].lower()}: {count}" for word, count in counts.items() if count]
        yield f"{kind}: {', '.join([*told, f'unchanged: {difference.unchanged.get(kind, 0)}'])}"
        for change in changes:
            yield f"  {change.name} ({WORDS[change.change].lower()})"
            if change.change == "changed":
                for name, (old, new) in change.cells.items():
                    yield f"    {name}: {old or '–'} → {new or '–'}"


def to_json(difference: FileDifference) -> dict[str, Any]:
    """The same for machines."""
    return {
        "unchanged": dict(difference.unchanged),
        "changes": [
            {
                "kind": change.kind,
                "key": change.name,
                "change": change.change,
                "cells": {name: {"before": old, "after": new} for name, (old, new) in change.cells.items()},
            }
            for change in difference.changes
        ],
    }
