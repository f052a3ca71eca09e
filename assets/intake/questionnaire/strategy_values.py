"""A value and its unit, as people write them into one cell; and whether a value is on the scale of its indicator."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assets.intake.questionnaire.labels import fold

WITH_UNIT = re.compile(r"([+-]?[\d.,]{1,30})\s{0,3}([^\d\s.,][^\d]{0,60})", re.ASCII)
PERCENT, SIGN = "percent", "%"


def split_unit(text: str, unit: str) -> tuple[str, str]:
    """The number of a cell, and the unit that stands behind it; a percent sign is the unit of what is counted in percent."""
    found = WITH_UNIT.fullmatch(text.strip())
    if not found:
        return text, ""
    number, beside = found[1], found[2].strip()
    if beside == SIGN and unit.casefold().startswith(PERCENT) and not is_of_points(unit):
        beside = unit
    return (number, beside) if fold(beside) == fold(unit) else (text, beside)


def is_of_points(unit: str) -> bool:
    """Percentage points are no percent: +5 points on 40 % are 45 %, 5 % of it are 42."""
    return unit.casefold().startswith("percentage")


def find_outside(text: str, indicator: Mapping[str, str]) -> str:
    """The scale of an indicator in words, where a value is not on it; empty where it is, or where there is no scale."""
    value, least, most = (
        to_number(each) for each in (text, *(indicator.get(f"scale_{end}", "") for end in ("min", "max")))
    )
    if value is None or not ((least is not None and value < least) or (most is not None and value > most)):
        return ""
    if least is None or most is None:
        return f"{least:g} or more" if least is not None else f"{most:g} or less"
    return f"{least:g} to {most:g}"


def to_number(text: str) -> float | None:
    """The number of a cell; None where it holds none, which the contract of its column tells."""
    try:
        return float(text)
    except ValueError:
        return None
