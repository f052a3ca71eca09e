"""What happens to submissions: departments repeat or contradict each other, later versions replace earlier.

Which answer a city gives belongs to `answers.py`.
"""

from __future__ import annotations

import numpy as np

from samples.demo.answers import Participation, Row, build_row

REPEATING, REPEATED_AREAS, DISAGREEING, RESUBMITTED = 0.3, 2, 0.08, 0.08


def repeat_answers(rng: np.random.Generator, participation: Participation) -> None:
    """In some cities a second department answers an area too, and says the same."""
    desk, questions = participation.desk, participation.questions
    if len(desk.departments) < 2 or rng.random() >= REPEATING:
        return
    areas = sorted(desk.by_area)
    picked = {areas[place] for place in rng.permutation(len(areas))[:REPEATED_AREAS]}
    for code in sorted(participation.chosen):
        if questions[code].area in picked:
            answer: Row = {"option_codes": participation.chosen[code]}
            second = other_department(participation, code)
            participation.rows.append(build_row(rng, participation, questions[code], answer, second))


def disagree(rng: np.random.Generator, participation: Participation) -> None:
    """In a few cities a second department gives another answer to one question of a single choice."""
    filed = [str(row["question_code"]) for row in participation.rows]
    open_codes = [
        code
        for code in sorted(participation.chosen)
        if not participation.questions[code].is_multiple and filed.count(code) == 1
    ]
    if len(participation.desk.departments) < 2 or not open_codes or rng.random() >= DISAGREEING:
        return
    code = open_codes[int(rng.integers(len(open_codes)))]
    question, first = participation.questions[code], participation.chosen[code]
    other = next(option.code for option in question.options if (option.code,) != first)
    second = other_department(participation, code)
    participation.rows.append(build_row(rng, participation, question, {"option_codes": (other,)}, second))
    participation.disputed.append(code)


def other_department(participation: Participation, question_code: str) -> str:
    """A department that does not answer the area of the question."""
    first = participation.desk.by_area[participation.questions[question_code].area]
    return next(each for each in participation.desk.departments if each != first)


def resubmit(rng: np.random.Generator, participation: Participation) -> list[Row]:
    """In some cities an earlier version of one submission, which the present one, now version 2, replaces."""
    if not participation.rows or rng.random() >= RESUBMITTED:
        return []
    submissions = sorted({str(row["submission_id"]) for row in participation.rows})
    submission = submissions[int(rng.integers(len(submissions)))]
    rows = [row for row in participation.rows if row["submission_id"] == submission]
    for row in rows:
        row["submission_version"] = 2
    kept = max(1, len(rows) - int(rng.integers(1, 4)))
    return [{**row, "submission_version": 1} for row in rows[:kept]]
