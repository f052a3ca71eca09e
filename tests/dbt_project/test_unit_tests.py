"""dbt's own unit tests: the rules and worked examples of the methodology, beside the models that hold them.

They run in one go, on a database of empty tables that only gives dbt the types. What fails is named with its
difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from dbt.cli.main import dbtRunner
from support.built_models import DBT_PROJECT

from assets.analysis.assets import STUDIES
from assets.analysis.studies import leave_empty
from assets.schema import raw_tables

DATABASE = "intercultural.duckdb"


def create_tables_of_python(home: Path) -> None:
    """Empty tables of the studies, and of intake: text in the columns of the contract, types in those it adds."""
    (home / "warehouse").mkdir(parents=True)
    with duckdb.connect(home / "warehouse" / DATABASE) as connection:
        connection.execute("create schema raw")
        for name, table in raw_tables().items():
            given = "varchar" if table.provenance else None
            columns = [f"{column.name} {given or column.data_type}" for column in table.columns]
            columns += [f"{column.name} {column.data_type}" for column in table.provenance]
            connection.execute(f"create table raw.{name} ({', '.join(columns)})")
        for study in STUDIES:
            leave_empty(study, connection)


def run_dbt(home: Path, *arguments: str) -> list[dict]:
    """The results of one dbt command, from its public artifact."""
    outcome = dbtRunner().invoke(
        [
            "--quiet", *arguments, "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT),
            "--target-path", str(home / "target"), "--log-path", str(home / "logs"),
        ]
    )  # fmt: skip
    if outcome.exception is not None:
        raise outcome.exception
    return json.loads((home / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]


def test_every_unit_test_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERCULTURAL_HOME", str(tmp_path))
    create_tables_of_python(tmp_path)
    built = run_dbt(tmp_path, "build", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    assert {result["status"] for result in built} == {"success"}
    results = run_dbt(tmp_path, "test", "--select", "test_type:unit")
    assert results
    failed = [f"{result['unique_id']}\n{result['message']}" for result in results if result["status"] != "pass"]
    assert not failed, "\n\n".join(failed)
