"""The database for analysts: the rows of the Parquet files with their descriptions and keys, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from assets.publication.data_package import describe_package
from assets.publication.database import (
    DATABASE,
    DICTIONARY,
    RESOURCE,
    DatabaseFault,
    compare_database,
    make_database,
    write_database,
)
from assets.publication.export import export_table
from assets.publication.release import write_json
from assets.schema import Column, Table

CITIES = Table(
    "cities",
    "The city's register. Grain: one row per city_code.",
    (Column("city_code", "varchar", "Code of the city"), Column("city_name", "varchar", "Name")),
    meta={"key": ["city_code"]},
)
SCORES = Table(
    "scores",
    "Scores. Grain: one row per cycle and city_code.",
    (
        Column("cycle", "integer", "Year"),
        Column("city_code", "varchar", "Code of the city"),
        Column("score", "double", "0 to 100"),
    ),
    meta={"key": ["cycle", "city_code"], "references": [{"columns": ["city_code"], "table": "cities"}]},
)


@pytest.fixture
def data(tmp_path) -> Path:
    """Public data of two tables; the one that refers to the other is described first."""
    with duckdb.connect() as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.cities (city_code varchar, city_name varchar)")
        connection.execute("create table marts.scores (cycle integer, city_code varchar, score double)")
        connection.execute("insert into marts.cities values ('xb-birch', 'Birch'), ('xa-alba', null)")
        connection.execute("insert into marts.scores values (2020, 'xb-birch', 50.5), (2020, 'xa-alba', null)")
        exports = [export_table(connection, "marts", table, tmp_path, "data") for table in (SCORES, CITIES)]
    package = describe_package("name", "Title", "Statement", "2020-abc", exports)
    package["resources"].append(RESOURCE)
    write_json(tmp_path / "data" / "datapackage.json", package)
    return tmp_path / "data"


@pytest.fixture
def database(data):
    with duckdb.connect(str(make_database(data)), read_only=True) as connection:
        yield connection


def test_rows_are_those_of_the_files_in_their_order(database) -> None:
    assert database.execute("select * from cities").fetchall() == [("xa-alba", None), ("xb-birch", "Birch")]
    assert database.execute("select * from scores").fetchall() == [(2020, "xa-alba", None), (2020, "xb-birch", 50.5)]


def test_tables_and_columns_carry_their_descriptions(database) -> None:
    comments = dict(database.execute("select table_name, comment from duckdb_tables()").fetchall())
    assert comments["cities"] == "The city's register. Grain: one row per city_code. Key: city_code."
    assert comments["scores"] == "Scores. Grain: one row per cycle and city_code. Key: cycle, city_code."
    columns = database.execute("select comment from duckdb_columns() where table_name = 'scores' order by column_index")
    assert [row[0] for row in columns.fetchall()] == [
        "Year",
        "Code of the city; refers to cities.city_code",
        "0 to 100",
    ]


def test_the_dictionary_names_keys_and_references(database) -> None:
    rows = database.execute(f"select * from {DICTIONARY} where table_name = 'scores' order by position").fetchall()
    assert rows == [
        ("scores", 1, "cycle", "integer", True, None, "Year"),
        ("scores", 2, "city_code", "string", True, "cities.city_code", "Code of the city"),
        ("scores", 3, "score", "number", False, None, "0 to 100"),
    ]


def test_lists_have_their_keys_as_constraints_and_results_do_not(database) -> None:
    keys = database.execute(
        "select table_name, constraint_column_names from duckdb_constraints() where constraint_type = 'PRIMARY KEY'"
    )
    assert dict(keys.fetchall()) == {"cities": ["city_code"], DICTIONARY: ["table_name", "position"]}
    required = database.execute(
        "select column_name from duckdb_columns() where table_name = 'scores' and not is_nullable"
    )
    assert {row[0] for row in required.fetchall()} == {"cycle", "city_code"}


def test_it_is_compared_by_its_rows(data) -> None:
    make_database(data)
    assert compare_database(data) == []
    with duckdb.connect(str(data / DATABASE)) as connection:
        connection.execute("update scores set score = 51 where city_code = 'xb-birch'")
        connection.execute("create table notes (note varchar)")
    assert compare_database(data) == [
        f"{DATABASE} holds the table notes, which is not published.",
        f"{DATABASE}: the table scores differs from scores.parquet in 2 rows.",
    ]
    with duckdb.connect(str(data / DATABASE)) as connection:
        connection.execute("drop table scores")
    assert f"{DATABASE} lacks the table scores." in compare_database(data)


def test_a_file_that_is_missing_or_broken_is_named(data) -> None:
    assert compare_database(data) == [f"{DATABASE} is missing."]
    (data / DATABASE).write_bytes(b"no database")
    assert compare_database(data)[0].startswith(f"{DATABASE} cannot be read:")


def test_a_release_of_earlier_code_has_none(data) -> None:
    write_json(data / "datapackage.json", {"resources": []})
    assert compare_database(data) == []
    shutil.rmtree(data)
    assert compare_database(data) == []


def test_it_is_written_anew(data) -> None:
    (data / DATABASE).write_bytes(b"no database")
    write_database(data)
    assert compare_database(data) == []


def test_what_cannot_be_made_is_a_fault_of_ours(data) -> None:
    (data / "scores.parquet").unlink()
    with pytest.raises(DatabaseFault, match=r"scores\.parquet"):
        make_database(data)
