"""The profile of a city counts answers by principle and kind of data, and scores nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.pages.profile import Line, describe_profile
from reports.words_by_code import DATA_TYPES, PRINCIPLES

QUESTIONS = {
    "A1": {"principle": "equality", "data_type": "input"},
    "A2": {"principle": "equality", "data_type": "fact"},
    "A3": {"principle": "interaction", "data_type": "input"},
}


def row(code: str, state: str, score: float | None) -> dict:
    return {"question_code": code, "state": state, "score": score}


def test_answers_are_counted_by_what_they_bring() -> None:
    rows = [row("A1", "answered", 100.0), row("A2", "answered", 50.0), row("A3", "answered", 0.0)]
    (_, principles), (_, kinds) = describe_profile(QUESTIONS, rows)
    assert principles == [Line("equality", 2, 2, 1, 1), Line("interaction", 1, 1, 0, 0)]
    assert kinds == [Line("fact", 1, 1, 0, 1), Line("input", 2, 2, 1, 0)]
    assert [line.none for line in (*principles, *kinds)] == [0, 1, 0, 1]


def test_what_was_not_asked_or_does_not_apply_is_no_question() -> None:
    rows = [row("A1", "not_asked", None), row("A2", "not_applicable", None), row("A3", "unanswered", 0.0)]
    (_, principles), _ = describe_profile(QUESTIONS, rows)
    assert principles == [Line("interaction", 1, 0, 0, 0)]


@given(
    st.lists(
        st.tuples(st.sampled_from(list(QUESTIONS)), st.sampled_from(["answered", "closed", "unanswered", "not_asked"])),
        unique_by=lambda pair: pair[0],
    )
)
def test_each_question_stands_once_under_principles_and_once_under_kinds(pairs) -> None:
    rows = [row(code, state, 100.0 if state == "answered" else None) for code, state in pairs]
    counted = sum(state != "not_asked" for _, state in pairs)
    for _, lines in describe_profile(QUESTIONS, rows):
        assert sum(line.questions for line in lines) == counted


def test_every_question_has_a_principle_and_a_kind_that_have_words() -> None:
    from assets.questionnaire.form import read_seed

    for question in read_seed("questions"):
        assert question["principle"] in PRINCIPLES
        assert question["data_type"] in DATA_TYPES
