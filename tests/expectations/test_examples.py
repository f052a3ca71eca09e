"""Where failing rows are, in words: file and row first, shortened, and nothing that cannot be seen."""

from __future__ import annotations

import duckdb
import pandas as pd

from assets.intake.bounds import MAX_QUOTED
from expectations.bridge import run_checks
from expectations.checks import Check
from expectations.examples import COLUMNS, SHOWN, describe_row, describe_rows, find_examples
from expectations.raw import CHECKS


def test_a_row_is_named_by_file_sheet_and_row() -> None:
    row = {
        "source_file": "a.xlsx",
        "source_sheet": "Answers",
        "source_row": 7,
        "city_code": "xa-alba",
        "score": float("nan"),
    }
    assert describe_row(row) == "a.xlsx, sheet Answers, row 7 (city_code xa-alba)"
    assert describe_row({"source_file": "a.csv", "source_sheet": None, "source_row": 7.0}) == "a.csv, row 7"
    assert describe_row({"city_code": "xa-alba", "cycle": 2025}) == "city_code xa-alba, cycle 2025"
    assert describe_row({"score": None, "rank": pd.NA, "note": ""}) == ""


def test_what_is_said_is_bounded_and_can_be_seen() -> None:
    row = {"source_file": "a\u202e\n.csv" + "x" * 1000} | {f"c{number}": number for number in range(1, 40)}
    text = describe_row(row)
    assert text.startswith("a··.csv")
    assert len(text) < MAX_QUOTED + 20 * COLUMNS
    rows = [{"city_code": f"xa-{number % 50}"} for number in range(100)]
    assert describe_rows(rows).count(";") == SHOWN - 1
    assert describe_rows(rows[:1] * 3) == "city_code xa-0"


def test_failing_rows_are_found_by_sql() -> None:
    with duckdb.connect() as connection:
        sql = "select 'a.csv' as source_file, i as source_row from range(2, 100) as r(i) -- the end"
        assert find_examples(connection, sql).startswith("a.csv, row 2; a.csv, row 3")


def test_the_gate_on_raw_names_file_and_row(tmp_path) -> None:
    with duckdb.connect() as connection:
        connection.execute("create schema raw")
        connection.execute("create table raw.files as select 'f1' as source_sha256, 'a.csv' as source_file")
        connection.execute(
            "create table raw.cities (city_code varchar, revision varchar, source_sha256 varchar, source_file varchar, source_sheet varchar, source_row bigint)"
        )
        connection.execute(
            "insert into raw.cities values ('xa-alba', '1', 'f1', 'a.csv', null, 2), (null, '1', 'f1', 'a.csv', null, 3), ('xa-b', '1', 'f9', 'b.csv', null, 4)"
        )
        checks = [check for check in CHECKS if check.table == "cities" and check.located]
        results = {result.check_name: result for result in run_checks("raw", checks, connection, tmp_path)}
    assert results["every_row_of_cities_has_its_key"].examples == "a.csv, row 3"
    assert results["every_row_of_cities_knows_its_file"].where == "Found in: b.csv, row 4."


def test_a_check_without_a_place_names_the_rows_it_looked_at(tmp_path) -> None:
    rows = "select 'a.csv' as source_file, 0.1 as share_taken union all select 'b.csv', 1.0"
    check = Check(
        "raw",
        "files",
        "most_are_taken_in",
        "ExpectColumnValuesToBeBetween",
        {"column": "share_taken", "min_value": 0.9},
        "x",
        rows=rows,
    )
    none = Check(
        "raw", "files", "there_are_none", "ExpectTableRowCountToEqual", {"value": 0}, "x", rows=rows + " order by 1"
    )
    with duckdb.connect() as connection:
        found = {each.check_name: each for each in run_checks("raw", [check, none], connection, tmp_path)}
    assert found["most_are_taken_in"].examples == "a.csv (share_taken 0.1)"
    assert found["there_are_none"].examples == "a.csv (share_taken 0.1); b.csv (share_taken 1.0)"
