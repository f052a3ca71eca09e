"""Questionnaire, grid, facts and register against each other: how many open tickets of each kind there are.

The rows are found in the models `int_tickets__*` and `areas_jumped`, which say where, what and how to fix; here each kind is
one check with a sentence for its name, so that a run says at a glance what the data are like. None of them stops a run:
what is held back is held back city by city, by the severity of the ticket.
"""

from __future__ import annotations

from expectations.checks import Check

OPEN_TICKETS = "select ticket_code, city_code, cycle from marts.tickets where status = 'open'"
# Kind of ticket, name of the check, and what it means when it fails.
SENTENCES = (
    (
        "area_without_evidence",
        "every_answered_area_has_evidence_or_an_entry_of_the_grid",
        "In some areas cities say that they do something, and neither evidence nor the policy grid bears it out. Ask for it.",
    ),
    (
        "no_despite_ongoing_policy",
        "nothing_is_denied_that_the_grid_lists_as_ongoing",
        "A question is answered with what is worth nothing while an entry of the grid that names it is ongoing: one of the two is wrong.",
    ),
    (
        "answer_ruled_out",
        "every_answer_rests_on_what_its_parent_says",
        "An action plan without a strategy, and the like: an answer is worth something that the question above it rules out.",
    ),
    (
        "completed_without_evaluation",
        "every_completed_action_is_evaluated",
        "Actions of the grid are completed and not evaluated.",
    ),
    (
        "budget_without_amount",
        "every_budget_has_an_amount",
        "A budget is claimed, or money was spent, and the grid names no amount.",
    ),
    (
        "evidence_link_broken",
        "every_evidence_link_is_a_link",
        "What is given as a link to evidence cannot be followed. The cities are asked for the full address.",
    ),
    ("stale_answer", "no_answer_is_stale", "Answers are not used because the question above them closes theirs."),
    (
        "facts_contradict_band",
        "facts_and_register_put_a_city_into_the_same_band",
        "The facts and the register of a city differ so far that they set different bands. Correct the one that is wrong.",
    ),
    (
        "area_jumped",
        "no_area_jumps_between_two_cycles",
        "Several answers of an area moved at once, by more points than areas usually move. Ask before it is shown as progress.",
    ),
    (
        "share_jumped",
        "the_share_of_foreign_born_moves_slowly",
        "The share of residents born abroad moved by more than it usually does. Check what was counted.",
    ),
    (
        "straight_lined",
        "no_city_takes_the_same_option_throughout",
        "All answers of a submission are at the same place of their lists: it may have been filled in without reading.",
    ),
    (
        "submissions_identical",
        "no_two_cities_file_the_same_answers",
        "Two cities filed the same answers; a city code may be wrong. Both are held back until somebody has looked.",
    ),
)

CHECKS = tuple(
    Check(
        layer="marts",
        table="tickets",
        name=name,
        expectation="ExpectColumnValuesToNotBeInSet",
        arguments={"column": "ticket_code", "value_set": [code]},
        rows=OPEN_TICKETS,
        explanation=explanation,
        severity="warning",
    )
    for code, name, explanation in SENTENCES
)
