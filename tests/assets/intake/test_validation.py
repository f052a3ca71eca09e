"""Each rule of a column with a cell that must pass and one that must not; a bad cell costs its row, no other."""

from __future__ import annotations

import pytest

from assets.intake.problems import Subject, ticket_kinds
from assets.intake.row_checks import name_row
from assets.intake.validation import CHECKS, check_cell
from assets.schema import Column, file_kinds

DECIMALS = "a number with a point before the decimals"
PLACE = "<iso2>-<slug> in lower case, e.g. no-bergen"


@pytest.mark.parametrize(
    ("column", "given", "taken"),
    [
        ("city_name", " Bergen\t", "Bergen"),
        ("city_name", "Ber\r\ngen", "Ber\ngen"),
        ("city_name", "x" * 200, "x" * 200),
        ("city_name", "\u05d7\u05d9\u05e4\u05d4\u200f", "\u05d7\u05d9\u05e4\u05d4\u200f"),
        ("region_name", " ", None),
        ("unit_kind", "", "city"),
        ("unit_kind", "island", "island"),
        ("revision", "", "1"),
        ("revision", "0002", "2"),
        ("population", "280000.0", "280000"),
        ("population", "", None),
        ("population_year", "1900", "1900"),
        ("population_year", "2200", "2200"),
        ("latitude", "-90", "-90.0"),
        ("latitude", "+6.039e1", "60.39"),
        ("latitude", "-0.0", "0.0"),
        ("foreign_born_pct", ".5", "0.5"),
        ("joined_on", "2024-02-29", "2024-02-29"),
        ("publish", "TRUE", "yes"),
        ("publish", "No", "no"),
        ("publish", "", "yes"),
        ("network_codes", " b | a||b ", "a|b"),
        ("network_codes", "|", None),
    ],
)
def test_good_cells_become_canonical(read, to_csv, city, column, given, taken) -> None:
    tables, tickets = read(to_csv(city(**{column: given})))
    assert tickets == []
    assert tables["cities"][column].tolist() == [taken]


@pytest.mark.parametrize(
    ("column", "given", "what", "how_to_fix"),
    [
        ("city_name", " ", "The cell city_name is empty; it may not be.", "Fill in city_name (text)."),
        ("city_code", "", "The cell city_code is empty; it may not be.", f"Fill in city_code ({PLACE})."),
        ("city_code", "Bergen", "'Bergen' in city_code has the wrong form.", f"Write {PLACE}."),
        ("city_code", "no-../../etc", "'no-../../etc' in city_code has the wrong form.", f"Write {PLACE}."),
        ("city_code", "..\\no-oslo", "'..\\no-oslo' in city_code has the wrong form.", f"Write {PLACE}."),
        ("country_iso2", "no", "'no' in country_iso2 has the wrong form.", "Write two capital letters, e.g. NO."),
        (
            "city_name",
            "x" * 201,
            "The text in city_name has 201 characters; at most 200 are taken in.",
            "Shorten the text; link to longer documents instead.",
        ),
        (
            "city_name",
            "Ber\x07gen",
            "The text in city_name holds control characters, which cannot be seen: 'Ber·gen'.",
            "Type the text again, or paste it as plain text.",
        ),
        (
            "city_name",
            "Ber\u202engen",
            "The text in city_name holds invisible characters that turn the direction of writing: 'Ber·ngen'.",
            "Type the text again, or paste it as plain text; texts in Arabic or Hebrew letters do not need them.",
        ),
        (
            "unit_kind",
            "town",
            "'town' is not accepted in unit_kind.",
            "Write one of: city, district, region, island.",
        ),
        ("publish", "ja", "'ja' is not accepted in publish.", "Write one of: yes, no."),
        (
            "population",
            "2,014",
            "'2,014' in population is not a whole number.",
            "Write a whole number in population.",
        ),
        (
            "population",
            "2014.5",
            "'2014.5' in population is not a whole number.",
            "Write a whole number in population.",
        ),
        (
            "population",
            "-1",
            "-1 in population is outside of what is possible (0 to 100000000).",
            "Check the number; possible is 0 to 100000000.",
        ),
        (
            "population_year",
            "2201",
            "2201 in population_year is outside of what is possible (1900 to 2200).",
            "Check the number; possible is 1900 to 2200.",
        ),
        ("latitude", "60,39", f"'60,39' in latitude is not {DECIMALS}.", f"Write {DECIMALS} in latitude."),
        ("latitude", "nan", f"'nan' in latitude is not {DECIMALS}.", f"Write {DECIMALS} in latitude."),
        ("latitude", "1e999", f"'1e999' in latitude is not {DECIMALS}.", f"Write {DECIMALS} in latitude."),
        ("latitude", "٤٢", f"'٤٢' in latitude is not {DECIMALS}.", f"Write {DECIMALS} in latitude."),
        (
            "joined_on",
            "31.5.2024",
            "'31.5.2024' in joined_on is not a date like 2024-05-31.",
            "Write a date like 2024-05-31 in joined_on.",
        ),
        (
            "joined_on",
            "2023-02-29",
            "'2023-02-29' in joined_on is not a date like 2024-05-31.",
            "Write a date like 2024-05-31 in joined_on.",
        ),
    ],
)
def test_a_bad_cell_costs_its_row_only(read, to_csv, city, column, given, what, how_to_fix) -> None:
    tables, [ticket] = read(to_csv(city(city_code="no-oslo"), city(**{column: given}), city(city_code="fi-turku")))
    assert tables["cities"]["city_code"].tolist() == ["no-oslo", "fi-turku"]
    assert tables["cities"]["source_row"].tolist() == [2, 4]
    assert ticket.location == f"row 3, column {column}"
    assert (ticket.what, ticket.how_to_fix) == (what, how_to_fix)


def test_every_bad_cell_of_a_row_is_told(read, to_csv, city) -> None:
    tables, tickets = read(to_csv(city(population="many", publish="perhaps")))
    assert [ticket.location for ticket in tickets] == ["row 2, column population", "row 2, column publish"]
    assert tables["cities"].empty


def test_items_of_a_list_are_checked_one_by_one() -> None:
    column = Column("levels", "varchar", "", {"list": True, "values": ["local", "european"]})
    assert check_cell(column, "local|european|local") == ("european|local", None, {})
    _, code, values = check_cell(column, "local|municipal")
    assert (code, values["value"]) == ("value_not_accepted", "municipal")


def test_a_number_with_one_bound_says_so() -> None:
    assert check_cell(Column("spent", "double", "", {"min": 0}), "-1")[2]["limit"] == "0 or more"
    assert check_cell(Column("debt", "integer", "", {"max": 9}), "10")[2]["limit"] == "9 or less"


def test_a_line_break_at_the_end_of_a_pattern_does_not_pass() -> None:
    column = Column("code", "varchar", "", {"list": True, "pattern": "^[a-z]+$"})
    assert check_cell(column, "a|b")[1] is None
    assert check_cell(column, "a\nb")[1] == "value_wrong_form"


def test_a_table_of_the_contract_has_no_rule_that_intake_does_not_know() -> None:
    columns = [column for kind in file_kinds().values() for column in kind.columns]
    assert {column.data_type for column in columns} <= set(CHECKS)
    known = {
        "key", "required", "nullable", "default", "list", "values", "pattern", "format_hint", "min", "max",
        "max_length", "free_text", "dates", "above", "given_throughout",
    }  # fmt: skip
    assert {rule for column in columns for rule in column.meta} <= known
    for column in columns:
        if "default" in column.meta:
            default = str(column.meta["default"])
            assert check_cell(column, default) == (default, None, {})


@pytest.mark.parametrize("name", file_kinds())
def test_every_text_has_a_bound(name) -> None:
    for column in file_kinds()[name].columns:
        if column.data_type == "varchar":
            assert column.meta.get("max_length") or column.meta.get("values"), column.name


@pytest.mark.parametrize(
    ("kind", "cells", "named"),
    [
        ("answers", {"submission_id": "s", "submission_version": "2", "question_code": None}, ("s", 2)),
        ("answers", {"submission_id": None, "submission_version": None, "question_code": "Q1"}, (None, None)),
        ("reviews", {"review_id": "r", "review_version": "1", "question_code": "Q1"}, ("r", 1)),
        ("facts", {"fact_code": "population", "year": "2020", "revision": "3"}, ("population 2020", 3)),
        ("facts", {"fact_code": "population", "year": None, "revision": "3"}, (None, 3)),
        ("policy_grid", {"entry_id": "e", "revision": "1"}, ("e", 1)),
        ("cities", {"revision": "1"}, ("", 1)),
        (
            "measurements",
            {"indicator_id": "i", "observed_on": "2020-01-01", "group_code": None, "revision": "1"},
            ("i 2020-01-01 ", 1),
        ),
    ],
)
def test_a_row_is_named_by_what_a_later_file_can_replace(kind, cells, named) -> None:
    table = file_kinds()[kind]
    columns = {column.name: [cells.get(column.name)] for column in table.columns}
    assert name_row(table, columns, 0) == Subject(kind, *named)


def test_every_ticket_of_intake_has_a_severity() -> None:
    assert {kind["severity"] for kind in ticket_kinds().values()} == {"blocking", "error", "warning", "info"}
