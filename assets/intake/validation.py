"""Is each cell what the contract of its column says? Cells become canonical text, or a problem of their row.

A row with a problem is left out as a whole: an unusable row is never half used. Whether codes exist (cities, questions,
options) is not asked here; the models know that once everything has arrived.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from assets.intake.formats import Sheet
from assets.intake.problems import Problem
from assets.schema import Column, Table

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
WHOLE = re.compile(r"[+-]?\d{1,15}(?:\.0{1,15})?", re.ASCII)
DECIMAL = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?", re.ASCII)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YES_NO = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}
HINTS = {
    "integer": "a whole number",
    "bigint": "a whole number",
    "double": "a number with a point before the decimals",
    "date": "a date like 2024-05-31",
    "yes_no": "yes or no",
    "varchar": "text",
}
Cell = tuple[str | None, str | None, Mapping[str, Any]]  # the canonical text, or the code of a problem and its values


def describe_column(column: Column) -> str:
    """What to write into a cell of the column, in words."""
    if column.meta.get("values"):
        return "one of: " + ", ".join(column.meta["values"])
    return str(column.meta.get("format_hint") or HINTS[column.data_type])


def fail(code: str, column: Column, **values: Any) -> Cell:
    return None, code, {"column_name": column.name, **values}


def check_cell(column: Column, text: str) -> Cell:
    """The canonical text of one cell, or its problem."""
    text = text.strip()
    if not text:
        if "default" in column.meta:
            return str(column.meta["default"]), None, {}
        if column.may_be_empty:
            return None, None, {}
        return fail("value_missing", column, hint=describe_column(column))
    return CHECKS[column.data_type](column, text)


def check_whole(column: Column, text: str) -> Cell:
    if not WHOLE.fullmatch(text):
        return fail("value_wrong_type", column, value=text, hint=HINTS[column.data_type])
    return check_bounds(column, int(text.partition(".")[0]))


def check_decimal(column: Column, text: str) -> Cell:
    if not DECIMAL.fullmatch(text) or not math.isfinite(float(text)):
        return fail("value_wrong_type", column, value=text, hint=HINTS[column.data_type])
    return check_bounds(column, float(text))


def check_bounds(column: Column, number: float) -> Cell:
    least, most = column.meta.get("min"), column.meta.get("max")
    if (least is not None and number < least) or (most is not None and number > most):
        limit = f"{least} and {most}" if most is not None else f"{least} and any higher number"
        return fail("value_out_of_bounds", column, value=number, limit=limit)
    return repr(number), None, {}


def check_date(column: Column, text: str) -> Cell:
    if ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text).isoformat(), None, {}
        except ValueError:
            pass  # a day that does not exist, told below like any other text that is no date
    return fail("value_wrong_type", column, value=text, hint=HINTS["date"])


def check_yes_no(column: Column, text: str) -> Cell:
    canonical = YES_NO.get(text.casefold())
    if canonical is None:
        return fail("value_not_accepted", column, value=text, limit="yes, no")
    return canonical, None, {}


def check_text(column: Column, text: str) -> Cell:
    if CONTROLS.search(text):
        return fail("value_wrong_form", column, value=text, hint="text without control characters")
    most = column.meta.get("max_length")
    if most is not None and len(text) > most:
        return fail("value_too_long", column, value=len(text), limit=most)
    if not column.meta.get("list"):
        return check_item(column, text)
    items = sorted({item.strip() for item in text.split("|") if item.strip()})
    for item in items:
        cell = check_item(column, item)
        if cell[1]:
            return cell
    return "|".join(items) or None, None, {}


def check_item(column: Column, text: str) -> Cell:
    accepted = column.meta.get("values")
    if accepted and text not in accepted:
        return fail("value_not_accepted", column, value=text, limit=", ".join(accepted))
    pattern = column.meta.get("pattern")
    if pattern and not compile_pattern(pattern).search(text):
        return fail("value_wrong_form", column, value=text, hint=column.meta.get("format_hint") or f"text like {pattern}")
    return text, None, {}


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern, re.ASCII)


CHECKS: dict[str, Callable[[Column, str], Cell]] = {
    "integer": check_whole,
    "bigint": check_whole,
    "double": check_decimal,
    "date": check_date,
    "yes_no": check_yes_no,
    "varchar": check_text,
}


def check_rows(kind: Table, sheet: Sheet) -> tuple[dict[str, list[str | None]], list[int], list[Problem]]:
    """The good rows by column (all columns of the contract), their places, and the problems of the others.

    Each distinct text of a column is checked once.
    """
    length = len(sheet.places)
    cells: dict[str, list[str | None]] = {}
    bad: list[tuple[int, str, str, Mapping[str, Any]]] = []
    for column in kind.columns:
        texts = sheet.columns.get(column.name, [""] * length)
        checked = {text: check_cell(column, text) for text in set(texts)}
        cells[column.name] = [checked[text][0] for text in texts]
        failed = {text: cell for text, cell in checked.items() if cell[1]}
        if failed:
            bad.extend(
                (row, column.name, str(failed[text][1]), failed[text][2])
                for row, text in enumerate(texts)
                if text in failed
            )
    problems = [
        Problem(
            code,
            f"{sheet.unit} {sheet.places[row]}, column {name}",
            values,
            cells["city_code"][row] if "city_code" in cells else None,
            int(str(cells["cycle"][row])) if "cycle" in cells and cells["cycle"][row] else None,
        )
        for row, name, code, values in sorted(bad, key=lambda item: item[0])
    ]
    if bad:
        wrong = {row for row, *_ in bad}
        good = [row for row in range(length) if row not in wrong]
        cells = {name: [column[row] for row in good] for name, column in cells.items()}
        return cells, [sheet.places[row] for row in good], problems
    return cells, sheet.places, problems
