"""Run the compiled SQL of the dbt project on an empty database, without dbt in between.

dbt compiles the project once; then any methodology and any submissions can be computed in a fraction of a
second, with the very SQL that the platform runs. Used by the worked cases and by the random methodologies.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
from dbt.cli.main import dbtRunner

from assets.analysis.assets import STUDIES
from assets.analysis.settings import Settings
from assets.analysis.studies import Bench, carry_out, leave_empty
from assets.intake.assets import write_raw_table
from assets.scenarios.formula import Formula, order_models
from assets.schema import raw_tables

REPOSITORY = Path(__file__).resolve().parents[2]
DBT_PROJECT = REPOSITORY / "dbt_project"
SEEDS = DBT_PROJECT / "seeds"
SCHEMAS = ("reference", "raw", "staging", "intermediate", "scores", "marts")


@dataclass(frozen=True)
class CompiledProject:
    """Models in the order in which they can be built, the types of the seeds' columns, and the data tests."""

    formula: Formula
    seed_types: Mapping[str, Mapping[str, str]]
    tests: tuple[tuple[frozenset[str], str, str], ...]  # schemas that it reads, name, SQL of failing rows

    @property
    def models(self) -> tuple[tuple[str, str, str], ...]:
        """Schema, name and SQL of each model."""
        return tuple((*model.name.split("."), model.sql) for model in self.formula.models)

    def build(
        self,
        raw: Mapping[str, pd.DataFrame],
        reference: Path | None = None,
        until: str | None = None,
        settings: Settings | None = None,
        schemas: Collection[str] = SCHEMAS,
        wanted: Collection[str] = (),
    ) -> duckdb.DuckDBPyConnection:
        """Build the models of some schemas from raw frames; CSV files in the folder `reference` replace shipped seeds.

        The studies between scores and marts are carried out with `settings`; without, their tables are empty. Where some models
        are `wanted`, only they and what they need are built.
        """
        given = [f"raw.{name}" for name in raw_tables()]
        needed = {model.name for model in self.formula.leading_to(wanted, given).models} if wanted else set()
        connection = self.load_reference(reference)
        for name, frame in raw.items():
            write_raw_table(connection, raw_tables()[name], frame)
        for study in STUDIES:
            leave_empty(study, connection)
        for schema, name, sql in sorted(self.models, key=lambda model: model[0] == "marts"):
            if schema not in schemas or (needed and f"{schema}.{name}" not in needed):
                continue
            if settings and schema == "marts":
                for study in STUDIES:
                    carry_out(study, Bench(connection, settings))
                settings = None
            connection.execute(f"create table {schema}.{name} as ({sql}\n)")
            if name == until:
                break
        return connection

    def load_reference(self, reference: Path | None = None) -> duckdb.DuckDBPyConnection:
        """A database that holds the seeds only; files in the folder `reference` replace shipped ones."""
        connection = duckdb.connect()
        connection.execute("attach ':memory:' as intercultural")
        connection.execute("use intercultural")
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")
        for path in sorted(SEEDS.glob("*.csv")):
            replaced = reference / path.name if reference else path
            self.load_seed(connection, replaced if replaced.exists() else path)
        if reference and (reference / "areas.csv").exists() and not (reference / "survey_items.csv").exists():
            connection.execute("delete from reference.survey_items")  # the shipped ones belong to the shipped areas
        return connection

    def failing_tests(
        self, connection: duckdb.DuckDBPyConnection, schemas: Collection[str], named: str | tuple[str, ...] = ""
    ) -> set[str]:
        """Names, beginning as `named` says, of the data tests that read from these schemas only and find rows that break their rule."""
        return {
            name
            for read, name, sql in self.tests
            if name.startswith(named)
            and read <= set(schemas)
            and connection.execute(f"select count(*) from ({sql}\n)").fetchall() != [(0,)]
        }

    def load_seed(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        types = self.seed_types.get(path.stem, {})
        names = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        columns = ", ".join(f"cast({name} as {types.get(name, 'varchar')}) as {name}" for name in names)
        connection.execute(
            f"create table reference.{path.stem} as select {columns} "
            "from read_csv(?, header = true, all_varchar = true, quote = '\"', escape = '\"')",
            [str(path)],
        )


def compile_project(target: Path) -> CompiledProject:
    """Compile the dbt project with a scratch database below `target`."""
    (target / "warehouse").mkdir(parents=True, exist_ok=True)
    before = os.environ.get("INTERCULTURAL_HOME")
    os.environ["INTERCULTURAL_HOME"] = str(target)
    try:
        result = dbtRunner().invoke(
            [
                "--quiet", "compile", "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT),
                "--target-path", str(target / "target"), "--log-path", str(target / "logs"),
            ]
        )  # fmt: skip
    finally:
        if before is None:
            del os.environ["INTERCULTURAL_HOME"]
        else:
            os.environ["INTERCULTURAL_HOME"] = before
    if not result.success:
        raise RuntimeError(f"dbt compile failed: {result.exception}")
    manifest = json.loads((target / "target" / "manifest.json").read_text(encoding="utf-8"))
    models = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    seeds = [node for node in manifest["nodes"].values() if node["resource_type"] == "seed"]
    tests = [node for node in manifest["nodes"].values() if node["resource_type"] == "test"]
    schemas = {key: node["schema"] for key, node in (manifest["nodes"] | manifest["sources"]).items()}
    return CompiledProject(
        order_models(manifest["nodes"], {key: node["compiled_code"] for key, node in models.items()}),
        {seed["name"]: seed["config"]["column_types"] for seed in seeds},
        tuple(
            (
                frozenset(schemas[key] for key in test["depends_on"]["nodes"]),
                test["name"],
                test["compiled_code"],
            )
            for test in sorted(tests, key=lambda test: test["name"])
        ),
    )
