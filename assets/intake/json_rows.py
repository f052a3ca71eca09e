"""Rows of JSON: an array of objects, or one object a line.

Numbers stay as they are written, so that 0.10 and 2014 lose nothing on the way. A value that is no cell (an
object, NaN) is remembered as such; whether an array may stand in a column is known in `validation.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from assets.intake.bounds import MAX_ROWS
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.sheets import Sheet, check_header, name_column

TOO_DEEP = "it is nested too deeply"
NAMES = {list: "an array", str: "a text or number", bool: "yes or no", type(None): "nothing"}


class Constant(str):
    """NaN or Infinity, which are no numbers of JSON although many programs write them."""


class Doubled(str):
    """Stands for an object in which a name is there more than once: the name."""


def build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Doubled:
    built = dict(pairs)
    if len(built) == len(pairs):
        return built
    names = [name for name, _ in pairs]
    return Doubled(next(name for name in names if names.count(name) > 1))


load_json: Callable[[str], Any] = json.JSONDecoder(
    object_pairs_hook=build_object, parse_int=str, parse_float=str, parse_constant=Constant
).decode


def describe_fault(error: json.JSONDecodeError | RecursionError, line: int | None = None) -> str:
    """What is wrong with a JSON text, and where; `line` is given where the text is one line of the file."""
    if isinstance(error, RecursionError):
        return TOO_DEEP
    return f"{error.msg}, in line {line or error.lineno} at character {error.colno}"


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
        label = name_column(name.strip(), number)
        sheet.columns[label] = [value if type(value) is str else to_text(value) for value in values]
        shapes = {index: shape for index, value in enumerate(values) if (shape := shape_of(value))}
        if shapes:
            sheet.shapes[label] = shapes
    return sheet


def shape_of(value: Any) -> str | None:
    """None for a plain value, `array` for one of plain values, `other` for what can be no cell."""
    if value is None or isinstance(value, bool) or type(value) is str:
        return None
    if isinstance(value, list) and all(item is not None and shape_of(item) is None for item in value):
        return "other" if any(isinstance(item, str) and "|" in item for item in value) else "array"
    return "other"


def to_text(value: Any) -> str:
    """A JSON value as the text of a cell: arrays as lists, true and false as yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if shape_of(value) == "array":
        return "|".join(to_text(item) for item in value)
    if isinstance(value, str):
        return str(value)
    return "an array" if isinstance(value, list) else "an object"
