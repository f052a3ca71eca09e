"""Whatever a city answers, reading the filled workbook gives exactly that; also after other programs have saved it."""

from __future__ import annotations

import string
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from support.questionnaires import Given, Wanted, fill, form, make_template, read_cells, write_on_cells

from assets.intake.problems import FileRefusedError, word_problem
from assets.intake.questionnaire.marked_sheet import Cells
from assets.intake.questionnaire.workbook import read_questionnaire
from assets.questionnaire.form import Question

QUESTIONS = form().questions
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(str.strip).filter(bool)
TICKS = st.sampled_from(["x", "X", "✓", "1", "yes", "oui"])


@cache
def sheets_in(language: str) -> list[Cells]:
    return read_cells(make_template(language=language))


@st.composite
def answers_to(draw, question: Question) -> Given:
    """One answer: options, or don't know, or why it does not apply, and what belongs to it."""
    codes = [option.code for option in question.options]
    kind = draw(st.sampled_from(["options", "dont_know", "not_applicable_reason"]))
    others = draw(
        st.fixed_dictionaries({}, optional={"evidence_text": WORDS, "evidence_url": WORDS, "department": WORDS})
    )
    if kind == "dont_know":
        return Given(others={**others, kind: draw(TICKS)})
    if kind == "not_applicable_reason":
        return Given(others={**others, kind: draw(WORDS)})
    most = len(codes) if question.is_multiple else 1
    return Given(tuple(draw(st.lists(st.sampled_from(codes), min_size=1, max_size=most, unique=True))), others=others)


@st.composite
def submissions(draw) -> Wanted:
    codes = draw(st.lists(st.sampled_from(list(QUESTIONS)), max_size=25, unique=True))
    entry = st.fixed_dictionaries(
        {"title": WORDS},
        optional={
            "description": WORDS,
            "objective": WORDS,
            "status": st.sampled_from(["Planned", "ongoing", "Achevé"]),
            "budget_eur": st.integers(0, 10**9),
            "started_on": st.dates(),
            "governance_levels/local": TICKS,
        },
    )
    fact = st.fixed_dictionaries(
        {"year": st.integers(1990, 2026), "value": st.integers(0, 10**8)}, optional={"source_url": WORDS}
    )
    return Wanted(
        {code: draw(answers_to(QUESTIONS[code])) for code in codes},
        tuple(draw(st.lists(entry, max_size=4))),
        draw(st.dictionaries(st.sampled_from([each.code for each in form().facts]), fact, max_size=3)),
        {"submission_version": draw(st.integers(1, 9)), "answered_on": draw(st.dates())},
    )


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
    filled = read_questionnaire(write_on_cells(sheets, fill(sheets, wanted, language, tick)))
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
    names = [cells.name for cells in sheets_in("en")]
    edits = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(names),
                st.integers(0, 25),
                st.integers(0, 16),
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
        filled = read_questionnaire(write_on_cells(sheets_in("en"), edits))
        problems = filled.problems
        for row in filled.rows["answers"]:
            assert row.texts["question_code"] in QUESTIONS
    except FileRefusedError as refusal:
        problems = list(refusal.problems)
        assert problems
    for problem in problems:
        assert all(word_problem(problem))
        assert problem.location
