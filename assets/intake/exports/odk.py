"""Exports of submissions of ODK Central: CSV, a zip archive of CSV files with one for each repeated group, and JSON (OData).

Fields are called as in the CSV, groups and fields joined by hyphens, so that one mapping serves all three. What ODK adds to
them, and where this is documented, is told in docs/survey_exports.md.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from assets.intake.exports.export import Export, Filled, add_names, write
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.sheets import Sheet
from assets.intake.zipped import check_member, unpack_member

FORMAT = "odk"
KEY, PARENT, SENT, STATE, EDITS, STATUS = "KEY", "PARENT_KEY", "SubmissionDate", "ReviewState", "Edits", "Status"
MAIN = {KEY, SENT}  # columns that say that a CSV holds submissions
REPEATED = {KEY, PARENT}
REJECTED = "rejected"
ENCRYPTED = ("notDecrypted", "missingEncryptedFormData", "not decrypted", "missing encrypted form data")
# What ODK adds to a submission; people filled in none of it.
OWN = {
    *(KEY, PARENT, SENT, STATE, EDITS, STATUS, "SubmitterID", "SubmitterName", "AttachmentsPresent"),
    *("AttachmentsExpected", "DeviceID", "FormVersion", "meta-instanceID", "meta-instanceName", "instanceID"),
    *("meta-entity-label", "meta-audit", "start", "end", "today", "deviceid", "username", "subscriberid", "simserial"),
}
SYSTEM, IDENTIFIER = "__system", "__id"  # of JSON
NUMBERED = re.compile(r"\[\d+\]")
LAST = re.compile(r"(?P<path>.+)\[(?P<number>\d+)\]", re.DOTALL)
HEADER_BYTES = 65_536


def is_main(columns: Iterable[str]) -> bool:
    return set(columns) >= MAIN


def is_repeated(columns: Iterable[str]) -> bool:
    return set(columns) >= REPEATED


def find_export_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The CSV files of an export with repeated groups, which belong together; none where the archive is something else."""
    found, has_main, has_repeated = [], False, False
    for member in archive.infolist():
        if not member.filename.lower().endswith(".csv") or "/" in member.filename or check_member(member):
            continue
        try:
            head = next(unpack_member(archive, member), b"")[:HEADER_BYTES]
        except FileRefusedError:
            continue
        names = head.partition(b"\n")[0].decode("utf-8", "replace").lstrip("\ufeff").strip().split(",")
        columns = [name.strip('"') for name in names]
        has_main = has_main or (is_main(columns) and not is_repeated(columns))
        has_repeated = has_repeated or is_repeated(columns)
        if is_main(columns) or is_repeated(columns):
            found.append(member)
    return sorted(found, key=lambda member: member.filename) if has_main and has_repeated else []


def read_tables(sheets: Iterable[Sheet]) -> Export:
    """The submissions of a CSV file, with the rows of repeated groups from further ones; `name` of a sheet is its file."""
    export = Export(FORMAT, "row", is_split=True)
    rows: dict[str, Filled] = {}
    repeated: list[tuple[Row, dict[str, str]]] = []
    for sheet in sheets:
        export.problems += sheet.problems
        if is_repeated(sheet.columns):
            repeated += list_rows(sheet)
            continue
        export.sheets.setdefault("", sheet.name)
        add_names(export.fields, name_fields(sheet.columns))
        for row, cells in list_rows(sheet):
            filled = start_submission(export, row.place_of, cells)
            rows[filled.key] = filled
            export.contributions.append(filled)
    add_repeated(export, rows, repeated)
    return export


class Row:
    """Where a row stands: its sheet, the index in it, and its place."""

    def __init__(self, sheet: Sheet, index: int) -> None:
        self.sheet, self.place_of = sheet, sheet.places[index]


def list_rows(sheet: Sheet) -> Iterator[tuple[Row, dict[str, str]]]:
    for index in range(len(sheet.places)):
        yield Row(sheet, index), {name: cells[index] for name, cells in sheet.columns.items()}


def name_fields(columns: Iterable[str]) -> list[str]:
    """Columns that people filled in. Those that only repeat each choice of another (`q/choice`) are left out."""
    columns = list(columns)
    return [
        name for name in columns if name not in OWN and not ("/" in name and name.partition("/")[0] in set(columns))
    ]


def start_submission(export: Export, place: int, cells: dict[str, str]) -> Filled:
    """One submission; its version counts the edits. One that is encrypted is a problem, and holds nothing."""
    edits = cells.get(EDITS, "").strip()
    filled = Filled(
        place,
        cells.get(KEY, "").strip(),
        version=int(edits) + 1 if edits.isdecimal() and len(edits) < 7 else 1,
        sent_on=cells.get(SENT, "").strip()[:10],
        is_rejected=cells.get(STATE, "").strip().lower() == REJECTED,
    )
    if cells.get(STATUS, "").strip() in ENCRYPTED:
        export.problems.append(Problem("submission_encrypted", f"{export.unit} {place}"))
        filled.is_rejected = True
    fill(filled, cells)
    return filled


def fill(filled: Filled, cells: dict[str, str]) -> None:
    filled.values = {name: [write(text)] for name, text in cells.items() if text.strip() and name not in OWN}


def add_repeated(export: Export, rows: dict[str, Filled], repeated: list[tuple[Row, dict[str, str]]]) -> None:
    """Put the rows of repeated groups below what they belong to, whatever the order of the files."""
    submissions = dict(rows)
    for row, cells in repeated:
        key = cells[KEY].strip()
        found = LAST.fullmatch(key)
        root = next((part for part in list_parents(key) if part in submissions), None)
        if found is None or root is None:
            values = {"value": key, "detail": cells[PARENT].strip()}
            location = row.sheet.describe(f"row {row.place_of}")
            export.problems.append(Problem("repeat_without_submission", location, values))
            continue
        repeat = NUMBERED.sub("", found["path"][len(root) + 1 :])
        add_names(export.repeats.setdefault(repeat, []), name_fields(row.sheet.columns))
        export.sheets.setdefault(repeat, row.sheet.name)
        filled = Filled(row.place_of, key, repeat=repeat)
        fill(filled, cells)
        submissions[root].repeats.setdefault(repeat, []).append(filled)


def list_parents(key: str) -> Iterator[str]:
    """The keys that a key may lie below, the nearest first: its beginnings that end before a slash."""
    while "/" in key:
        key = key.rpartition("/")[0]
        yield key


def is_odata(entries: Any) -> bool:
    """Whether a JSON value holds submissions as ODK Central gives them."""
    first = entries[0] if isinstance(entries, list) and entries else None
    return isinstance(first, dict) and IDENTIFIER in first and isinstance(first.get(SYSTEM), dict)


def read_odata(entries: list[Any]) -> Export:
    """The submissions of a JSON document, whose repeated groups are arrays in them."""
    from assets.intake.json_rows import to_cell

    export = Export(FORMAT, "entry", is_split=True)
    for place, entry in enumerate(entries, start=1):
        if not is_odata([entry]):
            export.problems.append(Problem("row_not_an_object", f"entry {place}", {"value": "no submission"}))
            continue
        system = entry[SYSTEM]
        own = {
            KEY: entry[IDENTIFIER],
            SENT: system.get("submissionDate"),
            STATE: system.get("reviewState"),
            EDITS: system.get("edits"),
            STATUS: system.get("status"),
        }
        cells: dict[str, str] = {}
        filled = start_submission(export, place, {name: to_cell(value) for name, value in own.items()})
        flatten(export, filled, cells, entry, "", "")
        fill(filled, cells)
        add_names(export.fields, name_fields(cells))
        export.contributions.append(filled)
    return export


def flatten(export: Export, root: Filled, cells: dict[str, str], entry: dict[str, Any], group: str, path: str) -> None:
    """Put the fields of an object into cells, groups joined by hyphens, and arrays of objects into repeated groups."""
    from assets.intake.json_rows import to_cell

    for name, value in entry.items():
        if name in (SYSTEM, IDENTIFIER) or "@" in name or name.startswith("__"):
            continue
        if isinstance(value, dict):
            flatten(export, root, cells, value, f"{group}{name}-", f"{path}{name}/")
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            add_array(export, root, value, f"{path}{name}")
        elif value != []:
            cells[f"{group}{name}"] = " ".join(map(to_cell, value)) if isinstance(value, list) else to_cell(value)


def add_array(export: Export, root: Filled, entries: list[Any], repeat: str) -> None:
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            continue
        cells: dict[str, str] = {}
        filled = Filled(root.place, str(entry.get(IDENTIFIER) or f"{root.key}/{repeat}[{number}]"), repeat=repeat)
        flatten(export, root, cells, entry, "", f"{repeat}/")
        fill(filled, cells)
        add_names(export.repeats.setdefault(repeat, []), name_fields(cells))
        export.sheets.setdefault(repeat, None)
        root.repeats.setdefault(repeat, []).append(filled)
