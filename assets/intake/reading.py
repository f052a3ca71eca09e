"""One file, and then many: bytes become the rows of raw tables, each with file, sheet, row and digest.

Pure functions; where files lie is `archive.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from assets.intake.bounds import MAX_BYTES
from assets.intake.formats import read_sheet
from assets.intake.kinds import recognise_kind
from assets.intake.problems import FileRefusedError, Problem, cap_problems, ticket_kinds, word_problem
from assets.intake.validation import check_rows
from assets.schema import Table, file_kinds, raw_tables

if TYPE_CHECKING:
    import pandas as pd

SEPARATOR = "\x1f"


@dataclass
class Reading:
    """What one file holds: its good rows by column, where they stand, and its problems."""

    source_file: str
    sha256: str
    bytes: int
    kind: str | None = None
    columns: dict[str, list[str | None]] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_found: int = 0

    @property
    def is_refused(self) -> bool:
        """Whether the file could not be used as a whole."""
        return self.kind is None

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if ticket_kinds()[problem.code]["severity"] == "error"]


def check_file(source_file: str, content: bytes) -> Reading:
    """Read one file. Never raises for what the file holds: what cannot be used is among its problems."""
    reading = Reading(source_file, hashlib.sha256(content).hexdigest(), len(content))
    try:
        if len(content) > MAX_BYTES:
            values = {"value": f"{len(content):,} bytes", "limit": f"{MAX_BYTES:,} bytes"}
            raise FileRefusedError(Problem("file_too_large", values=values))
        sheet = read_sheet(content)
        reading.rows_found = sheet.rows_found
        kind = recognise_kind(sheet.columns)
        reading.columns, reading.places, problems = check_rows(kind, sheet)
    except FileRefusedError as refusal:
        reading.problems = list(refusal.problems)
        return reading
    reading.kind = kind.name
    unknown = [name for name in sheet.columns if name not in kind.column_names]
    reading.problems = cap_problems(
        [
            *(Problem("unknown_column", "header", {"column_name": name, "kind": kind.name}) for name in unknown),
            *sheet.problems,
            *problems,
        ]
    )
    return reading


def digest_rows(kind: Table, columns: Mapping[str, list[str | None]]) -> list[str]:
    """A digest of all contract columns of each row: the same content has the same digest in any file."""
    rows = zip(*(columns[name] for name in kind.column_names), strict=True)
    texts = (SEPARATOR.join([cell or "" for cell in row]).encode() for row in rows)
    return [hashlib.blake2b(text, digest_size=16).hexdigest() for text in texts]


def read_files(
    files: Iterable[tuple[str, bytes]], arrived_on: Mapping[str, date] | None = None
) -> dict[str, pd.DataFrame]:
    """All raw tables from files given as (name, content); `arrived_on` gives the recorded date by SHA-256.

    Bytes that come a second time, under whatever name, change nothing: the first name stays.
    """
    readings: dict[str, Reading] = {}
    for name, content in files:
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 not in readings:
            readings[sha256] = check_file(name, content)
    return build_tables(readings.values(), arrived_on or {})


def build_tables(readings: Iterable[Reading], arrived_on: Mapping[str, date]) -> dict[str, pd.DataFrame]:
    """The raw tables of some readings, each with exactly the columns of its contract."""
    import pandas as pd

    readings = list(readings)
    tables = {}
    for name, kind in file_kinds().items():
        gathered: dict[str, list[object]] = {column.name: [] for column in (*kind.columns, *kind.provenance)}
        for reading in readings:
            if reading.kind != name:
                continue
            count = len(reading.places)
            for column in kind.column_names:
                gathered[column].extend(reading.columns[column])
            gathered["source_sha256"].extend([reading.sha256] * count)
            gathered["source_file"].extend([reading.source_file] * count)
            gathered["source_sheet"].extend([None] * count)
            gathered["source_row"].extend(reading.places)
            gathered["row_digest"].extend(digest_rows(kind, reading.columns))
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
        len(reading.places),
    )


def list_tickets(reading: Reading) -> list[tuple[object, ...]]:
    """The rows of `reading_tickets` of one reading; a file about one city gives it to all of them."""
    cities = set(reading.columns.get("city_code", ()))
    cycles = set(reading.columns.get("cycle", ()))
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
        )
        for problem in reading.problems
    ]
