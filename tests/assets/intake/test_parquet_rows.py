"""Rows of Parquet files of any type of column, and files that are damaged or too large."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

CITY = {"city_code": ["no-bergen"], "city_name": ["Bergen"], "country_iso2": ["NO"]}


def write(columns: dict, **options) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("column", "cells", "taken"),
    [
        ("city_name", pa.array(["Bergen"], pa.large_string()), "Bergen"),
        ("city_name", pa.array(["Bergen"], pa.string_view()), "Bergen"),
        ("city_name", pa.array(["Bergen"]).dictionary_encode(), "Bergen"),
        ("population", pa.array([280000], pa.int64()), "280000"),
        ("population", pa.array([280000.0]), "280000"),
        ("population", pa.array([None], pa.int32()), None),
        ("foreign_born_pct", pa.array([17.25]), "17.25"),
        ("foreign_born_pct", pa.array([0.1], pa.float32()), "0.1"),
        ("foreign_born_pct", pa.array([Decimal("17.250")]), "17.25"),
        ("joined_on", pa.array([date(2024, 5, 31)]), "2024-05-31"),
        ("joined_on", pa.array([datetime(2024, 5, 31)]), "2024-05-31"),
        ("joined_on", pa.array([datetime(2024, 5, 31, tzinfo=UTC)]), "2024-05-31"),
        ("joined_on", pa.array(["2024-05-31"]), "2024-05-31"),
        ("publish", pa.array([False]), "no"),
        ("network_codes", pa.array([["b", "a"]]), "a|b"),
        ("network_codes", pa.array([[1, 2]]), "1|2"),
        ("network_codes", pa.array([[]], pa.list_(pa.string())), None),
    ],
)
def test_columns_of_any_type(read, column, cells, taken) -> None:
    tables, tickets = read(write({**CITY, column: cells}))
    assert tickets == []
    assert tables["cities"][column].tolist() == [taken]
    assert tables["cities"][["source_row", "source_sheet"]].values.tolist() == [[1, None]]


@pytest.mark.parametrize(
    ("column", "cells", "code", "shown"),
    [
        ("joined_on", pa.array([45443]), "value_wrong_type", "'45443'"),
        ("joined_on", pa.array([datetime(2024, 5, 31, 9)]), "value_wrong_type", "'2024-05-31 09:00:00'"),
        ("population", pa.array([date(2024, 5, 31)]), "date_not_expected", "(2024-05-31)"),
        ("population", pa.array([float("nan")]), "value_wrong_type", "'nan'"),
        ("region_name", pa.array([["a"]]), "value_wrong_type", "'a'"),
        ("network_codes", pa.array([["a|b"]]), "value_wrong_type", "'a list"),
        ("network_codes", pa.array([["a", None]]), "value_wrong_type", "'a list"),
        ("region_name", pa.array([{"a": 1}]), "value_wrong_type", "'a value of type struct"),
        ("region_name", pa.array([b"x"]), "value_wrong_type", "'a value of type binary"),
    ],
)
def test_cells_that_are_something_else_are_told(read, column, cells, code, shown) -> None:
    tables, [ticket] = read(write({**CITY, column: cells}))
    assert tables["cities"].empty
    assert (ticket.code, ticket.location) == (code, f"row 1, column {column}")
    assert shown in ticket.what


def test_other_columns_are_told_by_name_alone(read, monkeypatch) -> None:
    monkeypatch.setattr("assets.intake.parquet_rows.BATCH", 1)
    many = {name: cells * 3 for name, cells in CITY.items()}
    tables, [ticket] = read(write({**many, "mayor": ["N. N."] * 3}))
    assert tables["cities"]["source_row"].tolist() == [1, 2, 3]
    assert (ticket.code, "mayor" in ticket.what) == ("unknown_column", True)


def test_a_file_without_rows_or_known_columns(read) -> None:
    tables, tickets = read(write({name: pa.array([], pa.string()) for name in CITY}))
    assert (tables["files"]["kind"].tolist(), tickets) == (["cities"], [])
    assert [ticket.code for ticket in read(write({"tree": ["oak"]}))[1]] == ["kind_not_recognised"]


def test_a_doubled_column_is_told(read) -> None:
    out = io.BytesIO()
    names = [*CITY, "city_name "]
    pq.write_table(pa.Table.from_arrays([pa.array(["x"])] * 4, names), out)
    assert [ticket.code for ticket in read(out.getvalue())[1]] == ["duplicate_column"]


def test_damaged_files_are_told(read) -> None:
    content = write(CITY)
    for damaged in (content[:20], content[:-4], b"PAR1" + bytes(80) + b"PAR1"):
        _, [ticket] = read(damaged)
        assert ticket.code == "parquet_not_readable"
        assert ticket.what.startswith("The Parquet file cannot be read: ")


def test_every_changed_byte_gives_rows_or_a_ticket(read) -> None:
    content = write(CITY, compression="none")
    for place in range(4, len(content), 23):
        changed = bytearray(content)
        changed[place] ^= 0x55
        tables, tickets = read(bytes(changed))
        assert tickets or len(tables["cities"]) == 1


def test_texts_that_are_no_text_are_told(read) -> None:
    content = write(CITY, compression="none").replace(b"Bergen", b"Berg\xffn")
    _, [ticket] = read(content)
    assert ticket.code == "parquet_not_readable"


def test_bounds_hold(read, monkeypatch) -> None:
    content = write({name: cells * 3 for name, cells in CITY.items()})
    monkeypatch.setattr("assets.intake.parquet_rows.MAX_ROWS", 2)
    assert [ticket.code for ticket in read(content)[1]] == ["too_many_rows"]
    monkeypatch.setattr("assets.intake.parquet_rows.MAX_ROWS", 3)
    monkeypatch.setattr("assets.intake.parquet_rows.MAX_UNPACKED", 100)
    _, [ticket] = read(content)
    assert (ticket.code, "at most 100 bytes" in ticket.what) == ("zip_too_large", True)


def test_one_text_in_many_rows_is_counted_as_often_as_it_stands_there(read, monkeypatch) -> None:
    content = write({name: pa.array(cells * 3000).dictionary_encode() for name, cells in CITY.items()})
    monkeypatch.setattr("assets.intake.parquet_rows.MAX_UNPACKED", 10_000)
    _, [ticket] = read(content)
    assert (ticket.code, "at most 10,000 characters" in ticket.what) == ("zip_too_large", True)
