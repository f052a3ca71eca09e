"""The words for codes of the programme's register: rumours, findings of visits, recommendations. `wording.py` says them."""

from __future__ import annotations

RUMOUR_STATUSES = {
    "recorded": "recorded",
    "evidence_found": "evidence found",
    "campaigned": "campaigned on",
    "monitored": "monitored",
}
PREVALENCE_REASONS = {
    "no_value": "no value",
    "no_sample_size": "not known how many were asked",
    "first_measurement": "the first measurement",
    "first_without_sample_size": "not known how many were asked the first time",
}

# On internal pages, which are English.
RECOMMENDATION_STATUSES = {
    "open": "open",
    "accepted": "accepted",
    "in_progress": "in progress",
    "done": "done",
    "declined": "declined",
}
MADE_BY = {
    "index_report": "index report",
    "expert_visit": "expert visit",
    "study_visit": "study visit",
    "peer_review": "peer review",
}
FOLLOWED_UP = {
    "done": "done",
    "answer_gained": "an answer gained points",
    "not_followed": "not followed up",
    "no_later_cycle": "no later cycle yet",
    "no_earlier_cycle": "no cycle before it to compare with",
    "no_questions": "names no question to compare",
    "no_day": "no day given",
}
