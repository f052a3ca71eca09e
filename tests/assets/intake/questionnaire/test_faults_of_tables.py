"""What is wrong with an entry of the grid or a fact has its own message, with sheet and cell, and harms nothing else."""

from __future__ import annotations

import pytest
from support.questionnaires import (
    ASSIGNMENT,
    Given,
    Wanted,
    change,
    form,
    insert_row,
    put_text,
)

QUESTIONS = form().questions
SINGLE = next(iter(QUESTIONS))


def test_an_entry_without_number_is_told(read, filled_in) -> None:
    sheets = filled_in(Wanted(entries=({"title": "A"}, {"title": "B"})))
    filled, told = read(change(sheets, "Policy grid", put_text(5, 2, "")))
    assert [row.texts["title"] for row in filled.rows["policy_grid"]] == ["B"]
    assert [(each.code, each.location) for each in told] == [("entry_without_number", "sheet 'Policy grid', cell B5")]


def test_entries_with_one_number_do_not_count(read, filled_in) -> None:
    sheets = filled_in(Wanted(entries=({"title": "A"}, {"title": "B"}, {"title": "C"})))
    filled, told = read(change(sheets, "Policy grid", put_text(6, 2, "city-001")))
    assert [row.texts["title"] for row in filled.rows["policy_grid"]] == ["C"]
    assert [(each.code, each.location) for each in told] == [("row_twice", "sheet 'Policy grid', cell B6")]
    assert "'city-001' is here and in sheet 'Policy grid', cell B5" in told[0].what


@pytest.mark.parametrize(
    ("key", "value", "code", "said"),
    [
        ("status", "Half done", "value_not_accepted", "Write one of: Planned, Ongoing, Completed, Discontinued."),
        ("area_code", "Space travel", "value_not_accepted", form().areas[0].name),
        ("evaluated", "maybe", "value_not_accepted", "Yes, No"),
        ("question_codes", f"{SINGLE}, XYZ9", "grid_question_unknown", "separate several by commas"),
        ("governance_levels/local", "some", "tick_not_understood", "Choose ✓"),
    ],
)
def test_an_entry_that_cannot_be_understood_is_left_out(read, filled_in, key, value, code, said) -> None:
    filled, told = read(filled_in(Wanted(entries=({"title": "A", key: value}, {"title": "B"}))))
    assert [row.texts["title"] for row in filled.rows["policy_grid"]] == ["B"]
    assert [each.code for each in told] == [code]
    assert said in told[0].how_to_fix
    assert told[0].location.startswith("sheet 'Policy grid', cell ")
    assert told[0].location.endswith("5")


def test_a_fact_without_value_is_noted(read, filled_in) -> None:
    filled, told = read(filled_in(Wanted(facts={"population": {"year": 2024}})))
    assert filled.rows["facts"] == []
    assert [(each.code, each.location) for each in told] == [("fact_without_value", "sheet 'City facts', cell E5")]


def test_a_changed_code_of_a_fact_is_told(read, filled_in) -> None:
    filled, told = read(
        change(
            filled_in(Wanted(facts={"population": {"year": 2024, "value": 1}})), "City facts", put_text(5, 1, "people")
        )
    )
    assert filled.rows["facts"] == []
    assert [(each.code, each.location) for each in told] == [("row_code_changed", "sheet 'City facts', cell A5")]


def test_two_values_of_a_fact_for_a_year_do_not_count(read, filled_in) -> None:
    sheets = filled_in(Wanted(facts={"population": {"year": 2024, "value": 1}}))
    facts = next(grid for grid in sheets if grid.name == "City facts")
    filled, told = read(change(sheets, "City facts", insert_row(40, facts.rows[5] | {5: "2"})))
    assert filled.rows["facts"] == []
    assert [each.code for each in told] == ["row_twice"]
    assert told[0].what.startswith("'2024 population' is here and in sheet 'City facts', cell A5")


def test_an_entry_of_a_row_that_has_no_code_in_facts_is_told(read, filled_in) -> None:
    filled, told = read(change(filled_in(Wanted()), "City facts", insert_row(40, {5: "7"})))
    assert filled.rows["facts"] == []
    assert [each.code for each in told] == ["content_without_code"]


def test_problems_name_city_and_cycle(filled_in) -> None:
    from assets.intake.questionnaire.workbook import read_questionnaire

    problems = read_questionnaire(filled_in(Wanted({SINGLE: Given(typed="Perhaps")}))).problems
    assert [(each.city_code, each.cycle) for each in problems] == [(ASSIGNMENT.city_code, ASSIGNMENT.cycle)]
