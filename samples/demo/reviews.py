"""What experts decide about the answers of the fictional cities."""

from __future__ import annotations

import numpy as np

from samples.demo.answers import Participation, Row


def review_participation(rng: np.random.Generator, participation: Participation) -> list[Row]:
    """The reviews of one city and cycle: mostly accepted as a whole, some answers with a decision of their own."""
    rows: list[Row] = []

    def decide(question: str, decision: str, **more: object) -> None:
        city, cycle = participation.city.code, participation.cycle
        rows.append(
            {
                "review_id": f"{city}-{cycle}-{question or 'all'}",
                "review_version": 1,
                "cycle": cycle,
                "city_code": city,
                "question_code": question,
                "decision": decision,
                "reviewer_role": "expert",
                "reviewed_on": f"{cycle}-10-{int(rng.integers(1, 29)):02d}",
                **more,
            }
        )

    if rng.random() < 0.88:
        decide("", "accepted", note="Checked against the evidence that was filed.")
    for question in participation.disputed:
        if rng.random() < 0.5:
            chosen = participation.chosen[question]
            decide(
                question,
                "corrected",
                expected_option_codes=chosen,
                corrected_option_codes=chosen[:1],
                note="The departments agreed on this answer when asked.",
            )
    answered = sorted(set(participation.chosen) - set(participation.disputed))
    if answered and rng.random() < 0.2:
        for place in rng.permutation(len(answered))[: int(rng.integers(1, 4))]:
            decide_one(rng, participation, answered[place], decide)
    return rows


def decide_one(rng: np.random.Generator, participation: Participation, question: str, decide) -> None:  # type: ignore[no-untyped-def]
    """One decision about one answer."""
    chosen = participation.chosen[question]
    chance = rng.random()
    if chance < 0.35:
        decide(question, "needs_evidence", expected_option_codes=chosen, note="Please name the document.")
    elif chance < 0.6:
        decide(question, "rejected", expected_option_codes=chosen, note="The document describes a plan only.")
    elif chance < 0.9:
        options = {each.code: each for each in participation.version.questions}[question].options
        decide(
            question,
            "corrected",
            expected_option_codes=chosen,
            corrected_option_codes=(options[len(options) // 2].code,),
            recommendation="Write down who is responsible, and until when.",
        )
    else:
        decide(question, "accepted", expected_option_codes=("an_earlier_answer",))
