"""How figures and codes read on a page. Small pure functions, used as filters by the templates."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
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
# Of indicators of strategies: our words, then those of other published rules.
ACTIVITY_KINDS = {
    "expert_visit": "Expert visits",
    "coordinators_meeting": "Co-ordinators' meetings",
    "academy": "Academies",
    "study_visit": "Study visits",
    "campaign": "Joint campaigns",
    "competence_training": "Competence trainings",
    "anti_rumour_campaign": "Anti-rumours campaigns",
    "anti_rumour_training": "Anti-rumours trainings",
    "multilevel_dialogue": "Multilevel dialogues",
}
STATUSES = {
    "on_track": "on track",
    "needs_acceleration": "needs acceleration",
    "limited": "limited progress",
    "moving_away": "moving away",
    "achieved": "achieved",
    "maintained": "maintained",
    "invalid_target": "target to be put right",
    "insufficient_data": "not enough data",
    "deterioration": "deterioration",
    "substantial": "substantial progress",
    "moderate": "moderate progress",
    "none_or_wrong_way": "none, or the wrong way",
    "sun": "sun",
    "slightly_cloudy": "slightly cloudy",
    "cloud": "cloud",
    "thunderstorm": "thunderstorm",
    "moderately_improving": "moderately improving",
    "stagnating": "stagnating",
    "decreasing": "decreasing",
    "reached": "reached",
    "undefined": "cannot be worked out",
}
GOOD = {"on_track", "achieved", "maintained", "substantial", "sun", "reached"}
BAD = {"moving_away", "deterioration", "none_or_wrong_way", "thunderstorm", "decreasing"}
PROGRESS_RULES = {
    "linear": "straight line",
    "cagr": "compound growth",
    "un_chart": "UN progress chart",
    "weather": "weather symbols",
    "arrows": "SDSN arrows",
}

NEED_REASONS = {
    "no_score": "no score",
    "indicative": "answered too little to be compared",
    "fewer_than_5_cities": "fewer than five cities to compare with",
}
COHERENCE_REASONS = {
    "one_item": "a single part",
    "fewer_than_10_cities": "fewer than ten cities have all parts",
    "no_variance": "all cities are equal",
    "item_without_variance": "all cities are equal in it",
}
LINK_REASONS = {"fewer_than_10_cities": "fewer than ten cities", "no_variance": "all cities are equal"}
SENSITIVITY_REASONS = {
    "fewer_than_5_cities": "fewer than five cities",
    "no_variance": "no rank moves",
    "nothing_to_vary": "nothing to vary",
}
INPUT_GROUPS = {
    "question_weights": "weights of questions",
    "area_weights": "weights of areas",
    "points": "points of answers",
    "missing_rule": "how missing answers count",
    "aggregation": "arithmetic or geometric mean",
    "composites": "the lens as one area or as its own areas",
}
MEASURES = {
    "share_of_cities_compared": "Share of the cities that can be compared",
    "alpha_of_the_index": "Cronbach's alpha of the index",
    "areas_that_say_nearly_the_same": "Areas that say nearly the same as another",
    "areas_that_pull_against_others": "Areas that pull against another",
    "median_width_of_score_intervals": "Median width of the score intervals, in points",
    "share_of_places_that_ranks_span": "Median share of the places that a rank spans",
    "largest_effect_of_one_choice": "Largest total effect of one choice on ranks",
}
CLUSTER_REASONS = {
    "fewer_than_10_cities": "fewer than ten cities have enough scores",
    "no_variance": "all cities have the same scores",
}

INDEX_NAMES = {"core": "Core index", "extended": "Extended index"}

# Texts that are looked up by code and said in the language of the page.
PHRASES: tuple[Mapping[str, str], ...] = (STATES, REASONS, INDEX_NAMES)


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


def show_hundredths(value: Any) -> str:
    """A figure that is no score, to two decimals."""
    if is_missing(value):
        return "–"
    rounded = round_half_away(value * 100) / 100
    return f"{'−' if rounded < 0 else ''}{abs(rounded):.2f}"


def show_share(value: Any) -> str:
    """A share (0 to 1) in whole percent."""
    return "–" if is_missing(value) else f"{round_half_away(value * 100)} %"


def show_number(value: Any) -> str:
    """A count with thin spaces between thousands."""
    return "–" if is_missing(value) else f"{round_half_away(value):,}".replace(",", "\u202f")


def show_weight(value: float) -> str:
    """An effective weight in percent, with enough digits to compare small ones."""
    return f"{value * 100:.2f} %"


def show_value(value: Any) -> str:
    """A measured value with at most two decimals, none that say nothing; a dash where there is none."""
    return "–" if is_missing(value) else f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", "\u202f")


def show_day(value: Any) -> str:
    """A date as it is said."""
    return "–" if is_missing(value) else f"{value:%-d %B %Y}"


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
    "hundredths": show_hundredths,
    "coherence_reason": lambda code: COHERENCE_REASONS.get(code, code),
    "link_reason": lambda code: LINK_REASONS.get(code, code),
    "sensitivity_reason": lambda code: SENSITIVITY_REASONS.get(code, code),
    "input_group": lambda code: INPUT_GROUPS.get(code, code),
    "cluster_reason": lambda code: CLUSTER_REASONS.get(code, code),
    "need_reason": lambda code: NEED_REASONS.get(code, code),
    "change_reason": lambda code: CHANGE_REASONS.get(code, code),
    "value": show_value,
    "day": show_day,
    "tone": find_tone,
    "status": lambda code: STATUSES.get(code, code),
    "rule": lambda code: PROGRESS_RULES.get(code, code),
    "activity": lambda code: ACTIVITY_KINDS.get(code, code),
    "verdict": lambda code: VERDICTS.get(code, code),
}
