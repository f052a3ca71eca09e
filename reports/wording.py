"""How figures and codes read on a page. Small pure functions, used as filters by the templates."""

from __future__ import annotations

import math
import re
from typing import Any
from urllib.parse import urlsplit

STATES = {
    "answered": "answered",
    "closed": "closed by an earlier answer",
    "rejected": "rejected by the review",
    "invalid": "cannot be used",
    "not_applicable": "does not apply",
    "dont_know": "don't know",
    "unanswered": "no answer",
    "not_asked": "not asked",
}
COVERAGE = {
    "full": "full",
    "partial": "partial",
    "indicative": "indicative",
    "insufficient": "too little to show",
    "no_questions": "nothing asked",
}
REASONS = {
    "area_below_50": "less than half of the area was asked",
    "index_below_80": "less than 80 % of the index was asked",
    "area_without_score": "an area has no score",
    "nothing_asked": "nothing was asked",
}
# What became of the cities of a cycle under a version; the columns of `comparability` without their `cities_`.
VERDICTS = {
    "comparable": "can be compared",
    "indicative": "answered too little to be compared",
    "insufficient": "answered too little for a score",
    "no_questions": "no question applies to them",
    **REASONS,
}
CHANGE_REASONS = {
    "only_in_one_version": "only one of the two questionnaires has it",
    "no_score_from": "the earlier cycle has no score to compare with",
    "no_score_to": "the later cycle has no score to compare with",
}


def is_missing(value: Any) -> bool:
    """None or NaN."""
    return value is None or value != value


def round_half_away(value: float) -> int:
    """Whole points, half away from zero."""
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


def show_score(value: Any) -> str:
    """A score in whole points, a dash where there is none."""
    return "–" if is_missing(value) else str(round_half_away(value))


def show_difference(value: Any) -> str:
    """A difference in whole points with its sign."""
    if is_missing(value):
        return "–"
    points = round_half_away(value)
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def show_points(value: Any) -> str:
    """A part of a change, to one decimal: a minus where it is below zero, a dash where there is none."""
    if is_missing(value):
        return "–"
    tenths = round_half_away(value * 10)
    return f"{'−' if tenths < 0 else ''}{abs(tenths) / 10:.1f}"


def show_change(value: Any) -> str:
    """A change to one decimal, with its sign."""
    points = show_points(value)
    return f"+{points}" if not is_missing(value) and round_half_away(value * 10) > 0 else points


def show_share(value: Any) -> str:
    """A share (0 to 1) in whole percent."""
    return "–" if is_missing(value) else f"{round_half_away(value * 100)} %"


def show_number(value: Any) -> str:
    """A count with thin spaces between thousands."""
    return "–" if is_missing(value) else f"{round_half_away(value):,}".replace(",", "\u202f")


def show_weight(value: float) -> str:
    """An effective weight in percent, with enough digits to compare small ones."""
    return f"{value * 100:.2f} %"


def safe_link(value: Any) -> str | None:
    """A link as it may stand on a page: http and https only."""
    if is_missing(value):
        return None
    try:
        parts = urlsplit(str(value))
    except ValueError:
        return None
    return str(value) if parts.scheme in {"http", "https"} and parts.netloc else None


def show_host(value: str) -> str:
    """The name of the site that a link leads to."""
    return urlsplit(value).netloc.removeprefix("www.")


def split_list(value: Any) -> list[str]:
    """The items of a list in a cell."""
    return [] if is_missing(value) else [item for item in str(value).split("|") if item]


def order_code(code: str) -> tuple[tuple[str, int], ...]:
    """Sorts codes as people count: the tenth question comes after the ninth."""
    return tuple((letters, int(digits or 0)) for letters, digits in re.findall(r"(\D*)(\d*)", code))


def capitalize_first(text: str) -> str:
    return text[:1].upper() + text[1:]


FILTERS = {
    "capitalize_first": capitalize_first,
    "score": show_score,
    "difference": show_difference,
    "change": show_change,
    "share": show_share,
    "number": show_number,
    "weight": show_weight,
    "link": safe_link,
    "host": show_host,
    "items": split_list,
    "state": lambda code: STATES.get(code, code),
    "coverage": lambda code: COVERAGE.get(code, code),
    "reason": lambda code: REASONS.get(code, code),
    "change_reason": lambda code: CHANGE_REASONS.get(code, code),
    "verdict": lambda code: VERDICTS.get(code, code),
}
