"""What a change of answers would bring, in words and for machines. Reads comparisons; computes nothing.

Scores are shown with two decimals here: the effect of one answer is often less than a point.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.book import Row, to_rows
from reports.numbers import is_missing, round_half_away, show_share
from reports.wording import split_list
from reports.words_by_code import COVERAGE, REASONS, STATES

if TYPE_CHECKING:
    from assets.scenarios.baseline import Baseline
    from assets.scenarios.changes import Questionnaire
    from assets.scenarios.comparison import Comparison

DISPUTED = ("corrected", "rejected", "needs_evidence")
CHANGING = ("corrected", "rejected")


@dataclass(frozen=True)
class WhatIf:
    """One scenario of one city: what it changes, all indexes and areas, the indicators that change, and what to know."""

    release_id: str
    asked: Questionnaire
    answers: Sequence[Row]
    reviews: Sequence[Row]
    indexes: Sequence[Row]
    areas: Sequence[Row]
    indicators: Sequence[Row]
    notes: Sequence[str]
    composites: Collection[str]
    area_names: Mapping[str, str]
    question_texts: Mapping[str, str]


def describe_whatif(
    release_id: str,
    baseline: Baseline,
    asked: Questionnaire,
    answers: Sequence[Row],
    reviews: Sequence[Row],
    comparison: Comparison,
    remarks: Sequence[str] | None = None,
) -> WhatIf:
    """Everything that is said about one scenario.

    `remarks` are given for a file of reviews: what is known of it, told first. Its decisions that leave a score as it is by their
    nature are then not told one by one.
    """
    changing = reviews if remarks is None else [row for row in reviews if row["decision"] in CHANGING]
    indicators = to_rows(comparison.indicators)
    order = {row["area_code"]: row["sort_order"] for row in baseline.rows("areas")}
    return WhatIf(
        release_id=release_id,
        asked=asked,
        answers=answers,
        reviews=reviews,
        indexes=to_rows(comparison.indexes),
        areas=sorted(to_rows(comparison.areas), key=lambda row: order[row["area_code"]]),
        indicators=[row for row in indicators if row["is_changed"]],
        notes=[*(remarks or ()), *write_notes(baseline, asked, answers, changing, indicators)],
        composites={row["parent_area_code"] for row in baseline.rows("methodology_areas")} - {None},
        area_names={row["area_code"]: row["area_name"] for row in baseline.rows("areas")},
        question_texts={row["question_code"]: row["question_text"] for row in baseline.rows("questions")},
    )


def write_notes(
    baseline: Baseline,
    asked: Questionnaire,
    answer_rows: Sequence[Row],
    reviews: Sequence[Row],
    indicators: Sequence[Row],
) -> Iterator[str]:
    """What to know about the changes: without effect, against a review or a department, closing others."""
    if asked.questionnaire_id != asked.methodology_id:
        yield (
            f"The city filled in {asked.questionnaire_id}; scores are those of the cycle's own version, "
            f"{asked.methodology_id}. Questions that do not carry over have no effect."
        )
    questions = {
        row["question_code"]: row
        for row in baseline.rows("methodology_questions")
        if row["methodology_id"] == asked.methodology_id
    }
    found = {row["question_code"]: row for row in indicators}
    answers = {row["question_code"]: row for row in answer_rows}
    named = answers.keys() | {row["question_code"] for row in reviews}
    for code in sorted(named & found.keys()):
        if found[code]["is_stale_after"]:
            yield write_closed(questions, found, code)
        elif (
            found[code]["state_after"] == "not_applicable"
            and code in answers
            and "not_applicable_reason" not in answers[code]
        ):
            parent = questions[code]["parent_question_code"]
            yield f"{code} does not apply, and what is said about it has no effect: its parent {parent} does not apply."
        elif not is_seen(found[code]):
            yield f"{code}: nothing changes."
    disagreed = {
        row["question_code"]
        for row in baseline.answers.to_pylist()
        if (row["cycle"], row["city_code"]) == (asked.cycle, asked.city_code) and row["is_disagreed"]
    }
    for code in sorted(answers):
        decision = found[code]["review_decision_before"] if code in found else None
        if decision in DISPUTED:
            yield f"A review says {decision} about {code}; here the new answer counts as accepted."
        if code in disagreed:
            yield f"Departments disagree about {code}; here all of them say the new answer."
    for row in indicators:
        if row["is_stale_after"] and not row["is_stale_before"] and row["question_code"] not in named:
            yield f"{row['question_code']} closes: the answer given to it is kept and not scored."


def write_closed(questions: Mapping[str, Row], found: Mapping[str, Row], code: str) -> str:
    """Why an answer has no effect, and which answers above it would open the question."""
    needed = []
    below = code
    while found[below]["state_after"] == "closed":
        above = questions[below]["parent_question_code"]
        needed.append(f"{above}={' or '.join(split_list(questions[below]['parent_opening_options']))}")
        below = above
    parent = questions[code]["parent_question_code"]
    return (
        f"{code} stays closed, and what is said about it has no effect: its parent {parent} is "
        f"{name_state(found[parent], 'after')}. It opens with {' and '.join(reversed(needed))}."
    )


def show_points(value: Any) -> str:
    return "–" if is_missing(value) else f"{round_half_away(value * 100) / 100:.2f}"


def show_change(value: Any) -> str:
    if is_missing(value):
        return "–"
    points = round_half_away(value * 100) / 100
    return "0.00" if points == 0 else f"{points:+.2f}".replace("-", "−")


def is_seen(row: Row) -> bool:
    """Whether state, score or answer of a question change; a decision that changes none of them is not seen in a score."""
    return any(row[f"{name}_before"] != row[f"{name}_after"] for name in ("state", "score", "option_codes"))


def name_state(row: Row, when: str) -> str:
    options = row[f"option_codes_{when}"]
    chosen = f" ({', '.join(split_list(options))})" if options else ""
    return STATES[row[f"state_{when}"]] + chosen


def write_lines(whatif: WhatIf, city_name: str) -> Iterator[str]:
    """The scenario as lines of text."""
    asked = whatif.asked
    yield f"What if? {city_name} ({asked.city_code}), cycle {asked.cycle}, {asked.methodology_id}"
    yield f"Our computation, not an official result, from the release {whatif.release_id}. Nothing is filed or written."
    for row in whatif.indexes:
        yield ""
        yield write_score(f"{row['index_code'].capitalize()} index", row)
        for area in whatif.areas:
            is_shown = area["is_changed"] or area["area_code"] in whatif.composites
            if area["index_code"] == row["index_code"] and is_shown:
                yield write_score(f"  {whatif.area_names[area['area_code']]} ({area['area_code']})", area)
    yield ""
    seen = [row for row in whatif.indicators if is_seen(row)]
    yield "Questions that change:" if seen else "No question changes."
    for row in seen:
        yield (
            f"  {row['question_code']} {name_state(row, 'before')} → {name_state(row, 'after')}: "
            f"{show_points(row['score_before'])} → {show_points(row['score_after'])}"
        )
        yield f"      {whatif.question_texts[row['question_code']]}"
    for note in whatif.notes:
        yield f"Note: {note}"


def write_score(name: str, row: Row) -> str:
    """One line: before, after, difference; the coverage where it moves, the reason where there is no score."""
    line = f"{name}: {show_points(row['score_before'])} → {show_points(row['score_after'])} ({show_change(row['difference'])})"
    if row["coverage_before"] != row["coverage_after"] and not is_missing(row["coverage_after"]):
        line += (
            f"; coverage {show_share(row['coverage_before'])} ({COVERAGE[row['coverage_status_before']]}) "
            f"→ {show_share(row['coverage_after'])} ({COVERAGE[row['coverage_status_after']]})"
        )
    if is_missing(row["score_after"]):
        reason = row["comparability_reason_after"]
        line += f"; no score: {COVERAGE[row['coverage_status_after']] if is_missing(reason) else REASONS[reason]}"
    return line


def to_json(whatif: WhatIf) -> dict[str, Any]:
    """The scenario for machines: figures as they are computed, null where there is none."""
    labels = {"scenario_id", "cycle", "city_code", "methodology_id"}

    def clean(rows: Sequence[Row]) -> list[dict[str, Any]]:
        return [
            {name: None if is_missing(value) else value for name, value in row.items() if name not in labels}
            for row in rows
        ]

    return {
        "release_id": whatif.release_id,
        "city_code": whatif.asked.city_code,
        "cycle": whatif.asked.cycle,
        "methodology_id": whatif.asked.methodology_id,
        "questionnaire_id": whatif.asked.questionnaire_id,
        "answers": clean(whatif.answers),
        "reviews": clean(whatif.reviews),
        "indexes": clean(whatif.indexes),
        "areas": clean(whatif.areas),
        "indicators": clean(whatif.indicators),
        "notes": list(whatif.notes),
    }
