"""How codes read on a page, in the language that is spoken. Small pure functions, used as filters by the templates; how numbers
and days read is in `numbers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from reports.language import say
from reports.numbers import (
    is_missing,
    show_change,
    show_day,
    show_difference,
    show_difference_between,
    show_hundredths,
    show_number,
    show_percent,
    show_points,
    show_score,
    show_share,
    show_signed_hundredths,
    show_thousandths,
    show_value,
    show_weight,
)
from reports.words_by_code import (
    ACTIVITY_KINDS,
    BAD,
    CHANGE_REASONS,
    CLUSTER_REASONS,
    COHERENCE_REASONS,
    COUNTS,
    COVERAGE,
    DATA_TYPES,
    DECISIONS,
    EFFECTS,
    GOOD,
    HOST_KINDS,
    INDEX_ADJECTIVES,
    INDEXES,
    INDICATOR_KINDS,
    INPUT_GROUPS,
    LEVELS,
    LINK_REASONS,
    MOVES,
    NEED_REASONS,
    PROGRESS_RULES,
    REASONS,
    SENSITIVITY_REASONS,
    STATES,
    STATUSES,
    SURVEY_REASONS,
    VERDICTS,
)
from reports.words_of_register import PREVALENCE_REASONS, RUMOUR_STATUSES


def find_words(phrases: Mapping[str, str]) -> Callable[[str], str]:
    """A filter that says a code in words; a code without words stays a code."""
    return lambda code: say(phrases[code]) if code in phrases else code


def find_tone(status: str) -> str:
    """Whether a status is good, bad or neither; only ever shown beside its words."""
    return "good" if status in GOOD else "bad" if status in BAD else "between"


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


def list_items(items: Iterable[str]) -> str:
    """Items one after another, with what the language puts between them."""
    return say("; ").join(items)


def count_in_words(number: int) -> str:
    """A small number as a word."""
    return say(COUNTS[number]) if number in COUNTS else str(number)


def order_code(code: str) -> tuple[tuple[str, int], ...]:
    """Sorts codes as people count: the tenth question comes after the ninth."""
    return tuple((letters, int(digits or 0)) for letters, digits in re.findall(r"(\D*)(\d*)", code))


def show_filed(text: Any) -> Markup:
    """What a city wrote, its name too, kept together whatever side its letters begin at."""
    return Markup("<bdi>{}</bdi>").format("" if is_missing(text) else text)


def capitalize_first(text: str) -> str:
    return text[:1].upper() + text[1:]


FILTERS = {
    "capitalize_first": capitalize_first,
    "filed": show_filed,
    "score": show_score,
    "difference": show_difference,
    "difference_between": show_difference_between,
    "change": show_change,
    "points": show_points,
    "share": show_share,
    "percent": show_percent,
    "number": show_number,
    "weight": show_weight,
    "link": safe_link,
    "host": show_host,
    "items": split_list,
    "listed": list_items,
    "listed_or": lambda items: say("; or ").join(items),
    "state": find_words(STATES),
    "coverage": find_words(COVERAGE),
    "reason": find_words(REASONS),
    "hundredths": show_hundredths,
    "signed_hundredths": show_signed_hundredths,
    "thousandths": show_thousandths,
    "coherence_reason": find_words(COHERENCE_REASONS),
    "link_reason": find_words(LINK_REASONS),
    "sensitivity_reason": find_words(SENSITIVITY_REASONS),
    "input_group": find_words(INPUT_GROUPS),
    "cluster_reason": find_words(CLUSTER_REASONS),
    "need_reason": find_words(NEED_REASONS),
    "change_reason": find_words(CHANGE_REASONS),
    "value": show_value,
    "day": show_day,
    "tone": find_tone,
    "status": find_words(STATUSES),
    "rule": find_words(PROGRESS_RULES),
    "activity": find_words(ACTIVITY_KINDS),
    "index_name": find_words(INDEXES),
    "index_adjective": find_words(INDEX_ADJECTIVES),
    "host_kind": find_words(HOST_KINDS),
    "data_type": find_words(DATA_TYPES),
    "indicator_kind": find_words(INDICATOR_KINDS),
    "level": find_words(LEVELS),
    "effect": find_words(EFFECTS),
    "move": find_words(MOVES),
    "decision": find_words(DECISIONS),
    "rumour_status": find_words(RUMOUR_STATUSES),
    "prevalence_reason": find_words(PREVALENCE_REASONS),
    "survey_reason": find_words(SURVEY_REASONS),
    "verdict": find_words(VERDICTS),
}
