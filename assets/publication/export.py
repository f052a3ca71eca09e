"""Writes tables as Parquet and CSV, the same bytes for the same rows.

Rows are ordered by the key of the table. In CSV a free-text cell that a spreadsheet program would run as a formula gets a
leading apostrophe; codes and numbers are never touched, and Parquet keeps text as it is. Which tables there are is in
`assets/schema.py`; the description of the files is in `data_package.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assets.schema import Column, Table
from assets.spreadsheets import FORMULA_STARTS

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Exported:
    """One table as it was written; paths are relative to the audience's folder (public or internal)."""

    table: Table
    rows: int
    types: tuple[tuple[str, str], ...]
    csv_path: str
    parquet_path: str


def quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def guard(column: Column) -> str:
    """The SQL of a CSV cell that no spreadsheet program takes for a formula."""
    name = quote(column.name)
    if not column.meta.get("free_text"):
        return name
    return f"case when regexp_matches({name}, '{FORMULA_STARTS}') then '''' || {name} else {name} end as {name}"


def export_table(
    connection: duckdb.DuckDBPyConnection, schema: str, table: Table, audience_folder: Path, below: str
) -> Exported:
    """Write `schema.table` to `<audience_folder>/<below>/<table>.parquet` and `.csv`."""
    folder = audience_folder / below
    folder.mkdir(parents=True, exist_ok=True)
    source = f"{quote(schema)}.{quote(table.name)}"
    order = ", ".join(quote(name) for name in table.key or table.column_names)
    plain = ", ".join(quote(column.name) for column in table.columns)
    guarded = ", ".join(guard(column) for column in table.columns)
    relation = connection.sql(f"select {plain} from {source} order by {order}")
    relation.write_parquet(str(folder / f"{table.name}.parquet"), compression="zstd")
    connection.sql(f"select {guarded} from (select {plain} from {source} order by {order})").write_csv(
        str(folder / f"{table.name}.csv")
    )
    count = connection.sql(f"select count(*) from {source}").fetchone()
    return Exported(
        table=table,
        rows=count[0] if count else 0,
        types=tuple(zip(relation.columns, (str(kind) for kind in relation.types), strict=True)),
        csv_path=f"{below}/{table.name}.csv",
        parquet_path=f"{below}/{table.name}.parquet",
    )
