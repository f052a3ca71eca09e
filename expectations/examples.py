"""Where the rows of a failed check are: the first few of them in words, file and row first where they have them.

What a submission says is repeated shortened and without characters that cannot be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from assets.intake.problems import quote_value

if TYPE_CHECKING:
    import duckdb

SHOWN = 5
COLUMNS = 6  # that are named of one row
PLACE = ("source_file", "source_sheet", "source_row", "source_sha256", "row_digest")


def is_empty(value: Any) -> bool:
    """None, NaN, the empty text, and what pandas calls not available."""
    try:
        return value is None or bool(value != value) or value == ""
    except TypeError:
        return True  # pandas.NA, which is neither true nor false


def describe_row(row: Mapping[str, Any]) -> str:
    """One row: its file, sheet and row, then its first columns."""
    sheet = "" if is_empty(row.get("source_sheet")) else f", sheet {quote_value(row['source_sheet'])}"
    number = "" if is_empty(row.get("source_row")) else f", row {int(row['source_row'])}"
    file = "" if is_empty(row.get("source_file")) else f"{quote_value(row['source_file'])}{sheet}{number}"
    others = [
        f"{name} {quote_value(value)}" for name, value in row.items() if name not in PLACE and not is_empty(value)
    ]
    cells = ", ".join(others[:COLUMNS])
    return f"{file} ({cells})" if file and cells else file or cells


def describe_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """The first rows, those of one text once."""
    described = dict.fromkeys(filter(None, map(describe_row, rows)))
    return "; ".join(list(described)[:SHOWN])


def find_examples(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The first rows of a query that finds failing rows, in words."""
    found = connection.execute(f"select * from ({sql}\n) as failing limit {SHOWN}")
    names = [column[0] for column in found.description or ()]
    return describe_rows(dict(zip(names, row, strict=True)) for row in found.fetchall())
