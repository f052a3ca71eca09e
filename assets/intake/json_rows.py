"""Rows of JSON: an array of objects, or one object a line.

Numbers stay as they are written, so that 0.10 and 2014 lose nothing on the way.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from assets.intake.bounds import MAX_ROWS
from assets.intake.cells import Foreign, Items
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.sheets import Sheet, check_header, name_column

TOO_DEEP = "it is nested too deeply"
NAMES = {list: "an array", str: "a text or number", bool: "yes or no", type(None): "nothing"}


class Doubled(Foreign):
    """Stands for an object in which a name is there more than once: the name."""


def build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Doubled:
    built = dict(pairs)
    if len(built) == len(pairs):
        return built
    names = [name for name, _ in pairs]
    return Doubled(next(name for name in names if names.count(name) > 1))


load_json: Callable[[str], Any] = json.JSONDecoder(
    object_pairs_hook=build_object, parse_int=str, parse_float=str, parse_constant=Foreign
).decode


def describe_fault(error: json.JSONDecodeError | RecursionError, line: int | None = None) -> str:
    """What is wrong with a JSON text, and where; `line` is given where the text is one line of the file."""
    if isinstance(error, RecursionError):
        return TOO_DEEP
    return f"{error.msg}, in line {line or error.lineno} at character {error.colno}"


def find_odata(text: str) -> list[Any] | None:
    """The submissions of a document of ODK Central, as such or under `value`; None where it is something else."""
    from assets.intake.exports.odk import IDENTIFIER, SYSTEM, is_odata

    if IDENTIFIER not in text or SYSTEM not in text:
        return None
    try:
        document = load_json(text.strip())
    except (json.JSONDecodeError, RecursionError):
        return None  # told by those who read it as rows
    entries = document.get("value") if isinstance(document, dict) else document
    return entries if is_odata(entries) else None


def read_json_array(text: str) -> Sheet:
    """An array of objects; entries count from 1. Raises FileRefusedError where the array cannot be read."""
    try:
        entries = load_json(text.strip())
    except (json.JSONDecodeError, RecursionError) as error:
        raise FileRefusedError(Problem("json_not_readable", values={"value": describe_fault(error)})) from error
    return gather_objects("entry", list(enumerate(entries, start=1)))


def read_json_lines(text: str) -> Sheet:
    """An object a line; a broken line is a problem of that line. One object over several lines is one row.

    Raises FileRefusedError where there is no line that can be read.
    """
    entries: list[tuple[int, Any]] = []
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entries.append((number, load_json(line.strip())))
        except (json.JSONDecodeError, RecursionError) as error:
            values = {"value": describe_fault(error, number)}
            problems.append(Problem("json_not_readable", f"line {number}", values))
    if not any(isinstance(entry, dict | Doubled) for _, entry in entries):
        try:
            entries, problems = [(1, load_json(text.strip()))], []
        except (json.JSONDecodeError, RecursionError) as error:
            values = {"value": describe_fault(error)}
            raise FileRefusedError(Problem("json_not_readable", values=values)) from error
    sheet = gather_objects("line", entries)
    sheet.problems.extend(problems)
    sheet.rows_found += len(problems)
    return sheet


def gather_objects(unit: str, entries: list[tuple[int, Any]]) -> Sheet:
    """Rows from JSON values; a name that an object lacks is an empty cell."""
    if len(entries) > MAX_ROWS:
        raise FileRefusedError(Problem("too_many_rows", values={"limit": f"{MAX_ROWS:,}"}))
    sheet = Sheet(unit, rows_found=len(entries))
    rows: list[dict[str, Any]] = []
    for place, entry in entries:
        if isinstance(entry, dict):
            rows.append(entry)
            sheet.places.append(place)
        elif isinstance(entry, Doubled):
            value = f"'{entry}' is there more than once in an object"
            sheet.problems.append(Problem("json_not_readable", f"{unit} {place}", {"value": value}))
        else:
            value = next(name for kind, name in NAMES.items() if isinstance(entry, kind))
            sheet.problems.append(Problem("row_not_an_object", f"{unit} {place}", {"value": value}))
    names = list(dict.fromkeys(name for row in rows for name in row))
    check_header([name.strip() for name in names])
    for number, name in enumerate(names, start=1):
        values = [row.get(name) for row in rows]
        sheet.add_cells(
            name_column(name.strip(), number), [value if type(value) is str else to_cell(value) for value in values]
        )
    return sheet


def to_cell(value: Any) -> str:
    """A JSON value as a cell: arrays of plain values as lists, true and false as yes and no.

    NaN and Infinity are no numbers of JSON, although many programs write them.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        items = [Foreign("nothing") if item is None else to_cell(item) for item in value]
        is_plain = all(type(item) is str and "|" not in item for item in items)
        return Items("|".join(items)) if is_plain else Foreign("an array")
    return value if isinstance(value, str) else Foreign("an object")
