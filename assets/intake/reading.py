"""One file: its bytes become rows of the kinds that it holds, and problems that say where, what and how to mend.

Pure functions; where files lie is `archive.py`, and what readings become together is `tables.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from assets.intake.bounds import MAX_BYTES
from assets.intake.collection import find_collection_problems, is_collection, unfold
from assets.intake.exports.mapping import Mapping as FieldMapping
from assets.intake.formats import PARQUET, ZIP, read_contents
from assets.intake.kinds import recognise_kind
from assets.intake.problems import FileRefusedError, Problem, cap_problems, ticket_kinds
from assets.intake.row_checks import check_rows
from assets.intake.sheets import Sheet
from assets.intake.tables import build_tables
from assets.questionnaire.languages import SOURCE

if TYPE_CHECKING:
    import pandas as pd

GRAVE = ("blocking", "error")
LISTED = "|"  # between the kinds of one file
# What names promise, and how such files begin.
PROMISES = {
    **dict.fromkeys((".xlsx", ".xlsm", ".ods"), ("a workbook", ZIP)),
    ".parquet": ("a Parquet file", PARQUET),
    ".zip": ("a zip archive", ZIP),
}


@dataclass(frozen=True)
class Part:
    """The good rows of one kind from one sheet, by column, and where they stand.

    Of a streamed file `row_count` is their number, and `columns` only names cities and cycles (`streams`).
    """

    kind: str
    sheet: str | None
    columns: dict[str, list[str | None]]
    places: list[int]
    row_count: int | None = None
    city_code: str | None = None  # of all rows, where the columns of the kind do not name it

    @property
    def is_streamed(self) -> bool:
        return self.row_count is not None


@dataclass
class Reading:
    """What one file holds: its good rows, and its problems."""

    source_file: str
    sha256: str
    bytes: int
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_found: int = 0
    language: str = SOURCE  # in which its sender reads
    is_template: bool = False  # whether it is one of our workbooks, whose columns have headings of their own

    @property
    def kind(self) -> str | None:
        """The kinds of the file, separated by |; None where it could not be used as a whole."""
        return LISTED.join(dict.fromkeys(part.kind for part in self.parts)) or None

    @property
    def is_refused(self) -> bool:
        return not self.parts

    @property
    def rows_taken(self) -> int:
        return sum(part.row_count if part.row_count is not None else len(part.places) for part in self.parts)

    @property
    def errors(self) -> list[Problem]:
        """The problems that cost a row, a cell or the file."""
        return [problem for problem in self.problems if ticket_kinds()[problem.code]["severity"] in GRAVE]

    def list_cells(self, column: str) -> Iterable[str | None]:
        """All cells of a column, from every sheet that has it."""
        for part in self.parts:
            yield from part.columns.get(column, ())
            if column == "city_code" and part.city_code:
                yield part.city_code


def check_file(
    source_file: str, content: bytes, sha256: str | None = None, mappings: tuple[FieldMapping, ...] = ()
) -> Reading:
    """Read one file, exports of survey programs by the `mappings` of the programme. Never raises for what the file holds: what cannot be used is among its problems."""
    reading = Reading(source_file, sha256 or hashlib.sha256(content).hexdigest(), len(content))
    try:
        if len(content) > MAX_BYTES:
            values = {"value": f"{len(content):,} bytes", "limit": f"{MAX_BYTES:,} bytes"}
            raise FileRefusedError(Problem("file_too_large", values=values))
        if is_collection(content):
            # Its files are taken in one by one; what is left of it here are those that could not be.
            raise FileRefusedError(*find_collection_problems(content))
        contents = read_contents(content, mappings)
        reading.problems, reading.language = list(contents.problems), contents.language
        reading.is_template = contents.is_template
        read_sheets(contents.sheets, reading)
    except FileRefusedError as refusal:
        reading.problems, reading.language = list(refusal.problems), refusal.language
    if reading.is_refused:
        reading.problems = [*find_broken_promise(source_file, content), *reading.problems]
    reading.problems = cap_problems(reading.problems)
    return reading


def read_sheets(sheets: Iterable[Sheet], reading: Reading) -> None:
    """Add to a reading what its sheets give. A sheet of no kind is a problem only where no other is of one."""
    strange: list[tuple[Sheet, tuple[Problem, ...]]] = []
    for sheet in sheets:
        if sheet.refusals:
            reading.problems += place_problems(sheet, sheet.refusals)
            continue
        try:
            kind = recognise_kind(sheet.columns)
        except FileRefusedError as refusal:
            strange.append((sheet, refusal.problems))
            continue
        reading.rows_found += sheet.rows_found
        columns, places, problems = check_rows(kind, sheet)
        reading.parts.append(Part(kind.name, sheet.part or sheet.name, columns, places, city_code=sheet.city_code))
        unknown = [
            Problem("unknown_column", "header", {"column_name": name, "kind": kind.name})
            for name in sheet.columns
            if name not in columns
        ]
        reading.problems += place_problems(sheet, (*unknown, *sheet.problems))
        reading.problems += [*problems, *(problem for column, problem in sheet.remarks if column in columns)]
    for sheet, refusals in strange:
        if refusals[0].code == "kind_not_recognised" and not reading.is_refused:
            refusals = (Problem("sheet_not_used"),)
        else:
            reading.rows_found += sheet.rows_found
        reading.problems += place_problems(sheet, refusals)


def place_problems(sheet: Sheet, problems: Iterable[Problem]) -> list[Problem]:
    """Problems of a sheet, whose places become those of the file."""
    return [replace(problem, location=sheet.describe(problem.location)) for problem in problems]


def find_broken_promise(source_file: str, content: bytes) -> list[Problem]:
    """A name that says something else than the content: recognised is the content, but the name helps its sender."""
    promise, beginning = PROMISES.get(PurePath(source_file).suffix.lower(), ("", b""))
    if content.startswith(beginning):
        return []
    return [Problem("not_what_its_name_says", values={"limit": promise})]


def read_files(
    files: Iterable[tuple[str, bytes]],
    arrived_on: Mapping[str, date] | None = None,
    mappings: tuple[FieldMapping, ...] = (),
) -> dict[str, pd.DataFrame]:
    """All raw tables from files given as (name, content), collections opened; `arrived_on` gives the recorded date by SHA-256.

    Bytes that come a second time, under whatever name, change nothing: the first name stays.
    """
    readings: dict[str, Reading] = {}
    for name, content in (each for file in files for each in unfold(*file)):
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 not in readings:
            readings[sha256] = check_file(name, content, sha256, mappings)
    return build_tables(readings.values(), arrived_on or {})
