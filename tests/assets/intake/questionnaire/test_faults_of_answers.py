"""What is wrong with a row or cell of answers has its own message, with sheet and cell, and harms nothing else."""

from __future__ import annotations

import pytest
from support.questionnaires import (
    Given,
    Wanted,
    change,
    copy_grid,
    fill,
    find_sheets,
    form,
    insert_row,
    put_text,
    remove_row,
    sheet_of,
    write_on_grids,
)

from assets.intake.cells import Fault, Unvalued
from assets.intake.grids import Merged

QUESTIONS = form().questions
SINGLE, OTHER = (code for code, each in list(QUESTIONS.items())[:2])
MULTIPLE = next(code for code, each in QUESTIONS.items() if each.is_multiple)
FIRST = QUESTIONS[SINGLE].options[0].code
GOOD = {SINGLE: Given((FIRST,))}
AREA = "Commitment"  # its first question is SINGLE, in row 4; the answer is in column E


def codes_of(filled) -> list[str]:
    return [row.texts["question_code"] for row in filled.rows["answers"]]


@pytest.mark.parametrize("changed", ["XYZ1", SINGLE.lower(), f"{SINGLE}/nothing"])
def test_a_changed_code_is_told(read, filled_in, changed) -> None:
    name, row = sheet_of(SINGLE, filled_in(Wanted()))
    filled, told = read(change(filled_in(Wanted(GOOD)), name, put_text(row, 1, changed)))
    assert codes_of(filled) == []
    assert [(each.code, each.location) for each in told] == [
        ("row_code_changed", f"sheet '{AREA}', cell A{row}"),
        ("rows_not_on_sheet", f"sheet '{AREA}'"),
    ]
    assert f"'{changed}'" in told[0].what
    assert SINGLE in told[1].what


def test_a_question_that_is_answered_twice_does_not_count(read, filled_in) -> None:
    wanted = Wanted({**GOOD, OTHER: Given((QUESTIONS[OTHER].options[1].code,))})
    name, row = sheet_of(OTHER, filled_in(wanted))
    filled, told = read(change(filled_in(wanted), name, put_text(row, 1, SINGLE)))
    assert codes_of(filled) == []
    assert (told[0].code, told[0].location) == ("question_twice", f"sheet '{AREA}', cell A5")
    assert f"{SINGLE} is answered here and in sheet '{AREA}', cell A4; neither counts" in told[0].what


def test_a_copied_sheet_that_stayed_empty_is_no_fault(read, filled_in, english) -> None:
    copy = next(grid for grid in english if grid.name == AREA)
    filled, told = read([*filled_in(Wanted(GOOD)), copy_grid(copy, "Commitment (2)")])
    assert codes_of(filled) == [SINGLE]
    assert told == []


def test_removed_rows_are_noted(read, filled_in) -> None:
    name, row = sheet_of(OTHER, filled_in(Wanted()))
    filled, told = read(change(filled_in(Wanted(GOOD)), name, remove_row(row)))
    assert codes_of(filled) == [SINGLE]
    assert [(each.code, each.location) for each in told] == [("rows_not_on_sheet", f"sheet '{AREA}'")]
    assert f"removed: {OTHER}." in told[0].what


def test_ticks_without_the_row_of_the_question_are_told(read, filled_in) -> None:
    wanted = Wanted({MULTIPLE: Given((QUESTIONS[MULTIPLE].options[0].code,))})
    name, row = sheet_of(MULTIPLE, filled_in(wanted))
    filled, told = read(change(filled_in(wanted), name, remove_row(row)))
    assert codes_of(filled) == []
    assert [each.code for each in told] == ["question_row_missing", "rows_not_on_sheet"]
    assert told[0].location == f"sheet '{name}', cell A{row}"


def test_an_answer_that_was_moved_to_no_question_is_told(read, filled_in) -> None:
    name, row = sheet_of(SINGLE, filled_in(Wanted()))
    sheets = change(filled_in(Wanted(GOOD)), name, insert_row(row, {5: "Yes"}))
    filled, told = read(sheets)
    assert codes_of(filled) == [SINGLE]
    assert [(each.code, each.location) for each in told] == [("content_without_code", f"sheet '{name}', cell E{row}")]


def test_evidence_beside_an_option_is_told(read, filled_in) -> None:
    option = QUESTIONS[MULTIPLE].options[0].code
    sheets = filled_in(Wanted({MULTIPLE: Given((option,))}))
    name, row = sheet_of(f"{MULTIPLE}/{option}", sheets)
    place = next(sheet.columns["evidence_text"] for sheet in find_sheets(sheets) if sheet.name == name)
    _, told = read(change(sheets, name, put_text(row, place, "see page 3")))
    assert [each.code for each in told] == ["content_without_code"]
    assert "'see page 3'" in told[0].what


def test_a_remark_outside_is_noted(read, filled_in) -> None:
    filled, told = read(change(filled_in(Wanted(GOOD)), AREA, put_text(4, 21, "ask Anna")))
    assert codes_of(filled) == [SINGLE]
    assert [(each.code, each.location) for each in told] == [("content_outside_columns", f"sheet '{AREA}', cell U4")]


def test_an_option_that_is_not_on_the_list_is_told(read, filled_in) -> None:
    filled, told = read(filled_in(Wanted({SINGLE: Given(typed="Perhaps")})))
    assert codes_of(filled) == []
    assert [(each.code, each.location) for each in told] == [("option_not_on_list", f"sheet '{AREA}', cell E4")]
    assert f"'Perhaps' is none of the answers to {SINGLE}" in told[0].what
    assert all(option.label in told[0].how_to_fix for option in QUESTIONS[SINGLE].options)


def test_the_list_is_told_in_the_language_of_the_workbook(read, french) -> None:
    _, told = read(write_on_grids(french, fill(french, Wanted({SINGLE: Given(typed="Peut-être")}), "fr")))
    assert "Oui, Non" in told[0].how_to_fix


def test_two_answers_to_a_single_choice_are_told(read, filled_in) -> None:
    both = tuple(option.code for option in QUESTIONS[SINGLE].options[:2])
    filled, told = read(filled_in(Wanted({SINGLE: Given(both)})))
    assert codes_of(filled) == []
    assert [(each.code, each.location) for each in told] == [("two_answers_in_cell", f"sheet '{AREA}', cell E4")]


def test_labels_in_the_cell_of_a_multiple_choice_are_taken(read, filled_in) -> None:
    first, second, third = QUESTIONS[MULTIPLE].options[:3]
    filled, told = read(filled_in(Wanted({MULTIPLE: Given((first.code,), typed=f"{second.label}; {third.code}")})))
    assert told == []
    assert filled.rows["answers"][0].texts["option_codes"] == "|".join(sorted((first.code, second.code, third.code)))


@pytest.mark.parametrize("key", ["dont_know", "option"])
def test_what_is_no_tick_is_told(read, filled_in, key) -> None:
    sheets = filled_in(Wanted(GOOD if key == "dont_know" else {}))
    code = SINGLE if key == "dont_know" else f"{MULTIPLE}/{QUESTIONS[MULTIPLE].options[0].code}"
    name, row = sheet_of(code, sheets)
    columns = next(sheet.columns for sheet in find_sheets(sheets) if sheet.name == name)
    column = columns["dont_know" if key == "dont_know" else "answer"]
    filled, told = read(change(sheets, name, put_text(row, column, "perhaps")))
    assert codes_of(filled) == []
    assert [each.code for each in told] == ["tick_not_understood"]
    assert "'perhaps' is no tick" in told[0].what
    assert told[0].location.startswith(f"sheet '{name}', cell ")


def test_unchanged_and_answered_anew_is_told(read, with_earlier) -> None:
    other = QUESTIONS[SINGLE].options[1].code
    wanted = Wanted({SINGLE: Given((other,), is_unchanged=True)})
    filled, told = read(write_on_grids(with_earlier, fill(with_earlier, wanted)))
    assert codes_of(filled) == []
    assert [each.code for each in told] == ["unchanged_and_answered"]
    assert told[0].location.startswith(f"sheet '{AREA}', cell F4")


@pytest.mark.parametrize("previous", ["", "nothing", f"{FIRST}|nothing"])
def test_unchanged_without_a_possible_earlier_answer_is_told(read, with_earlier, previous) -> None:
    sheets = write_on_grids(with_earlier, fill(with_earlier, Wanted({SINGLE: Given(is_unchanged=True)})))
    place = next(sheet.columns["previous_codes"] for sheet in find_sheets(sheets) if sheet.name == AREA)
    filled, told = read(change(sheets, AREA, put_text(4, place, previous)))
    assert codes_of(filled) == []
    assert [each.code for each in told] == ["previous_answer_unknown"]


@pytest.mark.parametrize(("column", "letter"), [(5, "E"), (8, "H")])
def test_the_value_of_a_formula_is_taken_and_told(read, filled_in, column, letter) -> None:
    sheets = change(filled_in(Wanted(GOOD)), AREA, lambda grid: grid.formulas.add((4, column)))
    filled, told = read(sheets)
    assert codes_of(filled) == [SINGLE]
    assert [(each.code, each.location) for each in told] == [("formula_value_used", f"sheet '{AREA}', cell {letter}4")]


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        (Unvalued(), "formula_without_value", "The cell answer holds a formula, and no value"),
        (Fault("#N/A"), "cell_with_error", "The cell answer shows the error #N/A"),
    ],
)
def test_a_formula_without_value_and_an_error_are_told(read, filled_in, value, code, said) -> None:
    filled, told = read(change(filled_in(Wanted()), AREA, put_text(4, 5, value)))
    assert codes_of(filled) == []
    assert told[0].code == code
    assert said in told[0].what
    assert told[0].location == f"sheet '{AREA}', cell E4"


def test_formulas_of_our_own_are_no_fault(read, filled_in) -> None:
    sheets = filled_in(Wanted(GOOD))
    for grid in sheets:
        grid.formulas |= {(4, 3), (5, 12)}
    assert read(sheets)[1] == []


def test_cells_below_merged_ones_are_told(read, filled_in) -> None:
    wanted = Wanted({**GOOD, MULTIPLE: Given((QUESTIONS[MULTIPLE].options[0].code,))})
    sheets = change(filled_in(wanted), AREA, lambda grid: grid.merged.append(Merged(4, 5, 5, 5)))
    filled, told = read(sheets)
    assert set(codes_of(filled)) == {SINGLE, MULTIPLE}  # what stands in the first of the merged cells counts
    assert [(each.code, each.location) for each in told] == [("cells_merged", f"sheet '{AREA}', cell E5")]
    assert "(E4:E5)" in told[0].what


def test_ticks_below_merged_cells_are_not_guessed(read, filled_in) -> None:
    wanted = Wanted({MULTIPLE: Given((QUESTIONS[MULTIPLE].options[0].code,))})
    name, row = sheet_of(MULTIPLE, filled_in(wanted))
    sheets = change(filled_in(wanted), name, lambda grid: grid.merged.append(Merged(row + 1, 5, row + 2, 5)))
    filled, told = read(sheets)
    assert codes_of(filled) == []
    assert [(each.code, each.location) for each in told] == [("cells_merged", f"sheet '{name}', cell E{row + 2}")]


def test_merged_cells_elsewhere_are_no_fault(read, filled_in) -> None:
    sheets = change(filled_in(Wanted(GOOD)), AREA, lambda grid: grid.merged.append(Merged(2, 2, 2, 12)))
    assert read(sheets)[1] == []


def test_far_too_many_merged_cells_are_refused(read, filled_in) -> None:
    many = [Merged(1, 1, 1_048_576, 16_384)] * 2_000
    filled, told = read(change(filled_in(Wanted(GOOD)), AREA, lambda grid: grid.merged.extend(many)))
    assert filled is None
    assert [(each.code, each.location) for each in told] == [("too_many_merged_cells", f"sheet '{AREA}'")]


def test_cells_that_begin_like_formulas_are_text(read, filled_in) -> None:
    texts = {"evidence_text": "=1+1", "evidence_url": "@home", "department": "-x", "not_applicable_reason": ""}
    filled, told = read(filled_in(Wanted({SINGLE: Given((FIRST,), others=texts)})))
    assert told == []
    assert filled.rows["answers"][0].texts | texts == filled.rows["answers"][0].texts
