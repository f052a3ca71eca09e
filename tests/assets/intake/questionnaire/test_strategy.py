"""What comes back in the workbook of a strategy: what is new is taken, what was touched by nobody says nothing, faults are told."""

from __future__ import annotations

from datetime import date

import pytest
from support.questionnaires import change, find_sheets, put_text, read_sheets, remove_row, write_on_grids
from support.strategies import (
    BELONGING,
    FIRST,
    FIRST_FILED_VALUE,
    ROWS,
    TRUST,
    complete,
    make_template,
    put,
    set_version,
)

from assets.intake.bounds import MAX_CELLS
from assets.intake.cells import Unvalued
from assets.intake.formats import read_grids
from assets.intake.problems import Subject
from assets.intake.reading import check_file
from assets.questionnaire.layout import INDICATORS, MEASUREMENTS, OF_STRATEGY, STRATEGIES, TARGETS
from assets.strategies.fields import list_labels, read_library
from reports.checked import tell_reading

DAY = date(2026, 1, 1)
FREE_VALUE = FIRST_FILED_VALUE + len(ROWS[MEASUREMENTS])  # the first empty row of the sheet of values
FREE_INDICATOR = FIRST + len(ROWS[INDICATORS])


@pytest.fixture(scope="session")
def template():
    return read_sheets(make_template())


def rows_of(filled, kind: str) -> list[dict[str, str]]:
    return [{name: text for name, text in row.texts.items() if text} for row in filled.rows[kind]]


def summarise(told) -> list[tuple[str, str]]:
    return [(each.code, each.location) for each in told]


def test_an_untouched_workbook_says_nothing(read, template) -> None:
    filled, told = read(template)
    assert told == []
    assert filled.rows == {kind: [] for kind in OF_STRATEGY}
    reading = check_file("strategy.xlsx", make_template("fr"))
    assert (reading.problems, reading.rows_taken, reading.language) == ([], 0, "fr")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sent_as_another_version_it_gives_what_was_filed(read, language) -> None:
    sheets = read_sheets(make_template(language))
    filled, told = read(write_on_grids(sheets, set_version(sheets, 2)))
    assert told == []
    for kind in OF_STRATEGY:
        expected = [complete(kind, row) | {"revision": str(int(row["revision"]) + 2)} for row in ROWS[kind]]
        columns = complete(kind, {}).keys() - {"city_code"}
        read_back = [{name: to_filed(row.texts.get(name, "")) for name in columns} for row in filled.rows[kind]]
        assert read_back == [{name: to_filed(row[name]) for name in columns} for row in expected]


def to_filed(text: str) -> str:
    """Numbers as they are compared: a spreadsheet program keeps fifteen digits."""
    try:
        return format(float(text), ".15g")
    except ValueError:
        return text


def test_a_value_that_was_due_is_taken(read, template) -> None:
    filled, told = read(write_on_grids(template, put(template, MEASUREMENTS, FIRST, observed_on=DAY, value=49.5)))
    assert told == []
    expected = {"indicator_id": BELONGING, "observed_on": "2026-01-01", "value": "49.5", "revision": "1"}
    assert [row.items() >= expected.items() for row in rows_of(filled, MEASUREMENTS)] == [True]


def test_a_corrected_row_gets_the_next_revision(read, template) -> None:
    sheets = write_on_grids(template, put(template, INDICATORS, FIRST, target_value=70))
    filled, told = read(sheets)
    assert told == []
    assert [(row["revision"], row["target_value"]) for row in rows_of(filled, INDICATORS)] == [("3", "70")]
    filled, _ = read(
        write_on_grids(sheets, [*put(sheets, INDICATORS, FIRST, target_value=60), *set_version(sheets, 2)])
    )
    first = rows_of(filled, INDICATORS)[0]
    assert (first["revision"], first["target_value"]) == ("4", "60"), "taken back in the next version"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_indicator_of_the_library_fills_what_is_left_empty(read, language) -> None:
    from assets.questionnaire.form import read_form
    from assets.questionnaire.languages import read_wording

    sheets = read_sheets(make_template(language))
    entry = next(row for row in read_library() if row["scale_max"])
    label = list_labels("library_code", read_form("icc-2019"), read_wording(language))[entry["indicator_code"]]
    cells = {"library_code": label, "unit": "percent of adults", "baseline_value": 12.5}
    filled, told = read(write_on_grids(sheets, put(sheets, INDICATORS, FREE_INDICATOR, **cells)))
    assert told == []
    (row,) = rows_of(filled, INDICATORS)
    assert row["indicator_id"] == "xa-alba-i01"
    assert row["strategy_id"] == "alba-2019", "it has only one"
    assert row["unit"] == "percent of adults"
    taken = ("area_code", "kind", "wanted_direction", "scale_min", "scale_max", "collection_frequency")
    assert {name: row[name] for name in taken} == {name: entry[name] for name in taken}


def test_a_percent_sign_is_the_unit_of_what_is_counted_in_percent(read, template) -> None:
    edits = put(template, MEASUREMENTS, FIRST, observed_on=DAY, value="49.5%")
    filled, told = read(write_on_grids(template, edits))
    assert (told, [row["value"] for row in rows_of(filled, MEASUREMENTS)]) == ([], ["49.5"])


@pytest.mark.parametrize(
    ("cells", "code", "column", "what"),
    [
        ({"value": "49 cases"}, "value_in_other_unit", "H", "is in 'cases', but its indicator is measured in 'percent of residents'"),
        ({"value": 49, "unit": "points"}, "value_in_other_unit", "I", "is in 'points'"),
        ({"value": 130}, "value_outside_scale", "H", "130 is not on the scale of the indicator (0 to 100)"),
        ({"value": "49,5", "unit": ""}, None, "", ""),
        ({"value": 49, "indicator_id": "nowhere"}, "owner_not_in_workbook", "B", "'nowhere' is the code of no row on the sheet Indicators"),
        ({"value": 49, "indicator_id": ""}, "row_without_code", "B", "no indicator_id"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_right_is_left_out(read, template, cells, code, column, what) -> None:
    edits = put(template, MEASUREMENTS, FIRST, observed_on=DAY, **cells)
    edits += put(template, MEASUREMENTS, FIRST + 1, observed_on=DAY, value=55)
    filled, told = read(write_on_grids(template, edits))
    if code is None:  # what a number is, is checked as for any file
        assert (told, len(filled.rows[MEASUREMENTS])) == ([], 2)
        return
    assert [row["value"] for row in rows_of(filled, MEASUREMENTS)] == ["55"]
    assert summarise(told) == [(code, f"sheet 'Values', cell {column}{FIRST}")]
    assert what in told[0].what
    assert told[0].how_to_fix


def test_two_values_on_one_day_are_told_and_neither_is_read(read, template) -> None:
    for value, codes in ((47.0, ["strategy_row_twice"]), (48.0, [])):
        cells = {
            "indicator_id": BELONGING,
            "observed_on": date(2025, 1, 1),
            "value": value,
            "note": "'- by post",
            "unit": "percent of residents",
        }
        filled, told = read(write_on_grids(template, put(template, MEASUREMENTS, FREE_VALUE, **cells)))
        assert [each.code for each in told] == codes
        assert filled.rows[MEASUREMENTS] == []
    cells["value"] = 47.0
    _, told = read(write_on_grids(template, put(template, MEASUREMENTS, FREE_VALUE, **cells)))
    assert told[0].location == f"sheet 'Values', cell B{FREE_VALUE}"
    assert f"'{BELONGING} 2025-01-01' is here and in sheet 'Values', cell B8" in told[0].what


def test_an_indicator_that_was_filed_and_is_gone_stays_and_is_told(read, template) -> None:
    filled, told = read(change(template, "Indicators", remove_row(FIRST)))
    assert summarise(told) == [("strategy_row_removed", "sheet 'Indicators'")]
    assert f"The row '{BELONGING}' was on this sheet" in told[0].what
    assert "Nothing is taken back" in told[0].how_to_fix
    assert filled.problems[0].subject == Subject(INDICATORS, BELONGING, None)
    assert (filled.problems[0].city_code, filled.problems[0].cycle) == ("xa-alba", None)


def test_values_of_an_indicator_that_is_gone_are_still_taken(read, template) -> None:
    sheets = write_on_grids(template, put(template, MEASUREMENTS, FIRST, observed_on=DAY, value=49.5))
    filled, _ = read([grid for grid in sheets if grid.name not in ("Indicators", "Strategies")])
    assert [row["value"] for row in rows_of(filled, MEASUREMENTS)] == ["49.5"]
    assert filled.problems == [], "sheets may be left out"


@pytest.mark.parametrize(
    ("cells", "code", "what"),
    [
        ({"library_code": "Happiness of cats"}, "library_code_unknown", "'Happiness of cats' is no indicator of the library"),
        ({"kind": "miracle"}, "value_not_accepted", "'miracle' is not accepted"),
        ({"wanted_direction": "sideways"}, "value_not_accepted", "'sideways'"),
        ({"unit": "cases"}, "unit_changed", "The unit was 'percent of residents' and is now 'cases'"),
        ({"target_value": 160}, "value_outside_scale", "160 is not on the scale"),
        ({"strategy_id": "elsewhere"}, "owner_not_in_workbook", "on the sheet Strategies"),
        ({"strategy_id": ""}, "value_missing", "is empty"),
    ],
)  # fmt: skip
def test_an_indicator_that_cannot_be_understood_is_left_out(read, template, cells, code, what) -> None:
    edits = [*put(template, INDICATORS, FIRST, **cells), *put(template, INDICATORS, FIRST + 1, name="Trust in others")]
    filled, told = read(write_on_grids(template, edits))
    assert [row["indicator_id"] for row in rows_of(filled, INDICATORS)] == [TRUST]
    assert [each.code for each in told] == [code]
    assert what in told[0].what
    assert told[0].location.startswith("sheet 'Indicators', cell ")


def test_the_unit_of_an_indicator_without_values_may_change(read, template) -> None:
    filled, told = read(write_on_grids(template, put(template, INDICATORS, FIRST + 1, unit="percent of places")))
    assert told == []
    assert [row["unit"] for row in rows_of(filled, INDICATORS)] == ["percent of places"]


def test_a_formula_counts_by_the_value_beside_it(read, template) -> None:
    sheet = next(sheet for sheet in find_sheets(template) if sheet.mark.kind == MEASUREMENTS)
    column = sheet.columns["value"]
    edits = put(template, MEASUREMENTS, FIRST, observed_on=DAY, value=49.5)
    told_by = {}
    for text in ("49.5", Unvalued("")):

        def calculate(grid, text=text) -> None:
            grid.formulas.add((FIRST, column))
            grid.rows[FIRST][column] = text

        filled, told = read(change(write_on_grids(template, edits), "Values", calculate))
        told_by[summarise(told)[0]] = len(filled.rows[MEASUREMENTS])
    place = f"sheet 'Values', cell H{FIRST}"
    assert told_by == {("formula_value_used", place): 1, ("formula_without_value", place): 0}


def test_a_column_that_is_gone_gives_no_half_rows(read, template) -> None:
    sheet = next(sheet for sheet in find_sheets(template) if sheet.mark.kind == MEASUREMENTS)
    edits = put(template, MEASUREMENTS, FIRST, observed_on=DAY, value=49.5)
    filled, told = read(change(write_on_grids(template, edits), "Values", put_text(1, sheet.columns["note"], "")))
    assert [each.code for each in told] == ["sheet_column_missing", "content_outside_columns"]
    assert filled.rows[MEASUREMENTS] == []


def test_what_was_handed_out_may_be_tampered_with(read, template) -> None:
    """Without it every row is new; nothing is lost and nothing is removed."""
    hidden = next(grid for grid in template if grid.name == "filed")
    for edit in (put_text(2, 4, "many"), put_text(2, 3, "x"), put_text(2, 2, "answers")):
        filled, told = read(change(template, "filed", edit))
        assert [each.code for each in told] == []
        assert [row["revision"] for row in rows_of(filled, STRATEGIES)] == ["1"]
    filled, told = read([grid for grid in template if grid is not hidden])
    assert told == []
    assert [len(filled.rows[kind]) for kind in OF_STRATEGY] == [len(ROWS[kind]) for kind in OF_STRATEGY]


def test_a_huge_sheet_is_refused_with_its_bound(template, monkeypatch) -> None:
    monkeypatch.setattr("assets.intake.grids.MAX_CELLS", 1_000)
    reading = check_file("strategy.xlsx", make_template())
    assert reading.is_refused
    assert [problem.code for problem in reading.problems] == ["workbook_too_many_cells"]
    assert MAX_CELLS > 1_000


def test_many_faults_are_told_in_bounded_number(template) -> None:
    from support.filled_files import fill_file

    edits = [
        edit
        for row in range(FREE_VALUE, FREE_VALUE + 100)
        for edit in put(
            template, MEASUREMENTS, row, indicator_id=BELONGING, observed_on=DAY, group_code=f"g{row}", value=900
        )
    ]
    edits += put(template, MEASUREMENTS, FIRST, observed_on=DAY, value=900)
    reading = check_file("strategy.xlsx", fill_file(make_template(), edits))
    assert [problem.code for problem in reading.problems[-2:]] == ["value_outside_scale", "further_problems"]
    assert len(reading.problems) == 101


def test_check_names_headings_of_the_workbook_and_the_city(template) -> None:
    from support.filled_files import fill_file

    edits = put(template, MEASUREMENTS, FIRST, observed_on="soon", value=49)
    reading = check_file("strategy.xlsx", fill_file(make_template("fr"), [("Valeurs", *edit[1:]) for edit in edits]))
    (remark,) = tell_reading(reading).remarks
    assert "Jour de la valeur" in remark.what
    assert remark.place.find("cell") == f"G{FIRST}"
    assert remark.problem.city_code == "xa-alba"
    assert list(reading.list_cells("city_code")) == ["xa-alba"] * 3


def test_targets_of_groups_are_read(read, template) -> None:
    cells = {"indicator_id": BELONGING, "group_code": "men", "target_on": date(2030, 1, 1), "target_value": 64}
    filled, told = read(write_on_grids(template, put(template, TARGETS, FIRST + 2, **cells)))
    assert told == []
    assert [row["group_code"] for row in rows_of(filled, TARGETS)] == ["men"]


def test_a_workbook_of_another_city_gives_nothing_to_this_one(read, template) -> None:
    from assets.questionnaire.earlier import City
    from assets.strategies.filed import Filed
    from assets.strategies.handout import make_strategy

    other = read_grids(make_strategy(2026, City("xa-bela", "Bela"), Filed()).content).grids
    values = [grid for grid in template if grid.name == "Values"]
    filled, told = read([*(grid for grid in other if grid.name != "Values"), *values])
    assert [each.code for each in told] == ["sheet_of_other_workbook"]
    assert filled.rows[MEASUREMENTS] == []
