"""What experts decide about the answers of the fictional cities.

Most cities and cycles are accepted as a whole; some answers have a decision of their own, and a few decisions
are about an answer that has changed since.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from samples.demo.answers import Participation, Row

ACCEPTED_WHOLE, LOOKED_AT_CLOSELY, SETTLED, REVISED = 0.88, 0.22, 0.5, 0.1
NOTES = {
    "needs_evidence": "Please name the document.",
    "rejected": "The document describes a plan only.",
    "corrected": "The document says less than the answer, or more.",
    "accepted": "The document says so.",
}
DECISIONS, DECISION_CHANCES = ("needs_evidence", "rejected", "corrected", "accepted"), (0.35, 0.2, 0.25, 0.2)
OUTDATED = 0.06


@dataclass
class Folder:
    """The reviews of one city and cycle."""

    participation: Participation
    reviewed_on: str
    rows: list[Row] = field(default_factory=list)

    def decide(self, subject: str, decision: str, **more: object) -> None:
        """Add a decision; `subject` is a question, an area, or `all`."""
        city, cycle = self.participation.city.code, self.participation.cycle
        self.rows.append(
            {
                "review_id": f"{city}-{cycle}-{subject.lower()}",
                "review_version": 1,
                "cycle": cycle,
                "city_code": city,
                "area_code": "",
                "question_code": "",
                "decision": decision,
                "expected_option_codes": (),
                "corrected_option_codes": (),
                "note": "",
                "recommendation": "",
                "reviewer_role": "expert",
                "reviewed_on": self.reviewed_on,
                **more,
            }
        )


def review_participation(rng: np.random.Generator, participation: Participation) -> list[Row]:
    """The reviews of one city and cycle."""
    cycle = participation.cycle
    folder = Folder(participation, f"{cycle}-{int(rng.integers(9, 12)):02d}-{int(rng.integers(1, 29)):02d}")
    if rng.random() < ACCEPTED_WHOLE:
        folder.decide("all", "accepted", note="Checked against the evidence that was filed.")
    else:
        accept_parts(rng, folder)
    settle_disputes(rng, folder)
    if rng.random() < LOOKED_AT_CLOSELY:
        look_closely(rng, folder)
    return folder.rows


def accept_parts(rng: np.random.Generator, folder: Folder) -> None:
    """Some areas are accepted, and some of the reasons why a question does not apply."""
    areas = folder.participation.version.areas
    for place in sorted(rng.permutation(len(areas))[: int(rng.integers(0, 4))]):
        folder.decide(areas[place], "accepted", area_code=areas[place])
    for question in folder.participation.not_applicable[:1]:
        folder.decide(question, "accepted", question_code=question, note="The reason was checked.")


def settle_disputes(rng: np.random.Generator, folder: Folder) -> None:
    """Where departments answered differently, a review often says which answer holds."""
    for question in folder.participation.disputed:
        if rng.random() < SETTLED:
            rows = [row for row in folder.participation.rows if row["question_code"] == question]
            filed = sorted({str(option) for row in rows for option in as_options(row)})
            folder.decide(
                question,
                "corrected",
                question_code=question,
                expected_option_codes=tuple(filed),
                corrected_option_codes=folder.participation.chosen[question],
                note="The departments agreed on this answer when asked.",
            )


def as_options(row: Row) -> tuple[str, ...]:
    options = row["option_codes"]
    return options if isinstance(options, tuple) else ()


def look_closely(rng: np.random.Generator, folder: Folder) -> None:
    """One to three answers get a decision of their own; some decisions have a second version."""
    participation = folder.participation
    decided = {str(row["question_code"]) for row in folder.rows} | set(participation.disputed)
    answered = sorted(set(participation.chosen) - decided)
    for place in rng.permutation(len(answered))[: int(rng.integers(1, 4))]:
        question = answered[place]
        decision = str(rng.choice(DECISIONS, p=DECISION_CHANCES))
        expected = participation.chosen[question]
        options = [option.code for option in participation.questions[question].options]
        if rng.random() < OUTDATED:
            expected = (next(option for option in options if (option,) != expected),)
        more: Row = {"question_code": question, "expected_option_codes": expected, "note": NOTES[decision]}
        if decision == "corrected":
            more["corrected_option_codes"] = (options[len(options) // 2],)
            more["recommendation"] = "Write down who is responsible, and until when."
        folder.decide(question, decision, **more)
        if decision == "needs_evidence" and rng.random() < REVISED:
            changed: Row = {"review_version": 2, "decision": "accepted", "note": NOTES["accepted"]}
            folder.rows.append({**folder.rows[-1], **changed})
