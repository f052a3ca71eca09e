"""Workbooks in both formats: sheets become tables, each cell is found again, and what is odd about a cell is told."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from support.workbooks import write_ods, write_xlsx

from assets.intake.reading import check_file

WRITERS = pytest.mark.parametrize("write", [write_xlsx, write_ods], ids=["xlsx", "ods"])
ANSWERS = ["cycle", "city_code", "submission_id", "submission_version", "question_code", "option_codes", "answered_on"]
CITIES = ["city_code", "city_name", "country_iso2", "population", "publish", "foreign_born_pct", "joined_on"]
BERGEN = ["no-bergen", "Bergen", "NO"]


@WRITERS
def test_several_kinds_in_one_workbook(read, write) -> None:
    tables, tickets = read(
        write(
            {
                "About": [["Thank you for filling in."]],
                "Register": [CITIES, [*BERGEN, 280000, True, 17.25, date(2008, 1, 1)]],
                "Answers": [ANSWERS, [2024, "no-bergen", "culture", 1.0, "EDU1", "yes|no", date(2024, 5, 31)]],
                "Empty": [],
            }
        )
    )
    assert [(ticket.code, ticket.location) for ticket in tickets] == [("sheet_not_used", "sheet 'About'")]
    city, answer = tables["cities"].iloc[0], tables["answers"].iloc[0]
    assert city[CITIES].tolist() == [*BERGEN, "280000", "yes", "17.25", "2008-01-01"]
    assert answer[ANSWERS].tolist() == ["2024", "no-bergen", "culture", "1", "EDU1", "no|yes", "2024-05-31"]
    assert (city["source_sheet"], city["source_row"]) == ("Register", 2)
    assert (answer["source_sheet"], answer["source_row"]) == ("Answers", 2)
    assert tables["files"][["kind", "rows_read", "rows_taken"]].values.tolist() == [["cities|answers", 2, 2]]


@WRITERS
def test_rows_keep_their_numbers_below_titles_and_between_empty_ones(read, write) -> None:
    rows = [["Cities 2024"], [], [None, *CITIES[:3]], [], [None, *BERGEN], [" "], [None, "no-oslo", "Oslo", "no"]]
    tables, [ticket] = read(write({"Cities & places": rows}))
    assert tables["cities"]["source_row"].tolist() == [5]
    assert ticket.location == "sheet 'Cities & places', cell D7"
    assert ticket.what == "'no' in country_iso2 has the wrong form."


@WRITERS
def test_a_sheet_of_no_kind_is_an_error_only_where_no_other_is_of_one(read, write) -> None:
    strange = [["tree", "height"], ["oak", 20]]
    _, [ticket] = read(write({"Trees": strange}))
    assert (ticket.code, ticket.location) == ("kind_not_recognised", "sheet 'Trees', header")
    assert ticket.what == "The columns fit no kind of file that is known. Found: height, tree."
    _, [ticket] = read(write({"Trees": strange, "Cities": [CITIES[:3], BERGEN]}))
    assert (ticket.code, ticket.location) == ("sheet_not_used", "sheet 'Trees'")
    assert ticket.what == "The sheet is no table of a known kind; it is kept, but its content is not used."


@WRITERS
def test_a_sheet_that_lacks_a_column_does_not_hold_up_the_others(read, write) -> None:
    tables, tickets = read(write({"Cities": [CITIES[:3], BERGEN], "Answers": [ANSWERS[1:], ["no-bergen"]]}))
    assert [(ticket.code, ticket.location) for ticket in tickets] == [("missing_column", "sheet 'Answers', header")]
    assert len(tables["cities"]) == 1
    assert tables["files"][["rows_read", "rows_taken"]].values.tolist() == [[2, 1]]


@WRITERS
def test_a_doubled_column_refuses_its_sheet_alone(read, write) -> None:
    tables, [ticket] = read(write({"Twice": [[*CITIES[:3], "city_name"], BERGEN], "Once": [CITIES[:3], BERGEN]}))
    assert (ticket.code, ticket.location) == ("duplicate_column", "sheet 'Twice', header")
    assert tables["cities"]["source_sheet"].tolist() == ["Once"]


@WRITERS
def test_columns_without_a_name_are_told_by_their_letters(read, write) -> None:
    _, [ticket] = read(write({"Cities": [[*CITIES[:3], None, None], [*BERGEN, None, "stray"]]}))
    assert ticket.code == "unknown_column"
    assert ticket.what.startswith("The column E (without a name) is not part")


@WRITERS
def test_a_workbook_without_content_is_empty(read, write) -> None:
    assert [ticket.code for ticket in read(write({"Sheet1": [], "Sheet2": [[None], [" "]]}))[1]] == ["file_empty"]


@WRITERS
@pytest.mark.parametrize(
    ("column", "cell", "taken"),
    [
        ("joined_on", 45443, "2024-05-31"),
        ("joined_on", "2024-05-31", "2024-05-31"),
        ("joined_on", date(2024, 5, 31), "2024-05-31"),
        ("joined_on", datetime(2024, 5, 31, 0, 0), "2024-05-31"),
        ("population", "280000", "280000"),
        ("population", 280000.0, "280000"),
        ("foreign_born_pct", 0.1, "0.1"),
        ("foreign_born_pct", "17.5", "17.5"),
        ("publish", False, "no"),
        ("publish", "yes", "yes"),
        ("region_name", 5, "5"),
        ("region_name", 1.5, "1.5"),
        ("region_name", "a\nb  c\td", "a\nb  c\td"),
        ("region_name", "_x000D_ & <b>", "_x000D_ & <b>"),
    ],
)
def test_cells_become_what_their_column_needs(read, write, column, cell, taken) -> None:
    tables, tickets = read(write({"Cities": [[*CITIES[:3], column], [*BERGEN, cell]]}))
    assert tickets == []
    assert tables["cities"][column].tolist() == [taken]


@WRITERS
@pytest.mark.parametrize(
    ("column", "cell", "code", "what"),
    [
        ("joined_on", 2024, "value_wrong_type", "'2024' in joined_on is not a date like 2024-05-31."),
        ("joined_on", 45443.5, "value_wrong_type", "'45443.5' in joined_on is not a date like 2024-05-31."),
        ("joined_on", datetime(2024, 5, 31, 9, 30), "value_wrong_type", "'2024-05-31 09:30:00' in joined_on is not a date like 2024-05-31."),
        ("joined_on", True, "value_wrong_type", "'yes' in joined_on is not a date like 2024-05-31."),
        ("population", 1.5, "value_wrong_type", "'1.5' in population is not a whole number."),
        ("population", True, "value_wrong_type", "'yes' in population is not a whole number."),
        ("publish", 1, "value_not_accepted", "'1' is not accepted in publish."),
        (
            "population", date(2024, 5, 31), "date_not_expected",
            "The cell population holds a date or a time (2024-05-31); expected is a whole number.",
        ),
        (
            "region_name", date(2024, 5, 31), "date_not_expected",
            "The cell region_name holds a date or a time (2024-05-31); expected is text.",
        ),
    ],
)  # fmt: skip
def test_cells_that_are_something_else_are_told(read, write, column, cell, code, what) -> None:
    tables, [ticket] = read(write({"Cities": [[*CITIES[:3], column], [*BERGEN, cell]]}))
    assert (ticket.code, ticket.location, ticket.what) == (code, "sheet 'Cities', cell D2", what)
    assert tables["cities"].empty


@WRITERS
def test_a_typed_date_is_taken_where_a_text_may_be_one(read, write) -> None:
    tables, tickets = read(write({"S": [["result_id", "report_date"], ["a", date(2017, 5, 31)], ["b", 2017]]}))
    assert tickets == []
    assert tables["published_scores"]["report_date"].tolist() == ["2017-05-31", "2017"]


def test_names_of_sheets_are_shown_and_told_apart() -> None:
    rows = [CITIES[:3], BERGEN]
    content = write_ods({"a\u202eb": rows, "": rows, "x": rows})
    content_twice = write_ods({"x" * 300: rows, "x" * 301: rows})
    assert [part.sheet for part in check_file("f", content).parts] == ["a·b", "number 2", "x"]
    first, second = (part.sheet for part in check_file("f", content_twice).parts)
    assert second == f"{first} (2)"


@WRITERS
def test_too_many_cells_refuse_the_workbook(read, write, monkeypatch) -> None:
    content = write({"Cities": [CITIES[:3], BERGEN]})
    monkeypatch.setattr("assets.intake.grids.MAX_CELLS", 6)
    assert read(content)[1] == []
    monkeypatch.setattr("assets.intake.grids.MAX_CELLS", 5)
    _, [ticket] = read(content)
    assert (ticket.code, ticket.what) == ("workbook_too_many_cells", "The workbook has more than 5 cells with content.")


@WRITERS
def test_too_many_characters_refuse_the_workbook(read, write, monkeypatch) -> None:
    content = write({"Cities": [CITIES[:3], BERGEN]})
    monkeypatch.setattr("assets.intake.grids.MAX_UNPACKED", 40)
    _, [ticket] = read(content)
    assert ticket.code == "file_too_large"
