"""A small warehouse in which every check passes; each test breaks one thing in it."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest

from assets.analysis.studies import write_table
from assets.schema import file_kinds, mart_tables, raw_tables, study_tables

SHA = "a" * 64
RAW = {
    "cities": {"city_code": "xa-alba", "city_name": "Alba", "country_iso2": "XA"},
    "answers": {"cycle": "2020", "city_code": "xa-alba", "submission_id": "s", "submission_version": "1", "question_code": "Q1", "dont_know": "no"},
    "reviews": {"review_id": "r", "review_version": "1", "cycle": "2020", "city_code": "xa-alba"},
    "facts": {"city_code": "xa-alba", "fact_code": "population", "year": "2020"},
    "policy_grid": {"cycle": "2020", "city_code": "xa-alba", "entry_id": "e"},
    "good_practices": {"practice_id": "p"},
    "published_scores": {"result_id": "x", "score": "50"},
}  # fmt: skip
KEY = {"cycle": 2020, "city_code": "xa-alba", "methodology_id": "m"}
SCORE = {"score": 50.0, "score_zero": 50.0, "score_exclude": 50.0, "coverage": 1.0, "coverage_status": "full"}
MARTS = {
    "cities": {"city_code": "xa-alba"},
    "draft_cities": {"city_code": "xa-hidden"},
    "city_bands": {"cycle": 2020, "city_code": "xa-alba"},
    "network": {"cycle": 2020, "city_code": "xa-alba"},
    "indicator_scores": {**KEY, "question_code": "Q1", "score": 50.0},
    "area_scores": {**KEY, **SCORE, "index_code": "core", "area_code": "A"},
    "index_scores": {**KEY, **SCORE, "index_code": "core"},
    "index_contributions": {**KEY, "index_code": "core", "node_code": "INDEX", "area_code": "A", "question_code": "Q1", "contribution": 50.0},
    "peer_comparisons": {
        **KEY, "index_code": "core", "area_code": "INDEX", "peer_group_kind": "all", "cities": 5,
        "peer_mean": 50.0, "peer_p25": 40.0, "peer_median": 50.0, "peer_p75": 60.0, "rank": 2, "rank_low": 1, "rank_high": 3,
    },
    "answer_evidence": {"cycle": 2020, "city_code": "xa-alba"},
    "score_changes": {
        "city_code": "xa-alba", "from_cycle": 2020, "to_cycle": 2022, "from_methodology_id": "m", "to_methodology_id": "m",
        "index_code": "core", "area_code": "INDEX", "change_official": 0.0, "change_like_for_like": 0.0,
        "from_answers": 1.0, "from_coverage": -1.0, "from_questions": 0.0, "from_weights": 0.0,
    },
    "answer_changes": {"city_code": "xa-alba", "from_cycle": 2020, "to_cycle": 2022},
    "good_practices": {"practice_id": "p", "city_code": "xa-alba"},
    "published_scores": {"result_id": "x", "city_code": "xa-alba"},
    "survey_results": {
        "cycle": 2020, "city_code": "xa-alba", "item_code": "i", "group_kind": "all", "group_code": "all", "respondents": 30,
        "mean": 3.0, "low": 2.9, "high": 3.1,
    },
}  # fmt: skip


def insert(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, object]) -> None:
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    for schema in ("raw", "marts", "reference"):
        connection.execute(f"create schema {schema}")
    for name, table in raw_tables().items():
        own = () if table.provenance else tuple(column.name for column in table.columns)
        columns = [
            f"{column.name} {column.data_type if column.name in own or column in table.provenance else 'varchar'}"
            for column in (*table.columns, *table.provenance)
        ]
        connection.execute(f"create table raw.{name} ({', '.join(columns)})")
    for name, kind in file_kinds().items():
        row = RAW.get(name) or dict.fromkeys(kind.key, "x")
        insert(connection, f"raw.{name}", {**row, "source_sha256": SHA, "source_row": 2})
    insert(
        connection,
        "raw.files",
        {"source_sha256": SHA, "source_file": "f.csv", "rows_read": 7, "rows_taken": 7},
    )
    write_table(
        connection,
        "analysis",
        study_tables("analysis")["agreement"],
        pd.DataFrame([{**KEY, "index_code": "core", "largest_gap": 0.0}]),
    )
    for name, table in mart_tables().items():
        columns = [f"{column.name} {column.data_type}" for column in table.columns]
        connection.execute(f"create table marts.{name} ({', '.join(columns)})")
        if name in MARTS or (table.audience == "public" and "city_code" in table.column_names):
            insert(connection, f"marts.{name}", MARTS.get(name, {"city_code": "xa-alba"}))
    connection.execute(
        "create table reference.methodologies as select 'm' as methodology_id, 2019 as first_cycle, null::integer as last_cycle"
    )
    connection.execute(
        "create table reference.methodology_areas as select 'm' as methodology_id, 'A' as area_code, 'core' as index_code"
    )
    connection.execute(
        "create table reference.methodology_questions as select 'm' as methodology_id, 'Q1' as question_code"
    )
    yield connection
    connection.close()
