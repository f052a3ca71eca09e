"""The raw tables of streamed kinds: a view of Parquet files, so that millions of rows are nowhere twice.

Rows of the same kind that came in workbooks are written beside them in the same columns.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assets.intake.streams.reading import Kept
from assets.intake.streams.rules import quote
from assets.schema import Table

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

IN_SHEETS = "sheets"
DIGEST = "row_digest"


def prepare_folder(folder: Path) -> Path:
    """An empty folder that only the owner can open."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return folder


def write_streamed_table(
    connection: duckdb.DuckDBPyConnection, table: Table, kept: Sequence[Kept], in_sheets: pd.DataFrame, folder: Path
) -> int:
    """Make the view of a kind from what was kept and from rows of sheets; returns the number of its rows."""
    columns = [*table.columns, *(column for column in table.provenance if column.name != DIGEST)]
    typed = ", ".join(f"cast({column.name} as {column.data_type}) as {column.name}" for column in columns)
    names = ", ".join(column.name for column in columns)
    own = [each for each in kept if each.kind == table.name]
    copied = [str(each.path) for each in own if each.path.parent == folder]
    selects = [f"select {names} from ({each.selects}) as rows" for each in own if each.path.parent != folder]
    if len(in_sheets):
        copied.append(str(folder / f"{table.name}.{IN_SHEETS}.parquet"))
        connection.register("arrived", in_sheets)
        connection.execute(f"copy (select {typed} from arrived) to {quote(copied[-1])} (format parquet)")
        connection.unregister("arrived")
    if copied:
        selects.insert(0, f"select {names} from read_parquet([{', '.join(map(quote, copied))}])")
    if not selects:
        nothing = ", ".join(f"cast(null as {column.data_type}) as {column.name}" for column in columns)
        selects = [f"select {nothing} where false"]
    content = ", ".join(f"coalesce(cast({column.name} as varchar), '')" for column in table.columns)
    clear_name(connection, table.name)
    connection.execute(
        f"create view raw.{table.name} as select *, md5(concat_ws(chr(31), {content})) as {DIGEST} "
        f"from ({' union all '.join(selects)}) as rows"
    )
    return sum(each.rows for each in own) + len(in_sheets)


def clear_name(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Remove what is there under the name, be it a table of an earlier version or a view."""
    found = connection.execute(
        "select table_type from information_schema.tables where table_schema = 'raw' and table_name = ?", [name]
    ).fetchone()
    if found:
        connection.execute(f"drop {'view' if found[0] == 'VIEW' else 'table'} raw.{name}")
