"""Is a cell what the contract of its column says? Its text becomes canonical, or a problem.

Columns and rows are `row_checks.py`. Whether codes exist (cities, questions, options) is not asked here; the models
know that once everything has arrived.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from assets.schema import Column

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # the marks \u200e and \u200f change no order of letters
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
# The canonical text of a cell, or None, the code of its problem and the values of its words.
Cell = tuple[str | None, str | None, Mapping[str, Any]]


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
    return check_bounds(column, float(text) + 0.0)  # -0.0 becomes 0.0: the same content, the same digest


def check_bounds(column: Column, number: float) -> Cell:
    least, most, above = (column.meta.get(name) for name in ("min", "max", "above"))
    if above is not None and number <= above:
        return fail("value_out_of_bounds", column, value=repr(number), limit=f"more than {above}")
    if (least is not None and number < least) or (most is not None and number > most):
        limit = f"{least} to {most}"
        if least is None or most is None:
            limit = f"{least} or more" if most is None else f"{most} or less"
        return fail("value_out_of_bounds", column, value=repr(number), limit=limit)
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
    # Lines end differently by program; the same words have to give the same digest.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROLS.search(text):
        return fail("control_characters", column, value=text)
    if DIRECTIONS.search(text):
        return fail("direction_characters", column, value=text)
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
        hint = column.meta.get("format_hint") or f"text of the form {pattern}"
        return fail("value_wrong_form", column, value=text, hint=hint)
    return text, None, {}


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """`$` alone would let a line break at the end pass."""
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern, re.ASCII)


CHECKS: dict[str, Callable[[Column, str], Cell]] = {
    "integer": check_whole,
    "bigint": check_whole,
    "double": check_decimal,
    "date": check_date,
    "yes_no": check_yes_no,
    "varchar": check_text,
}
