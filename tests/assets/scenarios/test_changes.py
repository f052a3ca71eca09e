"""What people type: every mistake has its own message, with what there is instead."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from assets.scenarios.baseline import Baseline
from assets.scenarios.changes import SCENARIO, ChangeRefused, Questionnaire, find_questionnaire, read_changes
from assets.scenarios.formula import Formula

QUESTIONS = [
    {"methodology_id": "m1", "question_code": "OLD", "answer_kind": "single"},
    {"methodology_id": "m2", "question_code": "ONE", "answer_kind": "single"},
    {"methodology_id": "m2", "question_code": "MANY", "answer_kind": "multi"},
]
OPTIONS = [
    {"methodology_id": "m2", "question_code": question, "option_code": code, "option_label": code.title(), "sort_order": place, "is_exclusive": exclusive}
    for question, code, place, exclusive in (
        ("ONE", "yes", 1, "no"),
        ("ONE", "no", 2, "no"),
        ("MANY", "b", 1, "no"),
        ("MANY", "a", 2, "no"),
        ("MANY", "none", 3, "yes"),
        ("MANY", "dont_know", 4, "no"),
    )
]  # fmt: skip
MAP = [{"methodology_id_a": "m1", "question_code_a": "OLD", "methodology_id_b": "m2", "question_code_b": "ONE"}]
TOOK_PART = [
    {"cycle": cycle, "city_code": city, "methodology_id": "m2", "questionnaire_id": "m2"}
    for city, cycle in (("xa-alba", 2019), ("xa-alba", 2023), ("xb-brava", 2023))
]


@pytest.fixture
def baseline() -> Baseline:
    seeds = {"methodology_questions": QUESTIONS, "methodology_options": OPTIONS, "question_map": MAP}
    return Baseline(
        formula=Formula(()),
        participations=pa.Table.from_pylist(TOOK_PART),
        answers=pa.table({}),
        reviews=pa.table({}),
        reference={f"reference.{name}": pa.Table.from_pylist(rows) for name, rows in seeds.items()},
    )


@pytest.fixture
def asked(baseline: Baseline) -> Questionnaire:
    return find_questionnaire(baseline, "xa-alba", 2023)


KEY = {"scenario_id": SCENARIO, "cycle": 2023, "city_code": "xa-alba"}


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("ONE=yes", {"question_code": "ONE", "option_codes": "yes"}),
        (" ONE = yes ", {"question_code": "ONE", "option_codes": "yes"}),
        ("MANY=b| a|b", {"question_code": "MANY", "option_codes": "a|b"}),
        ("ONE=dont_know", {"question_code": "ONE", "dont_know": "yes"}),
        ("ONE=not_applicable", {"question_code": "ONE", "not_applicable_reason": SCENARIO}),
        ("ONE=", {"question_code": "ONE"}),
        ("MANY=dont_know", {"question_code": "MANY", "option_codes": "dont_know"}),  # an option of that name
    ],
)
def test_answers_are_read(baseline: Baseline, asked: Questionnaire, typed: str, row: dict[str, str]) -> None:
    assert read_changes(baseline, asked, [typed], []) == ([{**KEY, **row}], [])


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("ONE=rejected", {"decision": "rejected"}),
        ("ONE=needs_evidence", {"decision": "needs_evidence"}),
        ("ONE=corrected: no", {"decision": "corrected", "corrected_option_codes": "no"}),
    ],
)
def test_decisions_are_read(baseline: Baseline, asked: Questionnaire, typed: str, row: dict[str, str]) -> None:
    assert read_changes(baseline, asked, [], [typed]) == ([], [{**KEY, "question_code": "ONE", **row}])


THERE = "Its options: yes (Yes), no (No)."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("ONE", "'ONE' is no change. Write QUESTION=answer."),
        ("=yes", "'=yes' is no change. Write QUESTION=answer."),
        ("ON=yes", "There is no question 'ON'. Near: ONE."),
        (
            "OLD=yes",
            "OLD is not in the questionnaire that xa-alba filled in for 2023 (m2); it is in m1. "
            "What carries over to it there: ONE.",
        ),
        (
            "ONE=maybe",
            f"ONE=maybe: 'maybe' is no option of ONE. {THERE} "
            "It can also be dont_know, not_applicable, or nothing, which takes the answer back.",
        ),
        ("ONE=yes|no", f"ONE=yes|no: ONE takes one option, and 2 are given. {THERE}"),
        ("ONE=yes|dont_know", "ONE=yes|dont_know: dont_know stands alone, without options beside it."),
        (
            "MANY=a|none",
            "MANY=a|none: none excludes all other options. "
            "Its options: b (B), a (A), none (None), dont_know (Dont_Know).",
        ),
    ],
)
def test_a_wrong_answer_is_refused(baseline: Baseline, asked: Questionnaire, typed: str, message: str) -> None:
    with pytest.raises(ChangeRefused, match=f"^{re.escape(message)}$"):
        read_changes(baseline, asked, [typed], [])


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("ONE=fine", "ONE=fine: 'fine' is no decision. It is one of: accepted, corrected, rejected, needs_evidence;"),
        (
            "ONE=corrected",
            "ONE=corrected: corrected needs the options that replace the answer, as in ONE=corrected:yes;",
        ),
        ("ONE=rejected:no", "ONE=rejected:no: corrected needs the options"),
        ("ONE=corrected:maybe", "ONE=maybe: 'maybe' is no option of ONE."),
        ("ONE", "'ONE' is no change. Write QUESTION=decision."),
    ],
)
def test_a_wrong_decision_is_refused(baseline: Baseline, asked: Questionnaire, typed: str, message: str) -> None:
    with pytest.raises(ChangeRefused, match=f"^{re.escape(message)}"):
        read_changes(baseline, asked, [], [typed])


def test_a_question_is_named_once_and_something_is_changed(baseline: Baseline, asked: Questionnaire) -> None:
    with pytest.raises(ChangeRefused, match="ONE is named twice"):
        read_changes(baseline, asked, ["ONE=yes", "ONE=no"], [])
    assert all(read_changes(baseline, asked, ["ONE=yes"], ["ONE=accepted"]))
    with pytest.raises(ChangeRefused, match=r"Nothing is to be changed\. Name a change: --set"):
        read_changes(baseline, asked, [], [])


def test_a_city_that_did_not_take_part_is_refused(baseline: Baseline) -> None:
    with pytest.raises(ChangeRefused, match=r"No city 'xa-albo' has taken part in any cycle.*Near: xa-alba\."):
        find_questionnaire(baseline, "xa-albo", 2023)
    with pytest.raises(ChangeRefused, match=r"xa-alba did not take part in the cycle 2020\. Its cycles: 2019, 2023\."):
        find_questionnaire(baseline, "xa-alba", 2020)
