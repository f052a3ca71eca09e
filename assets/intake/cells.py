"""Cells that are more than plain text: text that still knows what it was in its file.

Numbers and dates become canonical text here; whether they may stand in a column is known in `validation.py`.
"""

from __future__ import annotations

import math
import re
from datetime import date

EPOCH = date(1899, 12, 30)  # day 0 of serial dates from 1 March 1900 on
LAST_SERIAL = date.max.toordinal() - EPOCH.toordinal()
DAY = 86_400  # seconds
ISO_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T00:00(?::00(?:\.0+)?)?Z?)?", re.ASCII)
# How LibreOffice writes a typed TRUE or FALSE: a constant, although it looks like a formula.
CONSTANTS = {"TRUE()": "yes", "FALSE()": "no"}
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # of a number format


class Number(str):
    """A cell that holds a number."""

    shape = "number"


class Day(str):
    """A cell that holds a date, as ISO date."""

    shape = "date"


class Moment(str):
    """A cell that holds a time, or a date with a time."""

    shape = "moment"


class Fault(str):
    """A cell that shows an error, such as #N/A."""

    shape = "error"


class Unvalued(str):
    """A cell with a formula beside which no value was saved."""

    shape = "unvalued"


class Items(str):
    """A cell that holds several values, separated by |."""

    shape = "array"


class Foreign(str):
    """A cell that holds what can be no cell: something nested, or bytes."""

    shape = "other"


def shape_of_cell(cell: str) -> str:
    """What a cell was; empty for plain text."""
    return str(getattr(cell, "shape", ""))


def write_number(text: str, kind: str = "", epoch: date = EPOCH) -> str:
    """A number of a cell as canonical text: a date or a percentage where the cell shows it as one.

    What is no number stays as it is, and is found when the cell is checked.
    """
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    if kind == "date" or kind == "moment":
        return write_serial(number, kind, epoch)
    if kind == "percent":
        return write_plain(round(number * 100, 10)) + "%"
    return Number(write_plain(number))


def write_plain(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) <= 2**53 else repr(number)


def write_serial(number: float, kind: str, epoch: date) -> str:
    """A serial date as text; without its time of day only where there is none."""
    if not 0 <= number <= LAST_SERIAL:
        return Moment(write_plain(number))
    days, seconds = divmod(round(number * DAY), DAY)
    day = date_of_serial(days, epoch)
    if kind == "moment" and days == 0:
        return Moment(write_time(seconds))
    if day is None:
        return Moment(write_plain(number))
    return Day(day.isoformat()) if seconds == 0 else Moment(f"{day.isoformat()} {write_time(seconds)}")


def write_time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def date_of_serial(days: int, epoch: date) -> date | None:
    """The day that a serial number stands for; None where it is none, or before programs agree (1 March 1900)."""
    ordinal = epoch.toordinal() + days
    if days < (61 if epoch == EPOCH else 0) or ordinal > date.max.toordinal():
        return None
    return date.fromordinal(ordinal)


def write_iso(text: str) -> str:
    """A date that is written as text, with or without a time."""
    found = ISO_MIDNIGHT.fullmatch(text)
    return Day(found[1]) if found else Moment(text.replace("T", " "))


def read_number_format(code: str) -> str:
    """What a number format shows: `date`, `moment`, `percent` or nothing of these."""
    elapsed = re.search(r"\[[hms]+\]", code, re.IGNORECASE)
    shown = NOT_SHOWN.sub("", code.partition(";")[0]).lower()
    if shown in ("general", "standard", "@"):
        return ""
    if re.search(r"[dy]", shown) or ("m" in shown and not re.search(r"[hs]", shown) and not elapsed):
        return "moment" if re.search(r"[hs]", shown) else "date"
    if elapsed or re.search(r"[hs]", shown):
        return "moment"
    return "percent" if "%" in shown else ""
