"""Rows as text: CSV, JSON and newline-delimited JSON, as a collection tool or a city would send them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from samples.demo.answers import Row


def to_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV with the columns in the order in which they first appear; lists joined by `|`."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({name: to_cell(value) for name, value in row.items()} for row in rows)
    return buffer.getvalue()


def to_cell(value: object) -> object:
    if isinstance(value, tuple):
        return "|".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def to_plain(row: Row) -> dict[str, object]:
    """A row as JSON has it: arrays for lists, and nothing for empty cells."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in row.items()
        if value != "" and (value != () or name == "option_codes")
    }


def to_json(rows: Sequence[Row]) -> str:
    return json.dumps([to_plain(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def to_lines(rows: Sequence[Row]) -> str:
    return "".join(json.dumps(to_plain(row), ensure_ascii=False) + "\n" for row in rows)
