"""A file of reviews, as rows of a scenario: what its decisions would do, before they are filed.

Read by the rules of intake. What a person types instead is in `changes.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assets.scenarios.baseline import Baseline
from assets.scenarios.changes import SCENARIO, ChangeRefused, Questionnaire
from assets.scenarios.tables import sort_options

REVIEWS = "reviews"
TAKEN = ("decision", "question_code", "area_code", "expected_option_codes", "corrected_option_codes", "review_id")


def read_review_file(path: Path, baseline: Baseline, asked: Questionnaire) -> tuple[list[dict[str, Any]], list[str]]:
    """Rows for `compute_scenarios`, and what is to be known of them. Raises ChangeRefused where the file is of no use."""
    from assets.intake.problems import word_problem
    from assets.intake.reading import check_file

    try:
        reading = check_file(path.name, path.read_bytes())
    except OSError as error:
        raise ChangeRefused(f"{path} cannot be read: {error.strerror or error}.") from error
    parts = [part for part in reading.parts if part.kind == REVIEWS]
    given = [
        {name: cells[place] for name, cells in part.columns.items()}
        for part in parts
        for place in range(len(part.places))
    ]
    own = [row for row in given if (row["city_code"], int(str(row["cycle"]))) == (asked.city_code, asked.cycle)]
    if reading.errors:
        problem = reading.errors[0]
        more = f" `intercultural check {path}` tells all {len(reading.errors)}." if len(reading.errors) > 1 else ""
        raise ChangeRefused(f"{path}: {problem.location or 'the file'}: {' '.join(word_problem(problem))}{more}")
    if not own:
        others = sorted({f"{row['city_code']} {row['cycle']}" for row in given})
        there = f" It is about: {', '.join(others)}." if others else " It decides nothing."
        raise ChangeRefused(f"{path} holds no review of {asked.city_code} for {asked.cycle}.{there}")
    is_dated = any(row["reviewed_on"] for row in own)
    rows = []
    for row in own:
        taken: dict[str, Any] = {"scenario_id": SCENARIO, "cycle": asked.cycle, "city_code": asked.city_code}
        taken |= {name: row[name] for name in TAKEN}
        if is_dated:
            taken["reviewed_on"] = date.fromisoformat(row["reviewed_on"]) if row["reviewed_on"] else None
        rows.append(taken)
    return rows, list(list_remarks(own, baseline, asked))


def list_remarks(rows: Sequence[dict[str, Any]], baseline: Baseline, asked: Questionnaire) -> Iterator[str]:
    """Decisions that are out of date, and those that a review in the release goes before."""
    here = (asked.cycle, asked.city_code)
    answers = {
        row["question_code"]: row["option_codes"] or ""
        for row in baseline.answers.to_pylist()
        if (row["cycle"], row["city_code"]) == here
    }
    known = {row["review_id"]: row["review_version"] for row in baseline.reviews.to_pylist()}
    for row in rows:
        code, expected = row["question_code"], sort_options(row["expected_option_codes"]) or ""
        now = answers.get(code, "")
        if code and expected != now:
            yield (
                f"{code}: the review is out of date and has no effect: it was made on "
                f"{expected or 'no option'}, and the answer is now {now or 'no option'}."
            )
        if known.get(row["review_id"], 0) >= int(row["review_version"] or 1):
            yield (
                f"The release holds version {known[row['review_id']]} of the review {row['review_id']} already: filed as it is, "
                "this one would not count. Raise the version."
            )
