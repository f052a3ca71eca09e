"""What is wrong with a cover or a sheet has its own message, with sheet and cell, and harms nothing else."""

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
    make_template,
    map_cells,
    put_text,
    read_sheets,
    write_on_grids,
)

from assets.intake.grids import Grid
from assets.questionnaire.layout import Assignment

QUESTIONS = form().questions
SINGLE, OTHER = (code for code, each in list(QUESTIONS.items())[:2])
FIRST = QUESTIONS[SINGLE].options[0].code
GOOD = {SINGLE: Given((FIRST,))}
AREA = "Commitment"  # its first question is SINGLE, in row 4; the answer is in column E


def codes_of(filled) -> list[str]:
    return [row.texts["question_code"] for row in filled.rows["answers"]]


@pytest.mark.parametrize(
    ("key", "value", "limit"),
    [("cycle", "2027", "2026"), ("city_code", "xa-other", "xa-alba"), ("methodology_id", "icc-2016", "icc-2019"),
     ("submission_id", "culture", "city"), ("template_version", "", "1")],
)  # fmt: skip
def test_a_changed_cover_is_refused(read, english, key, value, limit) -> None:
    cover = find_sheets(english)[0]
    row = next(row for row, found in cover.list_rows() if found == key)
    filled, told = read(change(english, cover.name, put_text(row, 3, value)))
    assert filled is None
    assert [(each.code, each.location) for each in told] == [("cover_changed", f"sheet 'Start', cell C{row}")]
    assert f"'{value}' for {key}, but the workbook was made for '{limit}'" in told[0].what
    assert "another city, cycle or department" in told[0].how_to_fix


def test_a_template_that_is_no_longer_known_is_refused(read, english) -> None:
    old = map_cells(english, lambda text: text.replace("questionnaire|1|", "questionnaire|9|"))
    filled, told = read(old)
    assert filled is None
    assert [each.code for each in told] == ["template_version_unknown"]
    assert "version 9 of the template" in told[0].what
    assert "Known: 1" in told[0].what
    assert told[0].location == "sheet 'Start', cell A1"


def test_a_questionnaire_that_does_not_exist_is_refused(read, english) -> None:
    other = map_cells(english, lambda text: text.replace("icc-2019", "icc-1900"))
    filled, told = read(other)
    assert filled is None
    assert [each.code for each in told] == ["template_methodology_unknown"]
    assert "'icc-1900' which does not exist" in told[0].what


def test_a_workbook_without_its_cover_is_refused(read, english) -> None:
    filled, told = read(english[1:])
    assert filled is None
    assert [(each.code, each.location) for each in told] == [("cover_missing", f"sheet '{AREA}'")]


def test_a_workbook_with_two_covers_is_refused(read, english) -> None:
    filled, told = read([*english, copy_grid(english[0], "Copy")])
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


@pytest.mark.parametrize(
    "made_for",
    [Assignment(2026, "xa-other", "icc-2019", "city"), Assignment(2023, "xa-alba", "icc-2019", "city"),
     Assignment(2026, "xa-alba", "icc-2016", "city"), Assignment(2026, "xa-alba", "icc-2019", "culture")],
)  # fmt: skip
def test_a_sheet_of_another_workbook_is_not_read(read, filled_in, made_for) -> None:
    others = read_sheets(make_template(made_for))
    others = write_on_grids(others, fill(others, Wanted({OTHER: Given((QUESTIONS[OTHER].options[0].code,))})))
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
    sheets = read_sheets(make_template(Assignment(2026, "xa-alba", "icc-2016", "city")))
    filled, told = read(write_on_grids(sheets, fill(sheets, Wanted(GOOD))))
    assert codes_of(filled) == [SINGLE]
    assert [each.code for each in told] == ["questionnaire_of_other_cycle"]
    assert "icc-2016, but the cycle 2026 has icc-2019" in told[0].what


def test_a_damaged_mark_is_told(read, filled_in) -> None:
    filled, told = read(change(filled_in(Wanted(GOOD)), AREA, put_text(1, 1, "intercultural-questionnaire|oops")))
    assert codes_of(filled) == []
    assert [(each.code, each.location) for each in told] == [("sheet_mark_changed", f"sheet '{AREA}', cell A1")]


def test_a_sheet_of_their_own_is_noted(read, filled_in) -> None:
    filled, told = read(
        [*filled_in(Wanted(GOOD)), Grid("Our notes", {1: {1: "ask Anna"}}), Grid("Empty", {2: {1: " "}})]
    )
    assert codes_of(filled) == [SINGLE]
    assert [(each.code, each.location) for each in told] == [("sheet_not_read", "sheet 'Our notes'")]


@pytest.mark.parametrize("key", ["answer", "evidence_text", "dont_know"])
def test_a_column_that_was_removed_is_told(read, filled_in, key) -> None:
    sheets = filled_in(Wanted(GOOD))
    place = next(sheet.columns[key] for sheet in find_sheets(sheets) if sheet.name == AREA)
    filled, told = read(change(sheets, AREA, lambda grid: [cells.pop(place, None) for cells in grid.rows.values()]))
    assert [(each.code, each.location) for each in told] == [("sheet_column_missing", f"sheet '{AREA}', cell A1")]
    assert f"The column {key} of this sheet" in told[0].what
    assert codes_of(filled) == ([] if key == "answer" else [SINGLE])


def test_a_column_that_was_copied_is_told_and_the_sheet_not_read(read, filled_in) -> None:
    sheets = filled_in(Wanted(GOOD))
    filled, told = read(
        change(sheets, AREA, lambda grid: [cells.update({30: cells.get(5, "")}) for cells in grid.rows.values()])
    )
    assert codes_of(filled) == []
    assert [each.code for each in told] == ["sheet_column_twice"]
    assert "The column answer is on this sheet twice" in told[0].what
