"""Rows of a Parquet file. Entries count from 1.

Only columns that some kind of file has are read, a batch at a time; of the others the name is enough. Texts are read by
dictionary, so that one long text in a million rows is held once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from assets.intake.bounds import MAX_ROWS, MAX_UNPACKED
from assets.intake.cells import Day, Foreign, Items, Moment, shape_of_cell, write_plain
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.sheets import Sheet, check_header, name_column
from assets.schema import file_kinds

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

BATCH = 20_000
MAX_METADATA = 10_000_000


@cache
def known_columns() -> frozenset[str]:
    """The columns of all kinds."""
    return frozenset(name for kind in file_kinds().values() for name in kind.column_names)


def read_parquet(content: bytes) -> Sheet:
    """The rows of a Parquet file.

    Raises FileRefusedError where it is damaged or encrypted, a column is there twice, or it is too large.
    """
    import pyarrow as pa

    try:
        return read_rows(content)
    except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError) as error:
        value = str(error).partition("\n")[0]
        raise FileRefusedError(Problem("parquet_not_readable", values={"value": value})) from error


def open_parquet(content: bytes, texts: list[str] | None = None) -> pq.ParquetFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pq.ParquetFile(
        pa.BufferReader(content),
        read_dictionary=texts,
        thrift_string_size_limit=MAX_METADATA,
        thrift_container_size_limit=MAX_METADATA,
    )


def read_rows(content: bytes) -> Sheet:
    import pyarrow as pa

    file = open_parquet(content)
    check_size(file)
    names = [name.strip() for name in file.schema_arrow.names]
    check_header(names)
    texts = [field.name for field in file.schema_arrow if pa.types.is_string(field.type) or is_large_text(field.type)]
    file = open_parquet(content, texts)
    known = [field.name for field in file.schema_arrow if field.name.strip() in known_columns()]
    count = file.metadata.num_rows
    sheet = Sheet("row", places=list(range(1, count + 1)), rows_found=count)
    blank = [""] * count
    for number, name in enumerate(names, start=1):
        sheet.columns[name_column(name, number)] = [] if name in known_columns() else blank
    characters = 0
    for batch in file.iter_batches(batch_size=BATCH, columns=known, use_threads=False) if known else ():
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            cells = read_cells(column)
            characters += sum(map(len, cells))
            refuse_beyond(characters, "characters")
            sheet.add_cells(name.strip(), cells)
    lengths = {len(sheet.columns[name.strip()]) for name in known}
    if lengths - {count}:
        raise pa.ArrowInvalid("it does not have the number of rows that it says")
    return sheet


def is_large_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return pa.types.is_large_string(kind) or pa.types.is_string_view(kind)


def check_size(file: pq.ParquetFile) -> None:
    """Raises FileRefusedError where the file says that it holds more than is taken in."""
    data = file.metadata
    if data.num_rows > MAX_ROWS:
        raise FileRefusedError(Problem("too_many_rows", values={"limit": f"{MAX_ROWS:,}"}))
    unpacked = sum(data.row_group(number).total_byte_size for number in range(data.num_row_groups))
    refuse_beyond(unpacked, "bytes")


def refuse_beyond(size: int, unit: str) -> None:
    """Raises FileRefusedError where the file becomes too large; one text may stand in a million rows."""
    if size > MAX_UNPACKED:
        values = {"value": f"{size:,} {unit} or more", "limit": f"{MAX_UNPACKED:,} {unit}"}
        raise FileRefusedError(Problem("zip_too_large", values=values))


def read_cells(column: pa.Array) -> list[str]:
    """The cells of one batch of a column."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        write = find_writer(column.type)
        return ["" if value is None else write(value) for value in column.to_pylist()]
    write = find_writer(column.type.value_type)
    cells = [write(value) for value in column.dictionary.to_pylist()]
    return ["" if index is None else cells[index] for index in column.indices.to_pylist()]


def find_writer(kind: pa.DataType) -> Callable[[Any], str]:
    """How a value of a type becomes the text of a cell."""
    import numpy as np
    import pyarrow as pa

    types = pa.types
    if types.is_string(kind) or is_large_text(kind) or types.is_integer(kind):
        return str
    if types.is_boolean(kind):
        return lambda value: "yes" if value else "no"
    if types.is_decimal(kind):
        return lambda value: format(value, "f")
    if types.is_float64(kind):
        return write_plain
    if types.is_floating(kind):
        return lambda value: str(np.float32(value))  # 0.1 and not what the nearest double would be called
    if types.is_date(kind) or types.is_timestamp(kind):
        return write_day
    if types.is_list(kind) or types.is_large_list(kind):
        return lambda values: write_items(values, find_writer(kind.value_type))
    return lambda _: Foreign(f"a value of type {kind}"[:60])


def write_items(values: list[Any], write: Callable[[Any], str]) -> str:
    items = [Foreign("nothing") if value is None else write(value) for value in values]
    is_plain = all(shape_of_cell(item) in ("", "date") and "|" not in item for item in items)
    return Items("|".join(items)) if is_plain else Foreign("a list of what is no plain value")


def write_day(value: date | datetime) -> str:
    if not isinstance(value, datetime):
        return Day(value.isoformat())
    plain = value.replace(tzinfo=None)
    return Day(plain.date().isoformat()) if plain.time() == time() else Moment(plain.isoformat(" "))
