"""From bytes to a sheet of text cells: CSV, JSON, newline-delimited JSON, recognised by content.

Knows encodings and formats, not what the columns mean; that is `kinds.py` and `validation.py`. Nothing is evaluated, and
everything is bounded.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assets.intake.bounds import MAX_CELL, MAX_COLUMNS, MAX_ROWS
from assets.intake.problems import FileRefused, Problem

MAGIC = (
    (b"PK\x03\x04", "a workbook or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old workbook (XLS)"),
    (b"%PDF", "a PDF document"),
    (b"\x50AR1", "a Parquet file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
)
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DELIMITERS = {";": "semicolons", "\t": "tabs"}


@dataclass
class Sheet:
    """Text cells by column, all columns of one length, and the place of each row in the file (`unit` 3, `unit` 4, …)."""

    unit: str
    columns: dict[str, list[str]] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_found: int = 0


def read_sheet(content: bytes) -> Sheet:
    """The rows of a file. Rows that cannot be read are among its problems; raises FileRefused where the file cannot."""
    for magic, name in MAGIC:
        if content.lstrip()[: len(magic)].lower() == magic.lower():
            raise FileRefused(Problem("format_not_supported", values={"value": name}))
    text = decode(content)
    start = text.lstrip()[:1]
    if not start:
        raise FileRefused(Problem("file_empty"))
    try:
        if start == "[":
            return read_json_array(text)
        if start == "{":
            return read_json_lines(text)
    except RecursionError as error:
        raise FileRefused(Problem("json_not_readable", values={"value": "it is nested too deeply"})) from error
    return read_csv(text)


def decode(content: bytes) -> str:
    """UTF-8, or UTF-16 with its mark. Raises FileRefused with the place of the first byte that fits neither."""
    encoding = next((name for bom, name in BOMS if content.startswith(bom)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        value = f"byte {content[error.start]:#04x} in line {line} is no character of it"
        raise FileRefused(Problem("wrong_encoding", f"line {line}", {"value": value})) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileRefused(Problem("wrong_encoding", f"line {line}", {"value": f"line {line} holds a null character"}))
    return text


def read_csv(text: str) -> Sheet:
    """RFC 4180 with a header. Rows count from the header, row 1, as a spreadsheet shows them; empty rows are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    sheet = Sheet("row")
    rows: list[list[str]] = []
    header: list[str] | None = None
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = check_header([cell.strip() for cell in row])
                continue
            sheet.rows_found += 1
            if sheet.rows_found > MAX_ROWS:
                raise FileRefused(Problem("too_many_rows", values={"limit": MAX_ROWS}))
            if len(row) != len(header):
                values = {"value": len(row), "limit": len(header)}
                sheet.problems.append(Problem("row_wrong_length", f"row {number}", values))
                continue
            rows.append(row)
            sheet.places.append(number)
    except csv.Error as error:
        values = {"value": f"{error} in the row that begins at row {number + 1}"}
        raise FileRefused(Problem("csv_not_readable", f"row {number + 1}", values)) from error
    columns = list(zip(*rows, strict=True)) or [()] * len(header or [])
    sheet.columns = {name: list(cells) for name, cells in zip(header or [], columns, strict=True) if name}
    return sheet


def check_header(header: list[str]) -> list[str]:
    """The header of a CSV file. Raises FileRefused where it cannot be one."""
    if len(header) == 1:
        for sign, name in DELIMITERS.items():
            if sign in header[0]:
                raise FileRefused(Problem("wrong_delimiter", "row 1", {"value": name}))
    if len(header) > MAX_COLUMNS:
        values = {"value": f"{len(header)} columns", "limit": f"{MAX_COLUMNS} columns"}
        raise FileRefused(Problem("file_too_large", "row 1", values))
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise FileRefused(*(Problem("duplicate_column", "row 1", {"column_name": name}) for name in doubled))
    return header


def refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different."""
    built = dict(pairs)
    if len(built) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"'{next(name for name in names if names.count(name) > 1)}' is there more than once")
    return built


# Numbers stay as they are written, so that 0.10 and 2014 lose nothing on the way.
load_json: Callable[[str], Any] = json.JSONDecoder(
    object_pairs_hook=build_object, parse_int=str, parse_float=str, parse_constant=refuse_constant
).decode


def read_json_array(text: str) -> Sheet:
    """An array of objects; entries count from 1."""
    try:
        entries = load_json(text)
    except ValueError as error:
        raise FileRefused(Problem("json_not_readable", values={"value": error})) from error
    return gather_objects("entry", list(enumerate(entries, start=1)))


def read_json_lines(text: str) -> Sheet:
    """An object a line; a line that is broken is a problem of that line. One object over several lines is one row."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    entries: list[tuple[int, Any]] = []
    problems = []
    for number, line in lines:
        try:
            entries.append((number, load_json(line.strip())))
        except ValueError as error:
            problems.append(Problem("json_not_readable", f"line {number}", {"value": error}))
    if not entries:
        try:
            entries, problems = [(1, load_json(text))], []
        except ValueError as error:
            raise FileRefused(Problem("json_not_readable", values={"value": error})) from error
    sheet = gather_objects("line", entries)
    sheet.problems.extend(problems)
    sheet.rows_found += len(problems)
    return sheet


def gather_objects(unit: str, entries: list[tuple[int, Any]]) -> Sheet:
    """Rows from JSON values; a name that an object lacks is an empty cell."""
    if len(entries) > MAX_ROWS:
        raise FileRefused(Problem("too_many_rows", values={"limit": MAX_ROWS}))
    sheet = Sheet(unit, rows_found=len(entries))
    rows = []
    for place, entry in entries:
        if isinstance(entry, dict):
            rows.append(entry)
            sheet.places.append(place)
        else:
            name = {list: "an array", str: "a text or number", bool: "yes or no"}.get(type(entry), "nothing")
            sheet.problems.append(Problem("row_not_an_object", f"{unit} {place}", {"value": name}))
    names = list(dict.fromkeys(name for row in rows for name in row))
    if len(names) > MAX_COLUMNS:
        values = {"value": f"{len(names)} columns", "limit": f"{MAX_COLUMNS} columns"}
        raise FileRefused(Problem("file_too_large", values=values))
    doubled = sorted({name.strip() for name in names if sum(other.strip() == name.strip() for other in names) > 1})
    if doubled:
        raise FileRefused(*(Problem("duplicate_column", values={"column_name": name}) for name in doubled))
    sheet.columns = {name.strip(): [to_text(row.get(name)) for row in rows] for name in names}
    return sheet


def to_text(value: Any) -> str:
    """A JSON value as the text of a cell: arrays as lists, true and false as yes and no. Objects stay recognisable JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(item, str | bool) or item is None for item in value):
        return "|".join(to_text(item) for item in value)
    return value[:MAX_CELL] if isinstance(value, str) else json.dumps(value)[:MAX_CELL]
