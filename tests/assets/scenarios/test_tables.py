"""Rows that cannot be computed are refused, whoever sends them; what is left out is filled in as documented."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from assets.scenarios.baseline import Baseline
from assets.scenarios.scores import ScenarioScores, compute_scenarios
from assets.scenarios.tables import ScenarioNotPossible, read_answers, read_reviews, sort_options


@pytest.fixture
def city(baseline: Baseline) -> dict[str, Any]:
    """Somebody who took part, and a question that was asked."""
    row = min(baseline.participations.to_pylist(), key=lambda row: (-row["cycle"], row["city_code"]))
    question = min(
        (each for each in baseline.rows("methodology_questions") if each["methodology_id"] == row["questionnaire_id"]),
        key=lambda each: each["question_code"],
    )
    return {
        "scenario_id": "if",
        "cycle": row["cycle"],
        "city_code": row["city_code"],
        "question_code": question["question_code"],
    }


def compute(baseline: Baseline, *answers: dict[str, Any], reviews: tuple[dict[str, Any], ...] = ()) -> ScenarioScores:
    return compute_scenarios(
        baseline, pd.DataFrame(answers) if answers else None, pd.DataFrame(reviews) if reviews else None
    )


def test_lists_of_options_are_sets() -> None:
    assert sort_options(" b | a|b|") == "a|b"
    assert [sort_options(empty) for empty in (None, float("nan"), "", " | ")] == [None] * 4


def test_nothing_gives_nothing(baseline: Baseline) -> None:
    scores = compute(baseline)
    assert [len(frame) for frame in (scores.indicators, scores.areas, scores.indexes)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"cycle": 1999}, "did not take part in the cycle"),
        ({"city_code": "xa-nowhere"}, "did not take part in the cycle"),
        ({"question_code": "NONE"}, "does not have the question"),
        ({"scenario_id": "submitted"}, "is what was filed"),
        ({"scenario_id": None}, "may not be empty"),
        ({"option_codes": "yes", "dont_know": "yes"}, "An answer says one thing"),
        ({"score": 100}, "unknown: score"),
    ],
)
def test_an_answer_that_cannot_be_computed(
    baseline: Baseline, city: dict[str, Any], change: dict[str, Any], why: str
) -> None:
    with pytest.raises(ScenarioNotPossible, match=why):
        compute(baseline, {**city, **change})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"decision": "fine"}, "A decision is one of"),
        ({"decision": "rejected", "question_code": None}, "Only an acceptance may stand without a question"),
        ({"decision": "rejected", "question_code": "NONE"}, "does not have the question"),
        ({"note": "x", "decision": "accepted"}, "unknown: note"),
        ({}, "Missing: decision"),
    ],
)
def test_a_review_that_cannot_be_computed(
    baseline: Baseline, city: dict[str, Any], change: dict[str, Any], why: str
) -> None:
    with pytest.raises(ScenarioNotPossible, match=why):
        compute(baseline, reviews=({**city, **change},))


def test_a_question_is_answered_once_in_a_scenario(baseline: Baseline, city: dict[str, Any]) -> None:
    with pytest.raises(ScenarioNotPossible, match="A scenario answers a question once"):
        compute(baseline, city, city)
    compute(baseline, city, {**city, "scenario_id": "other"})


def test_rows_are_named_and_counted() -> None:
    rows = pd.DataFrame(
        [{"scenario_id": f"s{number}", "cycle": None, "city_code": "c", "question_code": "q"} for number in range(8)]
    )
    with pytest.raises(ScenarioNotPossible, match=r"'s4'.*and 3 more"):
        read_answers(rows)


def test_reviews_say_which_columns_were_given() -> None:
    row = {"scenario_id": "s", "cycle": 2020, "city_code": "c", "decision": "accepted"}
    plain, full = (
        read_reviews(pd.DataFrame([each])).to_pylist()[0]
        for each in (row, {**row, "expected_option_codes": "b|a", "reviewed_on": None, "review_id": "r1"})
    )
    assert (plain["sees_expected"], plain["is_dated"], plain["review_id"]) == (False, False, "scenario-000000")
    assert (full["sees_expected"], full["is_dated"], full["review_id"]) == (True, True, "r1")
    assert full["expected_option_codes"] == "a|b"
