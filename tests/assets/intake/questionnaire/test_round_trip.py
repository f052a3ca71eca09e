"""Whatever a city answers, reading the filled workbook gives exactly that; also after other programs have saved it."""

from __future__ import annotations

import string
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from support.questionnaires import Wanted, fill, make_template, read_sheets, write_on_grids
from support.submissions import QUESTIONS, TICKS, WORDS, submissions

from assets.intake.grids import Grid
from assets.intake.problems import FileRefusedError, word_problem
from assets.intake.questionnaire.workbook import read_questionnaire


@cache
def sheets_in(language: str) -> list[Grid]:
    return read_sheets(make_template(language=language))


def expect_answers(wanted: Wanted) -> dict[str, dict[str, str]]:
    """The rows that the answers stand for, without those cells that are empty."""
    rows = {}
    for code, given_ in wanted.answers.items():
        cells = {
            "option_codes": "|".join(sorted(given_.options)),
            **given_.others,
            "dont_know": "yes" if "dont_know" in given_.others else "",
        }
        rows[code] = {name: text for name, text in cells.items() if text}
    return rows


@settings(max_examples=60, deadline=None)
@given(submissions(), st.sampled_from(["en", "fr"]), TICKS)
def test_reading_gives_what_was_filled_in(wanted, language, tick) -> None:
    sheets = sheets_in(language)
    filled = read_questionnaire(write_on_grids(sheets, fill(sheets, wanted, language, tick)))
    assert filled.problems == []
    cover = (
        "cycle",
        "city_code",
        "submission_id",
        "submission_version",
        "methodology_id",
        "answered_on",
        "question_code",
    )
    for row in filled.rows["answers"]:
        assert row.texts["submission_version"] == str(wanted.cover["submission_version"])
        assert row.texts["answered_on"] == str(wanted.cover["answered_on"])
    assert {
        row.texts["question_code"]: {name: text for name, text in row.texts.items() if text and name not in cover}
        for row in filled.rows["answers"]
    } == expect_answers(wanted)
    read = filled.rows["policy_grid"]
    assert [row.texts["title"] for row in read] == [entry["title"] for entry in wanted.entries]
    for row, entry in zip(read, wanted.entries, strict=True):
        assert row.texts["governance_levels"] == ("local" if "governance_levels/local" in entry else "")
        assert row.texts["started_on"] == str(entry.get("started_on", ""))
    assert {row.texts["fact_code"]: row.texts["value"] for row in filled.rows["facts"]} == {
        code: str(fact["value"]) for code, fact in wanted.facts.items()
    }


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_whatever_is_written_anywhere_gives_rows_or_problems(data) -> None:
    """Scribbled on at random, a workbook is read or refused, and never brings anything down."""
    names = [grid.name for grid in sheets_in("en")]
    edits = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(names),
                st.integers(1, 26),
                st.integers(1, 17),
                st.one_of(
                    WORDS,
                    st.sampled_from(["", "x", "Yes", "city-001", *list(QUESTIONS)[:4]]),
                    st.text(string.printable, max_size=4),
                ),
            ),
            max_size=12,
        )
    )
    try:
        filled = read_questionnaire(write_on_grids(sheets_in("en"), edits))
        problems = filled.problems
        for row in filled.rows["answers"]:
            assert row.texts["question_code"] in QUESTIONS
    except FileRefusedError as refusal:
        problems = list(refusal.problems)
        assert problems
    for problem in problems:
        assert all(word_problem(problem))
        assert problem.location
