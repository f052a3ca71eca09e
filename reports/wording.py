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
from reports.words_of_register import PREVALENCE_REASONS, RUMOUR_STATUSES

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

STAKEHOLDERS = {
    "politician": "Politicians",
    "senior_official": "Senior officials",
    "civil_society": "Civil society",
    "business": "Business",
    "media": "Media",
    "faith": "Faith communities",
    "trade_union": "Trade unions",
    "school": "Schools",
    "other": "Others",
}
INDEX_NAMES = {"core": "Core index", "extended": "Extended index"}
INDEXES = {"core": "core index", "extended": "extended index"}
INDEX_ADJECTIVES = {"core": "core", "extended": "extended"}
PRINCIPLES = {
    "equality": "equality",
    "diversity_advantage": "diversity as an advantage",
    "interaction": "interaction",
    "participation": "participation",
}
DATA_TYPES = {"fact": "fact", "input": "input", "impact": "impact"}
INDICATOR_KINDS = {"output": "output", "outcome": "outcome", "impact": "impact"}
LEVELS = {"local": "local", "regional": "regional", "national": "national", "european": "European"}
EFFECTS = {
    "answered": "its points",
    "closed": "0; counts as answered",
    "rejected": "0; counts as answered",
    "invalid": "0; does not count as answered",
    "not_applicable": "leaves the sum",
    "dont_know": "0; does not count as answered",
    "unanswered": "0; does not count as answered",
    "not_asked": "leaves the sum",
}
HOST_KINDS = {"mentor": "mentor", "fellow": "fellow"}
MOVES = {
    "coverage": "answered in one cycle only",
    "entered": "new in the questionnaire",
    "left": "no longer in the questionnaire",
    "area": "moved to another area",
    "weight": "weighs differently",
}
COUNTS = dict(
    enumerate(["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
)
DECISIONS = {
    "accepted": "accepted",
    "corrected": "corrected",
    "rejected": "rejected",
    "needs_evidence": "needs evidence",
}

SURVEY_REASONS = {
    "too_few_respondents": "fewer than 30 respondents",
    "protects_a_small_group": "hidden, so that nobody can work out a smaller group",
}
SURVEY_GROUP_KINDS = {"age_band": "By age", "gender": "By gender", "background": "By background"}

UNITS = {"city": "City", "district": "District", "region": "Region", "island": "Island"}
# Texts that are looked up by code and said in the language of the page.
PHRASES: tuple[Mapping[Any, str], ...] = (
    *(STATES, COVERAGE, REASONS, VERDICTS, CHANGE_REASONS, ACTIVITY_KINDS, STATUSES, PROGRESS_RULES),
    *(NEED_REASONS, COHERENCE_REASONS, LINK_REASONS, SENSITIVITY_REASONS, INPUT_GROUPS, MEASURES, CLUSTER_REASONS),
    *(
        INDEX_NAMES,
        STAKEHOLDERS,
        INDEXES,
        INDEX_ADJECTIVES,
        DECISIONS,
        HOST_KINDS,
        MOVES,
        COUNTS,
        DATA_TYPES,
        INDICATOR_KINDS,
        LEVELS,
        EFFECTS,
        RUMOUR_STATUSES,
        PREVALENCE_REASONS,
        SURVEY_REASONS,
        SURVEY_GROUP_KINDS,
    ),
    UNITS,
    PRINCIPLES,
)


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
