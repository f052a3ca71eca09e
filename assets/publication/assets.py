"""The assets of the release: public data and internal data; `edition.py` makes both the latest.

Public and internal are built apart, from different tables. Pages are made in `reports/`, the scan of what is about to be
public in `expectations/release.py`; both run between the two halves of this module.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import dagster as dg

from assets.home import Home
from assets.publication import release
from assets.publication.data_package import describe_package
from assets.publication.database import PACKAGE, RESOURCE, make_database
from assets.publication.export import Exported, export_table
from assets.scenarios.baseline import FORMULA_FILE, choose_models
from assets.scenarios.formula import read_formula, write_formula
from assets.schema import Table, mart_tables, quality_table, reference_tables

PROJECT = Path(__file__).resolve().parents[2]
GROUP = "release"


class NothingToPublish(Exception):
    """There is no participation in any cycle, so there is nothing that a release could say."""


def keys_of(schema: str, tables: dict[str, Table]) -> list[dg.AssetKey]:
    return [dg.AssetKey([schema, name]) for name in tables]


def choose(tables: dict[str, Table], audience: str) -> dict[str, Table]:
    return {name: table for name, table in tables.items() if table.audience == audience}


def read_package(home: Home) -> dict[str, Any]:
    """The description of the public data of the release that is being made."""
    return json.loads((home.next_release / "public" / "data" / PACKAGE).read_text(encoding="utf-8"))


def summarise(exports: list[Exported]) -> dict[str, Any]:
    return {
        "tables": len(exports),
        "rows": sum(exported.rows for exported in exports),
        "table_rows": {exported.csv_path: exported.rows for exported in exports},
    }


@dg.asset(
    key=["release", "public_data"],
    group_name=GROUP,
    kinds={"duckdb", "parquet", "csv"},
    deps=[*keys_of("reference", reference_tables()), *keys_of("marts", mart_tables())],
)
def public_data(home: Home) -> dg.MaterializeResult:
    """The public tables and the methodology as Parquet and CSV, described in `datapackage.json`. Names the release. A row is a table."""
    shutil.rmtree(home.next_release, ignore_errors=True)
    folder = home.next_release / "public"
    with home.connect() as connection:
        cycle = connection.sql("select max(cycle) from marts.participations").fetchone()
        if cycle is None or cycle[0] is None:
            raise NothingToPublish("No city has filed answers for any cycle that a questionnaire belongs to.")
        exports = [
            export_table(connection, "marts", table, folder, "data")
            for table in choose(mart_tables(), "public").values()
        ] + [
            export_table(connection, "reference", table, folder, "data/reference")
            for table in choose(reference_tables(), "public").values()
        ]
        inputs = [row[0] for row in connection.sql("select source_sha256 from raw.files").fetchall()]
    code_version = release.digest_code(PROJECT)[:12]
    programme = home.programme
    left_out = [] if release.wants_pdf() else [f"{release.PDF}=no"]  # another release than the one with PDFs
    package = describe_package(
        name="intercultural-cities-index",
        title=programme.title,
        description=programme.statement,
        version=release.name_release(cycle[0], folder / "data", [*inputs, *left_out], code_version),
        exports=exports,
    )
    package["resources"].append(RESOURCE)
    release.write_json(folder / "data" / PACKAGE, package | {"cycle": cycle[0], "codeVersion": code_version})
    return dg.MaterializeResult(metadata={"release_id": package["version"], **summarise(exports)})


@dg.asset(
    key=["release", "public_database"],
    group_name=GROUP,
    kinds={"duckdb"},
    deps=[dg.AssetKey(["release", "public_data"])],
)
def public_database(home: Home) -> dg.MaterializeResult:
    """The public tables once more as one DuckDB file with comments and keys. A row is a table."""
    path = make_database(home.next_release / "public" / "data")
    return dg.MaterializeResult(metadata={"bytes": path.stat().st_size})


@dg.asset(
    key=["release", "internal_data"],
    group_name=GROUP,
    kinds={"duckdb", "parquet", "csv"},
    deps=[
        dg.AssetKey(["release", "public_data"]),
        dg.AssetKey(["reports", "site"]),
        dg.AssetKey(["release", "dbt_docs"]),
        *keys_of("marts", mart_tables()),
    ],
)
def internal_data(home: Home) -> dg.MaterializeResult:
    """What the programme needs beside the public tables: tickets, checks, provenance, drafts of unpublished cities, docs. A row is a table.

    Beside the tables lies `formula.json`: the SQL that computed the scores, for scenarios.
    """
    folder = home.next_release / "internal"
    with home.connect() as connection:
        write_quality_table(connection, home, read_package(home)["cycle"])
        exports = [
            export_table(connection, "marts", table, folder, "data")
            for table in choose(mart_tables(), "internal").values()
        ] + [export_table(connection, "release", quality_table(), folder, "data")]
    package = describe_package(
        name="intercultural-cities-index-internal",
        title=f"{home.programme.title}: internal tables",
        description="For the programme alone. " + home.programme.statement,
        version=read_package(home)["version"],
        exports=exports,
    )
    release.write_json(folder / "data" / PACKAGE, package)
    shutil.copytree(home.quality / "data_docs", folder / "data_docs", dirs_exist_ok=True)
    write_formula(folder / FORMULA_FILE, choose_models(read_formula(home.formula)))
    shutil.copytree(home.dbt_docs, folder / "dbt_docs", dirs_exist_ok=True)
    return dg.MaterializeResult(metadata=summarise(exports))


def write_quality_table(connection: Any, home: Home, cycle: int) -> None:
    """Gather what the gates of this run found into `release.quality_checks`."""
    rows = [
        (cycle, *(row[column.name] for column in quality_table().columns[1:]))
        for path in sorted(home.quality.glob("*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]
    columns = ", ".join(f"{column.name} {column.data_type}" for column in quality_table().columns)
    connection.execute("create schema if not exists release")
    connection.execute(f"create or replace table release.quality_checks ({columns})")
    if rows:
        connection.executemany("insert into release.quality_checks values (?, ?, ?, ?, ?, ?, ?)", rows)
