"""Readings of files become the raw tables: each row with file, sheet, row and digest, each problem with its words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from assets.intake.problems import quote_values, word_problem
from assets.schema import Table, file_kinds, raw_tables

if TYPE_CHECKING:
    import pandas as pd

    from assets.intake.reading import Reading

SEPARATOR = "\x1f"


def digest_rows(kind: Table, columns: Mapping[str, list[str | None]]) -> list[str]:
    """A digest of all contract columns of each row: the same content has the same digest in any file."""
    rows = zip(*(columns[name] for name in kind.column_names), strict=True)
    texts = (SEPARATOR.join([cell or "" for cell in row]).encode() for row in rows)
    return [hashlib.blake2b(text, digest_size=16).hexdigest() for text in texts]


def build_tables(readings: Iterable[Reading], arrived_on: Mapping[str, date]) -> dict[str, pd.DataFrame]:
    """The raw tables of some readings, each with exactly the columns of its contract."""
    import pandas as pd

    readings = list(readings)
    tables = {}
    for name, kind in file_kinds().items():
        gathered: dict[str, list[object]] = {column.name: [] for column in (*kind.columns, *kind.provenance)}
        for reading in readings:
            for part in reading.parts:
                if part.kind != name or part.is_streamed:
                    continue
                count = len(part.places)
                for column in kind.column_names:
                    gathered[column].extend(part.columns[column])
                gathered["source_sha256"].extend([reading.sha256] * count)
                if "source_file" in gathered:
                    gathered["source_file"].extend([reading.source_file] * count)
                gathered["source_sheet"].extend([part.sheet] * count)
                gathered["source_row"].extend(part.places)
                gathered["row_digest"].extend(digest_rows(kind, part.columns))
        tables[name] = pd.DataFrame(
            {
                column: pd.Series(cells, dtype="int64" if column == "source_row" else "object")
                for column, cells in gathered.items()
            }
        )
    listed = {
        "files": [list_file(reading, arrived_on) for reading in readings],
        "reading_tickets": [row for reading in readings for row in list_tickets(reading)],
    }
    for name, rows in listed.items():
        columns = list(raw_tables()[name].column_names)
        tables[name] = pd.DataFrame(rows, columns=columns, dtype="object")
    return tables


def list_file(reading: Reading, arrived_on: Mapping[str, date]) -> tuple[object, ...]:
    """The row of `files` of one reading."""
    return (
        reading.sha256,
        reading.source_file,
        reading.kind,
        arrived_on.get(reading.sha256),
        reading.bytes,
        reading.rows_found,
        reading.rows_taken,
        len(set(reading.list_cells("city_code")) - {None}),
    )


def list_tickets(reading: Reading) -> list[tuple[object, ...]]:
    """The rows of `reading_tickets` of one reading; a file about one city gives it to all of them."""
    cities = set(reading.list_cells("city_code"))
    cycles = set(reading.list_cells("cycle"))
    city = cities.pop() if len(cities) == 1 else None
    cycle = cycles.pop() if len(cycles) == 1 else None
    return [
        (
            problem.code,
            reading.sha256 or None,
            reading.source_file,
            problem.location or "the file",
            problem.city_code or city,
            problem.cycle or (int(cycle) if cycle else None),
            *word_problem(problem),
            problem.subject.kind or None,
            problem.subject.key,
            problem.subject.version,
            json.dumps(quote_values(problem), ensure_ascii=False, sort_keys=True) if problem.values else None,
        )
        for problem in reading.problems
    ]
