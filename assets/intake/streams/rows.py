"""The rows of a source as something that DuckDB selects from: their number, and a cell for each column of the contract.

CSV and objects a line come in blocks from arrow's reader, which tells the number of every row; what cannot be split into
cells is gathered. Arrays and Parquet are read by DuckDB itself. Nothing is checked here but that rows are rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assets.intake.bounds import MAX_TICKETS_OF_A_KIND
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.sheets import check_header
from assets.intake.streams.rules import WHOLE_TYPES, Cell, quote, strip
from assets.intake.streams.source import Source

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa

BLOCK = 1 << 22
NUMBER, LINE = "source_row", "line"
SEPARATOR = "\x01"  # that no line of JSON holds
NESTED = ("STRUCT", "MAP", "UNION", "BLOB", "BIT", "[]")


@dataclass
class Rows:
    """SQL of the rows: `sql` selects the number of each row and its cells, `row_fault` says what is wrong with it as a whole.

    `misfits` are the rows that were not even split into cells, of the pass that was made last.
    """

    sql: str
    cells: tuple[Cell, ...]
    plain: str = (
        ""  # the same without a look at blanks, for files in which no cell needs it; empty where there is no such way
    )
    row_fault: str = "null"
    parameters: tuple[str, ...] = ()
    misfits: Misfits = field(default_factory=lambda: Misfits())


@dataclass
class Misfits:
    """Rows with another number of cells than the header: the first few, how many, and the numbers of those just met."""

    first: list[tuple[int, int]] = field(default_factory=list)  # number, cells
    count: int = 0
    numbers: array[int] = field(default_factory=lambda: array("q"))

    def add(self, row: Any) -> str:
        if self.count < MAX_TICKETS_OF_A_KIND:
            self.first.append((row.number, row.actual_columns))
        self.count += 1
        self.numbers.append(row.number)
        return "skip"

    def number(self, start: int, rows: int) -> tuple[np.ndarray, int]:
        """The numbers of so many rows from `start` on that are none of these, and the number after them."""
        import numpy as np

        met = np.array(self.numbers, dtype="int64")
        end = start + rows
        while (missing := rows - (end - start) + int((met < end).sum())) > 0:
            end += missing
        passed = met[met < end]
        del self.numbers[: len(passed)]
        return np.setdiff1d(np.arange(start, end), passed, assume_unique=True), end


@contextmanager
def open_rows(connection: duckdb.DuckDBPyConnection, source: Source) -> Iterator[Rows]:
    """The rows of a source, to be selected from once. Raises FileRefusedError where the file as a whole cannot be read."""
    import duckdb
    import pyarrow as pa

    check_header([name.strip() for name in source.columns])
    try:
        yield OPENERS[source.form](connection, source)
    except (duckdb.Error, pa.ArrowException, UnicodeDecodeError, OSError) as error:
        if isinstance(error, duckdb.OutOfMemoryException | duckdb.InternalException | duckdb.BinderException):
            raise
        raise FileRefusedError(Problem(*explain(source, str(error).partition("\n")[0]))) from error


def explain(source: Source, said: str) -> tuple[str, str, dict[str, str]]:
    """The problem of a file that could not be read to its end."""
    if "invalid UTF8" in said or "UTF-8" in said:
        return "wrong_encoding", "", {"value": "it holds bytes that are no characters of it"}
    code = {"csv": "csv_not_readable", "parquet": "parquet_not_readable"}.get(source.form, "json_not_readable")
    return code, "", {"value": said}


def open_csv(connection: duckdb.DuckDBPyConnection, source: Source) -> Rows:
    """A row without any content is passed over, as everywhere."""
    misfits = Misfits()
    reader = read_blocks(source, list(source.columns), list(source.known.values()), ",", True, misfits)
    connection.register("arrived", number_rows(reader, source.header_row + 1, misfits))
    names = [name_cell(column) for column in source.known.values()]
    blank = " and ".join(f"coalesce(trim({name}), '') = ''" for name in names)
    cells = {name: strip(name_cell(column)) for name, column in source.known.items()}
    plain = alias({name: name_cell(column) for name, column in source.known.items()})
    return Rows(
        f"select {NUMBER}, {alias(cells)} from arrived where not ({blank})",
        take_cells(source),
        f"select {NUMBER}, {plain} from arrived where not ({blank})",
        misfits=misfits,
    )


def open_lines(connection: duckdb.DuckDBPyConnection, source: Source) -> Rows:
    misfits = Misfits()
    reader = read_blocks(source, [LINE], [LINE], SEPARATOR, False, misfits)
    connection.register("arrived", number_rows(reader, 1, misfits))
    return select_objects(source, f"select {NUMBER}, {LINE} from arrived where trim({LINE}) <> ''", (), misfits)


def open_array(connection: duckdb.DuckDBPyConnection, source: Source) -> Rows:
    sql = f"select row_number() over () as {NUMBER}, json as {LINE} from read_json_objects(?, format = 'array')"
    return select_objects(source, sql, (str(source.path),), Misfits())


def select_objects(source: Source, lines: str, parameters: tuple[str, ...], misfits: Misfits) -> Rows:
    """Cells of JSON objects: plain values as text; what is nested stands for no text, and nothing for an empty cell."""
    paths = ", ".join(quote(f'$."{column}"') for column in source.known.values())
    fault = (
        f"case when not json_valid({LINE}) then 'json_not_readable' "
        f"when json_type({LINE}) <> 'OBJECT' then 'row_not_an_object' "
        f"when len(json_keys({LINE})) <> len(list_distinct(json_keys({LINE}))) "
        f"or list_has_any(json_type({LINE}, [{paths}]), ['OBJECT', 'ARRAY']) then 'json_not_readable' end"
    )
    judged = f"select {NUMBER}, {LINE}, {fault} as row_fault from ({lines}) as lines"
    split = (
        f"select {NUMBER}, row_fault, case when row_fault is null then json_extract_string({LINE}, [{paths}]) end as texts "
        f"from ({judged}) as judged"
    )
    cells = {name: strip(f"texts[{place}]") for place, name in enumerate(source.known, start=1)}
    sql = f"select {NUMBER}, row_fault, {alias(cells)} from ({split}) as split"
    return Rows(sql, take_cells(source), "", "row_fault", parameters, misfits)


def open_parquet(connection: duckdb.DuckDBPyConnection, source: Source) -> Rows:
    """Numbers stay numbers, everything else becomes text."""
    described = connection.execute("describe select * from read_parquet(?)", [str(source.path)]).fetchall()
    types = {name: kind for name, kind, *_ in described}
    cells: dict[str, str] = {}
    taken = []
    for cell in take_cells(source):
        name = source.known[cell.column.name]
        if any(mark in types[name] for mark in NESTED):
            value = f"the column {name} is of type {types[name]}"
            raise FileRefusedError(Problem("parquet_not_readable", values={"value": value}))
        is_number = is_number_of(types[name], cell.column.data_type)
        cells[cell.column.name] = name_cell(name) if is_number else strip(f"cast({name_cell(name)} as varchar)")
        taken.append(Cell(cell.column, cell.sql, is_number))
    numbers = {cell.column.name for cell in taken if cell.is_number}
    start, end = f"select file_row_number + 1 as {NUMBER},", "from read_parquet(?, file_row_number = true)"
    is_text = {name: types[column] == "VARCHAR" for name, column in source.known.items()}
    plain = {
        name: name_cell(column) if is_text[name] or name in numbers else f"cast({name_cell(column)} as varchar)"
        for name, column in source.known.items()
    }
    return Rows(
        f"{start} {alias(cells)} {end}", tuple(taken), f"{start} {alias(plain)} {end}", parameters=(str(source.path),)
    )


def is_number_of(stored: str, wanted: str) -> bool:
    is_whole = stored.removeprefix("U") in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT")
    return is_whole if wanted in WHOLE_TYPES else wanted == "double" and (is_whole or stored == "DOUBLE")


OPENERS = {"csv": open_csv, "lines": open_lines, "array": open_array, "parquet": open_parquet}


def take_cells(source: Source) -> tuple[Cell, ...]:
    """The columns of the contract that the file has, under their own names."""
    return tuple(Cell(column, column.name) for column in source.kind.columns if column.name in source.known)


def name_cell(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def alias(cells: dict[str, str]) -> str:
    return ", ".join(f"{sql} as {name}" for name, sql in cells.items())


def read_blocks(
    source: Source, names: list[str], wanted: list[str], separator: str, is_quoted: bool, misfits: Misfits
) -> pa.RecordBatchReader:
    """Blocks of text cells, in order. Columns without a name are called by their place."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    return arrow_csv.open_csv(
        source.path,
        read_options=arrow_csv.ReadOptions(
            use_threads=False,
            block_size=BLOCK,
            skip_rows=source.header_row,
            column_names=[name or f"{place} (without a name)" for place, name in enumerate(names, start=1)],
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=separator,
            quote_char='"' if is_quoted else False,
            double_quote=is_quoted,
            newlines_in_values=is_quoted,
            ignore_empty_lines=False,
            invalid_row_handler=misfits.add,
        ),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=wanted,
            column_types=dict.fromkeys(wanted, pa.dictionary(pa.int32(), pa.string()) if is_quoted else pa.string()),
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
        ),
    )


def number_rows(reader: pa.RecordBatchReader, first: int, misfits: Misfits) -> pa.RecordBatchReader:
    """The same blocks with the number that each row has in the file, misfits counted."""
    import pyarrow as pa

    def blocks() -> Iterator[pa.RecordBatch]:
        start = first
        for batch in reader:
            numbers, start = misfits.number(start, batch.num_rows)
            yield pa.RecordBatch.from_arrays([pa.array(numbers), *batch.columns], schema=schema)

    schema = pa.schema([pa.field(NUMBER, pa.int64()), *reader.schema])
    return pa.RecordBatchReader.from_batches(schema, blocks())
