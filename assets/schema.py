"""Read the contract of the tables: names, types, nullability, keys, bounds.

The one home of the contract is the dbt project: `models/staging/_raw.yml` for what comes in, `models/marts/*.yml` for
what goes out. This module turns those files into plain objects for intake, export and the data package.
It holds no rule of its own; checking rows belongs to `assets/intake`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DBT_PROJECT = Path(__file__).resolve().parents[1] / "dbt_project"
RAW_CONTRACT = DBT_PROJECT / "models" / "staging" / "_raw.yml"
MARTS = DBT_PROJECT / "models" / "marts"
SEEDS = DBT_PROJECT / "seeds"
REFERENCE_CONTRACT = SEEDS / "_reference.yml"


@dataclass(frozen=True)
class Column:
    """One column: `data_type` is a DuckDB type or `yes_no`; `meta` holds the bounds named in `_raw.yml`."""

    name: str
    data_type: str
    description: str
    meta: dict[str, Any] = field(default_factory=dict)

    @property
    def is_key(self) -> bool:
        return bool(self.meta.get("key"))

    @property
    def is_required(self) -> bool:
        """Whether a file must have the column (the cell may be empty where `nullable` or a default says so)."""
        return self.is_key or bool(self.meta.get("required"))

    @property
    def may_be_empty(self) -> bool:
        return not self.is_required or bool(self.meta.get("nullable")) or "default" in self.meta


@dataclass(frozen=True)
class Reference:
    """`columns` of a table together name a row of `table` by its columns `to`."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table of the contract. `columns` are those of the contract, `provenance` those that intake adds."""

    name: str
    description: str
    columns: tuple[Column, ...]
    provenance: tuple[Column, ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """Columns that name a row; rows are published in their order."""
        return tuple(self.meta.get("key", ())) or tuple(column.name for column in self.columns if column.is_key)

    @property
    def audience(self) -> str:
        """public or internal; what does not say so is internal."""
        return str(self.meta.get("audience", "internal"))

    @property
    def references(self) -> tuple[Reference, ...]:
        """Which rows of other tables the columns of a row name."""
        return tuple(
            Reference(tuple(entry["columns"]), entry["table"], tuple(entry.get("to", entry["columns"])))
            for entry in self.meta.get("references", ())
        )

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def read_tables(entries: list[dict[str, Any]]) -> dict[str, Table]:
    """Turn the `tables:` or `models:` entries of a dbt properties file into tables, in the order of the file."""
    tables = {}
    for entry in entries:
        columns = [
            Column(
                column["name"],
                column["data_type"],
                column.get("description", ""),
                column.get("config", {}).get("meta", {}),
            )
            for column in entry.get("columns", [])
        ]
        tables[entry["name"]] = Table(
            entry["name"],
            entry.get("description", "").strip(),
            tuple(column for column in columns if not column.meta.get("provenance")),
            tuple(column for column in columns if column.meta.get("provenance")),
            entry.get("config", {}).get("meta", {}),
        )
    return tables


@cache
def raw_tables() -> dict[str, Table]:
    """All raw tables: the file kinds, `files` and `reading_tickets`."""
    document = yaml.safe_load(RAW_CONTRACT.read_text(encoding="utf-8"))
    return read_tables(document["sources"][0]["tables"])


@cache
def file_kinds() -> dict[str, Table]:
    """The kinds of file that can arrive, by name."""
    return {name: table for name, table in raw_tables().items() if not table.meta.get("internal")}


@cache
def mart_tables() -> dict[str, Table]:
    """All tables of a release that dbt makes, public and internal."""
    tables: dict[str, Table] = {}
    for name in ("_public.yml", "_internal.yml", "_results.yml"):
        document = yaml.safe_load((MARTS / name).read_text(encoding="utf-8"))
        tables |= read_tables(document["models"])
    return tables


@cache
def study_tables(layer: str) -> dict[str, Table]:
    """The tables that the studies of a layer make, which the marts read."""
    document = yaml.safe_load((MARTS / f"_{layer}.yml").read_text(encoding="utf-8"))
    return read_tables(document["sources"][0]["tables"])


@cache
def quality_table() -> Table:
    """The table `quality_checks`, which the gates make."""
    document = yaml.safe_load((MARTS / "_internal.yml").read_text(encoding="utf-8"))
    return read_tables(document["sources"][0]["tables"])["quality_checks"]


@cache
def reference_tables() -> dict[str, Table]:
    """The methodology and everything else that is given: the seeds."""
    document = yaml.safe_load(REFERENCE_CONTRACT.read_text(encoding="utf-8"))
    return read_tables(document["seeds"])
