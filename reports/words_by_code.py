"""The words for the codes that pages show, in English: data only. `wording.py` says them in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.words_of_register import PREVALENCE_REASONS, RUMOUR_STATUSES
from reports.words_of_results import MILESTONES, MISSING_LINKS, MOVEMENTS

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
# Of indicators of strategies: our words, then those of other published rules.
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
    *(STATES, COVERAGE, REASONS, VERDICTS, CHANGE_REASONS, ACTIVITY_KINDS, STATUSES, PROGRESS_RULES, NEED_REASONS),
    *(COHERENCE_REASONS, LINK_REASONS, SENSITIVITY_REASONS, INPUT_GROUPS, MEASURES, CLUSTER_REASONS, STAKEHOLDERS),
    *(
        INDEX_NAMES,
        INDEXES,
        INDEX_ADJECTIVES,
        PRINCIPLES,
        DATA_TYPES,
        INDICATOR_KINDS,
        LEVELS,
        EFFECTS,
        HOST_KINDS,
        MOVES,
    ),
    *(COUNTS, DECISIONS, RUMOUR_STATUSES, PREVALENCE_REASONS, SURVEY_REASONS, SURVEY_GROUP_KINDS, UNITS),
    *(MOVEMENTS, MILESTONES, MISSING_LINKS),
)
