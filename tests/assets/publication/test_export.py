"""Exports: ordered, the same bytes twice, safe to open in a spreadsheet, and described as they are."""

from __future__ import annotations

import csv

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.publication.data_package import describe_package
from assets.publication.export import export_table
from assets.schema import Column, Table

NOTES = Table(
    "notes",
    "Notes. Grain: one row per note_id.",
    (
        Column("note_id", "varchar", "Code of the note"),
        Column("score", "double", "", {}),
        Column("text", "varchar", "What it says", {"free_text": True}),
    ),
    meta={"key": ["note_id"], "audience": "public"},
)


@pytest.fixture
def connection():
    connection = duckdb.connect()
    connection.execute("create schema marts")
    connection.execute("create table marts.notes (note_id varchar, score double, text varchar)")
    yield connection
    connection.close()


def read_csv(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_are_ordered_by_key(connection, tmp_path) -> None:
    connection.execute("insert into marts.notes values ('b', 1.5, 'x'), ('a', null, null)")
    exported = export_table(connection, "marts", NOTES, tmp_path, "data")
    assert exported.rows == 2
    assert read_csv(tmp_path / exported.csv_path) == [
        {"note_id": "a", "score": "", "text": ""},
        {"note_id": "b", "score": "1.5", "text": "x"},
    ]
    assert list(pd.read_parquet(tmp_path / exported.parquet_path)["note_id"]) == ["a", "b"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_text_that_a_spreadsheet_would_run_is_guarded(connection, tmp_path, start) -> None:
    connection.execute("insert into marts.notes values ('-n', -1.5, ?)", [f"{start}1+1"])
    exported = export_table(connection, "marts", NOTES, tmp_path, "data")
    row = read_csv(tmp_path / exported.csv_path)[0]
    assert row == {"note_id": "-n", "score": "-1.5", "text": f"'{start}1+1"}, "codes and numbers stay as they are"
    assert pd.read_parquet(tmp_path / exported.parquet_path)["text"][0] == f"{start}1+1", "Parquet keeps text"


@given(st.lists(st.tuples(st.text(max_size=5), st.floats(allow_nan=False), st.text(max_size=20)), max_size=20))
def test_the_same_rows_give_the_same_bytes(tmp_path_factory, rows) -> None:
    rows = list({key: (key, score, text) for key, score, text in rows if "\x00" not in key + text}.values())
    folders = []
    for order in (rows, rows[::-1]):
        connection = duckdb.connect()
        connection.execute("create schema marts")
        connection.execute("create table marts.notes (note_id varchar, score double, text varchar)")
        if order:
            connection.executemany("insert into marts.notes values (?, ?, ?)", order)
        folder = tmp_path_factory.mktemp("export")
        export_table(connection, "marts", NOTES, folder, "data")
        folders.append(folder)
    for name in ("notes.csv", "notes.parquet"):
        first, second = ((folder / "data" / name).read_bytes() for folder in folders)
        assert first == second


def test_the_package_describes_what_was_written(connection, tmp_path) -> None:
    connection.execute("insert into marts.notes values ('a', 1, 'x')")
    exported = export_table(connection, "marts", NOTES, tmp_path, "data")
    package = describe_package("name", "Title", "Statement", "2020-abc", [exported])
    resource = package["resources"][0]
    assert package["version"] == "2020-abc"
    assert (resource["name"], resource["path"], resource["rows"]) == ("notes", "notes.csv", 1)
    assert resource["schema"]["primaryKey"] == ["note_id"]
    assert resource["schema"]["fields"] == [
        {
            "name": "note_id",
            "type": "string",
            "description": "Code of the note",
            "constraints": {"required": True},
        },
        {"name": "score", "type": "number"},
        {"name": "text", "type": "string", "description": "What it says"},
    ]
