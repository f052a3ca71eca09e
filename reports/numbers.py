"""How numbers, shares and days read in the language that is spoken. Pure functions; how codes read is in `wording.py`.

What is written comes from Babel, with two choices of the house: English is the European one (25 November 2026), and a percent sign
stands apart from its number, as in the texts of the questionnaire.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from reports.language import spoken_language, spoken_locale

MINUS = "\u2212"
NOTHING = "–"


def is_missing(value: Any) -> bool:
    """None or NaN."""
    return value is None or value != value


def round_half_away(value: float) -> int:
    """Whole points, half away from zero."""
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


@cache
def read_marks(language: str) -> tuple[str, str, str, str]:
    """What a language writes between decimals, between thousands, before and after a percentage."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = spoken_locale()
    percent = locale.percent_formats[None]
    apart = ("", " %") if language == "en" else (percent.prefix[0], percent.suffix[0])
    return get_decimal_symbol(locale), get_group_symbol(locale), *apart


def write_decimal(value: float, digits: int) -> str:
    """A number with so many decimals, half away from zero, a true minus before it where it is below zero."""
    decimal, group, _, _ = read_marks(spoken_language())
    scale = 10**digits
    rounded = round_half_away(value * scale)
    whole, dot, part = f"{abs(rounded) / scale:,.{digits}f}".partition(".")
    return (MINUS if rounded < 0 else "") + whole.replace(",", group) + (decimal if dot else "") + part


def write_percent(number: str) -> str:
    """A number that is written already, as a percentage."""
    _, _, before, after = read_marks(spoken_language())
    return f"{before}{number}{after}"


def show_score(value: Any) -> str:
    """A score in whole points, a dash where there is none."""
    return NOTHING if is_missing(value) else str(round_half_away(value))


def show_difference(value: Any) -> str:
    """A difference in whole points with its sign."""
    return NOTHING if is_missing(value) else add_sign(write_decimal(value, 0), round_half_away(value))


def show_difference_between(value: Any, one: Any, other: Any) -> str:
    """A difference as the two scores beside it read: with a decimal where their whole points would contradict it."""
    if is_missing(value) or is_missing(one) or is_missing(other):
        return NOTHING
    fits = round_half_away(one) - round_half_away(other) == round_half_away(value)
    return show_difference(value) if fits else show_change(value)


def show_points(value: Any) -> str:
    """A part of a change, to one decimal: a minus where it is below zero, a dash where there is none."""
    return NOTHING if is_missing(value) else write_decimal(value, 1)


def show_change(value: Any) -> str:
    """A change to one decimal, with its sign."""
    return NOTHING if is_missing(value) else add_sign(show_points(value), round_half_away(value * 10))


def add_sign(written: str, rounded: int) -> str:
    return f"+{written}" if rounded > 0 else written


def show_hundredths(value: Any) -> str:
    """A figure that is no score, to two decimals."""
    return NOTHING if is_missing(value) else write_decimal(value, 2)


def show_signed_hundredths(value: Any) -> str:
    """A difference or loading to two decimals, with its sign."""
    return NOTHING if is_missing(value) else add_sign(write_decimal(value, 2), round_half_away(value * 100))


def show_thousandths(value: Any) -> str:
    return NOTHING if is_missing(value) else write_decimal(value, 3)


def show_share(value: Any) -> str:
    """A share (0 to 1) in whole percent."""
    return NOTHING if is_missing(value) else write_percent(write_decimal(value * 100, 0))


def show_percent(value: Any) -> str:
    """A percentage (0 to 100) in whole percent."""
    return NOTHING if is_missing(value) else write_percent(write_decimal(value, 0))


def show_number(value: Any) -> str:
    """A count, its thousands apart."""
    return NOTHING if is_missing(value) else write_decimal(value, 0)


def show_weight(value: float) -> str:
    """An effective weight in percent, with enough digits to compare small ones."""
    return write_percent(write_decimal(value * 100, 2))


def show_value(value: Any) -> str:
    """A measured value with at most two decimals, none that say nothing; a dash where there is none."""
    if is_missing(value):
        return NOTHING
    written, decimal = write_decimal(value, 2), read_marks(spoken_language())[0]
    whole, _, part = written.rpartition(decimal)
    part = part.rstrip("0")
    return f"{whole}{decimal}{part}" if part else whole


def show_day(value: Any) -> str:
    """A date as it is said."""
    return NOTHING if is_missing(value) else write_day(value.year, value.month, value.day, spoken_language())


@cache
def write_day(year: int, month: int, day: int, language: str) -> str:
    from datetime import date

    from babel.dates import format_date

    return str(format_date(date(year, month, day), "long", spoken_locale()))
