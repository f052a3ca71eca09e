"""Two releases side by side in one database in memory: which tables they have, and rows of both.

A release describes itself (`datapackage.json`), so one whose methodology or tables are no longer known today is read like any
other. What the differences mean belongs to the modules beside this one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.publication.data_package import read_key
from assets.publication.export import quote
from assets.publication.release import read_manifest

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]
BEFORE, AFTER = "before", "after"


@dataclass(frozen=True)
class Described:
    """A table as a release describes it: `name` is that of the file, with `reference/` before it for the methodology."""

    name: str
    audience: str
    path: Path
    key: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Release:
    """One of the two: its folder, manifest and tables."""

    folder: Path
    manifest: Row = field(repr=False)
    tables: dict[str, Described] = field(repr=False)
    finished_at: str = ""

    @property
    def release_id(self) -> str:
        return self.folder.name


def open_release(folder: Path) -> Release:
    """Read what a release says about itself."""
    tables = {}
    for audience in ("public", "internal"):
        data = folder / audience / "data"
        package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
        for resource in package["resources"]:
            if "parquetPath" not in resource:
                continue
            name = resource["path"].removesuffix(".csv")
            schema = resource["schema"]
            tables[name] = Described(
                name=name,
                audience=audience,
                path=data / resource["parquetPath"],
                key=tuple(read_key(resource)[0]),
                columns=tuple(each["name"] for each in schema["fields"]),
            )
    run = folder / "run.json"
    finished_at = json.loads(run.read_text(encoding="utf-8")).get("finished_at", "") if run.exists() else ""
    return Release(folder, read_manifest(folder), tables, finished_at)


@dataclass(frozen=True)
class Source:
    """A table by name; `fixed` are values of columns that it does not have."""

    name: str
    fixed: tuple[tuple[str, str], ...] = ()

    def fill(self, column: str) -> str:
        value = dict(self.fixed).get(column)
        return "null" if value is None else f"'{value}'"


@dataclass(frozen=True)
class Change:
    """Rows that only one of the two releases has."""

    added: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    @property
    def rows(self) -> list[Row]:
        return [*self.added, *self.removed]


@dataclass(frozen=True)
class Pair:
    """Two releases and a database in which the tables of each are views in the schemas `before` and `after`."""

    before: Release
    after: Release
    connection: duckdb.DuckDBPyConnection = field(repr=False)

    def has(self, name: str) -> bool:
        """Whether both have a table."""
        return name in self.before.tables and name in self.after.tables

    def rows(self, sql: str) -> list[Row]:
        """Rows of a query as dictionaries."""
        found = self.connection.execute(sql)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def select(self, side: str, sources: Sequence[Source], columns: tuple[str, ...]) -> str:
        """SQL of some columns of tables of one release, one below the other; what a table lacks is empty."""
        release = self.before if side == BEFORE else self.after
        parts = []
        for source in sources:
            if source.name in release.tables:
                known = release.tables[source.name].columns
                cells = [quote(each) if each in known else f"{source.fill(each)} as {quote(each)}" for each in columns]
                parts.append(f"select {', '.join(cells)} from {view(side, source.name)}")
        nothing = ", ".join(f"null as {quote(each)}" for each in columns)
        return " union all ".join(parts) or f"select {nothing} where false"

    def compare(self, sources: Sequence[Source], columns: tuple[str, ...]) -> Change:
        """Rows of these columns that only one of the two has, in order."""
        before, after = (self.select(side, sources, columns) for side in (BEFORE, AFTER))
        return Change(
            added=self.rows(f"(({after}) except ({before})) order by all"),
            removed=self.rows(f"(({before}) except ({after})) order by all"),
        )


def view(side: str, name: str) -> str:
    return f"{side}.{quote(name)}"


@contextmanager
def open_pair(before: Path, after: Path) -> Iterator[Pair]:
    """Open two releases; the database is gone afterwards."""
    import duckdb

    with duckdb.connect() as connection:
        pair = Pair(open_release(before), open_release(after), connection)
        for side, release in ((BEFORE, pair.before), (AFTER, pair.after)):
            connection.execute(f"create schema {side}")
            for table in release.tables.values():
                path = str(table.path).replace("'", "''")
                connection.execute(f"create view {view(side, table.name)} as select * from read_parquet('{path}')")
        yield pair
