"""Is a file of a streamed kind, and where do its columns stand? Decided by its beginning, without reading it.

What is no such file, or cannot be told apart by its beginning, goes the way of all other files (`formats.py`).
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from assets.intake.formats import PARQUET
from assets.intake.kinds import find_kind
from assets.schema import Table

HEAD = 1 << 16  # bytes of a file that are looked at
UNITS = {"csv": "row", "lines": "line", "array": "entry", "parquet": "row"}


@dataclass(frozen=True)
class Source:
    """A file of a streamed kind. `columns` are its names as they stand, `header_row` where a CSV has them (1 is the first)."""

    path: Path
    form: str  # csv, lines (an object a line), array (of objects), parquet
    kind: Table
    columns: tuple[str, ...]
    header_row: int = 0

    @property
    def unit(self) -> str:
        """What its rows are called in tickets."""
        return UNITS[self.form]

    @property
    def known(self) -> dict[str, str]:
        """The columns of the contract that the file has, and what they are called in it.

        Of JSON only the first object was looked at, and later ones may have more.
        """
        named = {name: name for name in self.kind.column_names} if self.form in ("lines", "array") else {}
        named |= {name.strip(): name for name in self.columns}
        return {name: named[name] for name in self.kind.column_names if name in named}


def find_source(path: Path) -> Source | None:
    """The file as one of a streamed kind, None where it is none."""
    try:
        with path.open("rb") as file:
            return recognise_source(path, file)
    except OSError:
        return None  # told when it is opened like any other


def recognise_source(path: Path, file: BinaryIO) -> Source | None:
    """The same for an open file, whose place is put back to its beginning."""
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith(PARQUET):
        return fit_kind(path, "parquet", read_parquet_names(file))
    text = codecs.getincrementaldecoder("utf-8-sig")("replace").decode(head)
    if "\0" in text or "\ufffd" in text:
        return None
    start = text.lstrip()[:1]
    if start in ("[", "{"):
        return fit_kind(path, "array" if start == "[" else "lines", read_json_names(text))
    names, row = read_csv_names(text, is_whole=len(head) < HEAD)
    return fit_kind(path, "csv", names, row)


def fit_kind(path: Path, form: str, names: list[str], header_row: int = 0) -> Source | None:
    kind = find_kind(name.strip() for name in names)
    if kind is None or not kind.meta.get("streamed"):
        return None
    return Source(path, form, kind, tuple(names), header_row)


def read_parquet_names(file: BinaryIO) -> list[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from assets.intake.parquet_rows import MAX_METADATA

    try:
        limits = {"thrift_string_size_limit": MAX_METADATA, "thrift_container_size_limit": MAX_METADATA}
        names = pq.ParquetFile(file, **limits).schema_arrow.names
    except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError):
        return []  # told by `parquet_rows.py`
    finally:
        file.seek(0)
    return list(names)


def read_json_names(text: str) -> list[str]:
    """The names of the first object."""
    try:
        first, _ = json.JSONDecoder().raw_decode(text, text.index("{"))
    except (ValueError, RecursionError):
        return []
    return list(first) if isinstance(first, dict) else []


def read_csv_names(text: str, is_whole: bool) -> tuple[list[str], int]:
    """The header and the row in which it stands."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            if any(cell.strip() for cell in row):
                is_complete = is_whole or reader.line_num < text.count("\n") + 1
                return (row, number) if is_complete else ([], 0)
    except csv.Error:
        pass  # told by `csv_rows.py`
    return [], 0
