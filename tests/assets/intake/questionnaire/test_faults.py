"""Everything that can go wrong with a workbook has its own message, with sheet and cell, and harms nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.questionnaires import (
    ASSIGNMENT,
    Given,
    Wanted,
    fill,
    find_sheets,
    form,
    make_template,
    read_cells,
    write_on_cells,
)

from assets.intake.questionnaire.marked_sheet import Cells
from assets.questionnaire.layout import Assignment

QUESTIONS = form().questions
SINGLE, OTHER = (code for code, each in list(QUESTIONS.items())[:2])
MULTIPLE = next(code for code, each in QUESTIONS.items() if each.is_multiple)
FIRST = QUESTIONS[SINGLE].options[0].code
GOOD = {SINGLE: Given((FIRST,))}
AREA = "Commitment"  # its first question is SINGLE, in row 4; the answer is in column E


def sheet_of(code: str, sheets: list[Cells]) -> tuple[str, int]:
    """Name of the sheet and row from 0 of a question or option."""
    return next(
        (sheet.cells.name, row) for sheet in find_sheets(sheets) for row, key in sheet.list_rows() if key == code
    )


def change(sheets: list[Cells], name: str, edit: Callable[[list[list[str]]], object]) -> list[Cells]:
    """The same sheets after one of them was edited as a table."""
    changed = []
    for cells in sheets:
        rows = [list(row) for row in cells.rows]
        if cells.name == name:
            edit(rows)
        changed.append(Cells(cells.name, rows, cells.formulas))
    return changed


def put(row: int, column: int, text: str) -> Callable[[list[list[str]]], None]:
    def edit(rows: list[list[str]]) -> None:
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = text

    return edit


def codes_of(filled) -> list[str]:
    return [row.texts["question_code"] for row in filled.rows["answers"]]


# What is refused as a whole: nothing could be said of any row.


@pytest.mark.parametrize(
    ("key", "value", "limit"),
    [("cycle", "2027", "2026"), ("city_code", "xa-other", "xa-alba"), ("methodology_id", "icc-2016", "icc-2019"),
     ("submission_id", "culture", "city"), ("template_version", "", "1")],
)  # fmt: skip
def test_a_changed_cover_is_refused(read, english, key, value, limit) -> None:
    cover = find_sheets(english)[0]
    row = next(row for row, found in cover.list_rows() if found == key)
    filled, told = read(change(english, cover.cells.name, put(row, 2, value)))
    assert filled is None
    assert [(each.code, each.location) for each in told] == [("cover_changed", f"sheet 'Start', cell C{row + 1}")]
    assert f"'{value}' for {key}, but the workbook was made for '{limit}'" in told[0].what
    assert "another city, cycle or department" in told[0].how_to_fix


def test_a_template_that_is_no_longer_known_is_refused(read, english) -> None:
    old = [
        Cells(
            cells.name, [[text.replace("questionnaire|1|", "questionnaire|9|") for text in row] for row in cells.rows]
        )
        for cells in english
    ]
    filled, told = read(old)
    assert filled is None
    assert [each.code for each in told] == ["template_version_unknown"]
    assert "version 9 of the template" in told[0].what
    assert "Known: 1" in told[0].what
    assert told[0].location == "sheet 'Start', cell A1"


def test_a_questionnaire_that_does_not_exist_is_refused(read, english) -> None:
    other = [
        Cells(cells.name, [[text.replace("icc-2019", "icc-1900") for text in row] for row in cells.rows])
        for cells in english
    ]
    filled, told = read(other)
    assert filled is None
    assert [each.code for each in told] == ["template_methodology_unknown"]
    assert "'icc-1900' which does not exist" in told[0].what


def test_a_workbook_without_its_cover_is_refused(read, english) -> None:
    filled, told = read(english[1:])
    assert filled is None
    assert [(each.code, each.location) for each in told] == [("cover_missing", f"sheet '{AREA}'")]


def test_a_workbook_with_two_covers_is_refused(read, english) -> None:
    filled, told = read([*english, Cells("Copy", english[0].rows)])
    assert filled is None
    assert [(each.code, each.location) for each in told] == [("cover_twice", "sheets 'Start', 'Copy'")]


@pytest.mark.parametrize(
    ("key", "value", "code", "said"),
    [
        ("submission_version", "two", "value_wrong_type", "'two' in submission_version is not a whole number"),
        ("submission_version", "0", "value_out_of_bounds", "0 in submission_version"),
        ("answered_on", "in May", "value_wrong_type", "'in May' in answered_on is not a date"),
        ("department", "x" * 201, "value_too_long", "201 characters"),
    ],
)
def test_what_the_city_writes_on_the_cover_is_checked(read, filled_in, key, value, code, said) -> None:
    filled, told = read(filled_in(Wanted(GOOD, cover={key: value})))
    assert filled is None
    assert [each.code for each in told] == [code]
    assert said in told[0].what
    assert told[0].location.startswith("sheet 'Start', cell C")


def test_an_empty_version_is_the_first(read, filled_in) -> None:
    filled, _ = read(filled_in(Wanted(GOOD, cover={"submission_version": ""})))
    assert filled.rows["answers"][0].texts["submission_version"] == "1"


# Sheets that are not what they were.


@pytest.mark.parametrize(
    "made_for",
    [Assignment(2026, "xa-other", "icc-2019", "city"), Assignment(2023, "xa-alba", "icc-2019", "city"),
     Assignment(2026, "xa-alba", "icc-2016", "city"), Assignment(2026, "xa-alba", "icc-2019", "culture")],
)  # fmt: skip
def test_a_sheet_of_another_workbook_is_not_read(read, filled_in, made_for) -> None:
    others = read_cells(make_template(made_for))
    others = write_on_cells(others, fill(others, Wanted({OTHER: Given((QUESTIONS[OTHER].options[0].code,))})))
    mixed = [
        next(each for each in others if each.name == AREA),
        *(c for c in filled_in(Wanted(GOOD)) if c.name != AREA),
    ]
    filled, told = read(mixed)
    assert codes_of(filled) == []
    assert [(each.code, each.location) for each in told] == [("sheet_of_other_workbook", f"sheet '{AREA}', cell A1")]
    assert f"{made_for.city_code}, {made_for.cycle}, {made_for.methodology_id}" in told[0].what
    assert "xa-alba, 2026, icc-2019, city" in told[0].what


def test_a_workbook_of_another_questionnaire_is_told_and_read(read) -> None:
    sheets = read_cells(make_template(Assignment(2026, "xa-alba", "icc-2016", "city")))
    filled, told = read(write_on_cells(sheets, fill(sheets, Wanted(GOOD))))
    assert codes_of(filled) == [SINGLE]
    assert [each.code for each in told] == ["questionnaire_of_other_cycle"]
    assert "icc-2016, but the cycle 2026 has icc-2019" in told[0].what


def test_a_damaged_mark_is_told(read, filled_in) -> None:
    filled, told = read(change(filled_in(Wanted(GOOD)), AREA, put(0, 0, "intercultural-questionnaire|oops")))
    assert codes_of(filled) == []
    assert [(each.code, each.location) for each in told] == [("sheet_mark_changed", f"sheet '{AREA}', cell A1")]


def test_a_sheet_of_their_own_is_noted(read, filled_in) -> None:
    filled, told = read([*filled_in(Wanted(GOOD)), Cells("Our notes", [["ask Anna"]]), Cells("Empty", [["", " "]])])
    assert codes_of(filled) == [SINGLE]
    assert [(each.code, each.location) for each in told] == [("sheet_not_read", "sheet 'Our notes'")]


@pytest.mark.parametrize("key", ["answer", "evidence_text", "dont_know"])
def test_a_column_that_was_removed_is_told(read, filled_in, key) -> None:
    sheets = filled_in(Wanted(GOOD))
    place = next(sheet.columns[key] for sheet in find_sheets(sheets) if sheet.cells.name == AREA)
    filled, told = read(change(sheets, AREA, lambda rows: [row.pop(place) for row in rows if len(row) > place]))
    assert [(each.code, each.location) for each in told] == [("sheet_column_missing", f"sheet '{AREA}', cell A1")]
    assert f"The column {key} of this sheet" in told[0].what
    assert codes_of(filled) == ([] if key == "answer" else [SINGLE])


def test_a_column_that_was_copied_is_told_and_the_sheet_not_read(read, filled_in) -> None:
    sheets = filled_in(Wanted(GOOD))
    filled, told = read(change(sheets, AREA, lambda rows: [row.append(row[4]) for row in rows]))
    assert codes_of(filled) == []
    assert [each.code for each in told] == ["sheet_column_twice"]
    assert "The column answer is on this sheet twice" in told[0].what


# Rows and codes.


@pytest.mark.parametrize("changed", ["XYZ1", SINGLE.lower(), f"{SINGLE}/nothing"])
def test_a_changed_code_is_told(read, filled_in, changed) -> None:
    name, row = sheet_of(SINGLE, filled_in(Wanted()))
    filled, told = read(change(filled_in(Wanted(GOOD)), name, put(row, 0, changed)))
    assert codes_of(filled) == []
    assert [(each.code, each.location) for each in told] == [
        ("row_code_changed", f"sheet '{AREA}', cell A{row + 1}"),
        ("rows_not_on_sheet", f"sheet '{AREA}'"),
    ]
    assert f"'{changed}'" in told[0].what
    assert SINGLE in told[1].what


def test_a_question_that_is_answered_twice_does_not_count(read, filled_in) -> None:
    wanted = Wanted({**GOOD, OTHER: Given((QUESTIONS[OTHER].options[1].code,))})
    name, row = sheet_of(OTHER, filled_in(wanted))
    filled, told = read(change(filled_in(wanted), name, put(row, 0, SINGLE)))
    assert codes_of(filled) == []
    assert (told[0].code, told[0].location) == ("question_twice", f"sheet '{AREA}', cell A5")
    assert f"{SINGLE} is answered here and in sheet '{AREA}', cell A4; neither counts" in told[0].what


def test_a_copied_sheet_that_stayed_empty_is_no_fault(read, filled_in, english) -> None:
    copy = next(cells for cells in english if cells.name == AREA)
    filled, told = read([*filled_in(Wanted(GOOD)), Cells("Commitment (2)", copy.rows)])
    assert codes_of(filled) == [SINGLE]
    assert told == []


def test_removed_rows_are_noted(read, filled_in) -> None:
    name, row = sheet_of(OTHER, filled_in(Wanted()))
    filled, told = read(change(filled_in(Wanted(GOOD)), name, lambda rows: rows.pop(row)))
    assert codes_of(filled) == [SINGLE]
    assert [(each.code, each.location) for each in told] == [("rows_not_on_sheet", f"sheet '{AREA}'")]
    assert f"removed: {OTHER}." in told[0].what


def test_ticks_without_the_row_of_the_question_are_told(read, filled_in) -> None:
    wanted = Wanted({MULTIPLE: Given((QUESTIONS[MULTIPLE].options[0].code,))})
    name, row = sheet_of(MULTIPLE, filled_in(wanted))
    filled, told = read(change(filled_in(wanted), name, lambda rows: rows.pop(row)))
    assert codes_of(filled) == []
    assert [each.code for each in told] == ["question_row_missing", "rows_not_on_sheet"]
    assert told[0].location == f"sheet '{name}', cell A{row + 1}"


def test_an_answer_that_was_moved_to_no_question_is_told(read, filled_in) -> None:
    name, row = sheet_of(SINGLE, filled_in(Wanted()))
    sheets = change(filled_in(Wanted(GOOD)), name, lambda rows: rows.insert(row, ["", "", "", "", "Yes"]))
    filled, told = read(sheets)
    assert codes_of(filled) == [SINGLE]
    assert [(each.code, each.location) for each in told] == [
        ("content_without_code", f"sheet '{name}', cell E{row + 1}")
    ]


def test_evidence_beside_an_option_is_told(read, filled_in) -> None:
    option = QUESTIONS[MULTIPLE].options[0].code
    sheets = filled_in(Wanted({MULTIPLE: Given((option,))}))
    name, row = sheet_of(f"{MULTIPLE}/{option}", sheets)
    place = next(sheet.columns["evidence_text"] for sheet in find_sheets(sheets) if sheet.cells.name == name)
    _, told = read(change(sheets, name, put(row, place, "see page 3")))
    assert [each.code for each in told] == ["content_without_code"]
    assert "'see page 3'" in told[0].what


def test_a_remark_outside_is_noted(read, filled_in) -> None:
    filled, told = read(change(filled_in(Wanted(GOOD)), AREA, put(3, 20, "ask Anna")))
    assert codes_of(filled) == [SINGLE]
    assert [(each.code, each.location) for each in told] == [("content_outside_columns", f"sheet '{AREA}', cell U4")]


# Cells.


def test_an_option_that_is_not_on_the_list_is_told(read, filled_in) -> None:
    filled, told = read(filled_in(Wanted({SINGLE: Given(typed="Perhaps")})))
    assert codes_of(filled) == []
    assert [(each.code, each.location) for each in told] == [("option_not_on_list", f"sheet '{AREA}', cell E4")]
    assert f"'Perhaps' is none of the answers to {SINGLE}" in told[0].what
    assert all(option.label in told[0].how_to_fix for option in QUESTIONS[SINGLE].options)


def test_the_list_is_told_in_the_language_of_the_workbook(read, french) -> None:
    _, told = read(write_on_cells(french, fill(french, Wanted({SINGLE: Given(typed="Peut-être")}), "fr")))
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
    columns = next(sheet.columns for sheet in find_sheets(sheets) if sheet.cells.name == name)
    column = columns["dont_know" if key == "dont_know" else "answer"]
    filled, told = read(change(sheets, name, put(row, column, "perhaps")))
    assert codes_of(filled) == []
    assert [each.code for each in told] == ["tick_not_understood"]
    assert "'perhaps' is no tick" in told[0].what
    assert told[0].location.startswith(f"sheet '{name}', cell ")


def test_unchanged_and_answered_anew_is_told(read, with_earlier) -> None:
    other = QUESTIONS[SINGLE].options[1].code
    wanted = Wanted({SINGLE: Given((other,), is_unchanged=True)})
    filled, told = read(write_on_cells(with_earlier, fill(with_earlier, wanted)))
    assert codes_of(filled) == []
    assert [each.code for each in told] == ["unchanged_and_answered"]
    assert told[0].location.startswith(f"sheet '{AREA}', cell F4")


@pytest.mark.parametrize("previous", ["", "nothing", f"{FIRST}|nothing"])
def test_unchanged_without_a_possible_earlier_answer_is_told(read, with_earlier, previous) -> None:
    sheets = write_on_cells(with_earlier, fill(with_earlier, Wanted({SINGLE: Given(is_unchanged=True)})))
    place = next(sheet.columns["previous_codes"] for sheet in find_sheets(sheets) if sheet.cells.name == AREA)
    filled, told = read(change(sheets, AREA, put(3, place, previous)))
    assert codes_of(filled) == []
    assert [each.code for each in told] == ["previous_answer_unknown"]


@pytest.mark.parametrize("column", [4, 7])
def test_a_formula_is_told_and_its_value_not_taken(read, filled_in, column) -> None:
    sheets = [
        Cells(cells.name, cells.rows, {(3, column)} if cells.name == AREA else frozenset())
        for cells in filled_in(Wanted({**GOOD, OTHER: Given((QUESTIONS[OTHER].options[0].code,))}))
    ]
    filled, told = read(sheets)
    assert codes_of(filled) == [OTHER]
    assert [each.code for each in told] == ["formula_in_cell"]
    assert told[0].location == f"sheet '{AREA}', cell {'EH'[column == 7]}4"


def test_formulas_of_our_own_are_no_fault(read, filled_in) -> None:
    sheets = [Cells(cells.name, cells.rows, {(3, 2), (4, 12)}) for cells in filled_in(Wanted(GOOD))]
    assert read(sheets)[1] == []


def test_cells_that_begin_like_formulas_are_text(read, filled_in) -> None:
    texts = {"evidence_text": "=1+1", "evidence_url": "@home", "department": "-x", "not_applicable_reason": ""}
    filled, told = read(filled_in(Wanted({SINGLE: Given((FIRST,), others=texts)})))
    assert told == []
    assert filled.rows["answers"][0].texts | texts == filled.rows["answers"][0].texts


# Grid and facts.


def test_an_entry_without_number_is_told(read, filled_in) -> None:
    sheets = filled_in(Wanted(entries=({"title": "A"}, {"title": "B"})))
    filled, told = read(change(sheets, "Policy grid", put(4, 1, "")))
    assert [row.texts["title"] for row in filled.rows["policy_grid"]] == ["B"]
    assert [(each.code, each.location) for each in told] == [("entry_without_number", "sheet 'Policy grid', cell B5")]


def test_entries_with_one_number_do_not_count(read, filled_in) -> None:
    sheets = filled_in(Wanted(entries=({"title": "A"}, {"title": "B"}, {"title": "C"})))
    filled, told = read(change(sheets, "Policy grid", put(5, 1, "city-001")))
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
        change(filled_in(Wanted(facts={"population": {"year": 2024, "value": 1}})), "City facts", put(4, 0, "people"))
    )
    assert filled.rows["facts"] == []
    assert [(each.code, each.location) for each in told] == [("row_code_changed", "sheet 'City facts', cell A5")]


def test_two_values_of_a_fact_for_a_year_do_not_count(read, filled_in) -> None:
    def copy(rows: list[list[str]]) -> None:
        rows.append([*rows[4][:4], "2", ""])

    sheets = change(filled_in(Wanted(facts={"population": {"year": 2024, "value": 1}})), "City facts", copy)
    filled, told = read(sheets)
    assert filled.rows["facts"] == []
    assert [each.code for each in told] == ["row_twice"]
    assert told[0].what.startswith("'2024 population' is here and in sheet 'City facts', cell A5")


def test_an_entry_of_a_row_that_has_no_code_in_facts_is_told(read, filled_in) -> None:
    filled, told = read(change(filled_in(Wanted()), "City facts", lambda rows: rows.append(["", "", "", "", "7"])))
    assert filled.rows["facts"] == []
    assert [each.code for each in told] == ["content_without_code"]


def test_problems_name_city_and_cycle(filled_in) -> None:
    from assets.intake.questionnaire.workbook import read_questionnaire

    problems = read_questionnaire(filled_in(Wanted({SINGLE: Given(typed="Perhaps")}))).problems
    assert [(each.city_code, each.cycle) for each in problems] == [(ASSIGNMENT.city_code, ASSIGNMENT.cycle)]
