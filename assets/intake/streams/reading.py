"""One file of a streamed kind: how many rows are good, and the problems of the others; then its good rows, kept or left where they are.

Two passes: one that looks, and one that keeps. A Parquet file without a fault is not copied: it is read where it lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.intake.bounds import MAX_TICKETS_OF_A_KIND
from assets.intake.problems import FileRefusedError, Problem, Subject
from assets.intake.reading import Part, Reading, find_broken_promise
from assets.intake.streams.rows import NUMBER, Rows, open_rows
from assets.intake.streams.rules import Cell, convert_finally, find_fault, is_plain, quote
from assets.intake.streams.source import Source
from assets.intake.validation import check_cell, describe_column, fail

if TYPE_CHECKING:
    import duckdb

MEMORY = "700MB"  # of DuckDB, beyond which it puts aside on disk what it can
IN_PLACE_FROM = 100_000  # rows of a Parquet file that is not copied
NAMED_CITIES = 1_000  # that are told apart in one file
LONGEST = 400  # characters of a faulty cell that are looked at, more than a ticket repeats
WORDS = {
    "json_not_readable": "it is no JSON, has a name twice, or something nested in a column",
    "row_not_an_object": "a text, a number or an array",
}


@dataclass(frozen=True)
class Kept:
    """Where the good rows of a file are. `selects` is SQL without parameters: the columns of the contract, sheet and row."""

    kind: str
    sha256: str
    path: Path
    rows: int
    selects: str


@dataclass(frozen=True)
class Judged:
    """The cells of a source and the problem of each; of a `plain` source no cell needs a look at blanks, and none has a problem."""

    cells: tuple[Cell, ...]
    faults: dict[str, str]
    rows: int
    plain: bool

    def select(self, rows: Rows) -> str:
        """SQL of the good rows."""
        if self.plain:
            return rows.plain
        return f"select * from ({rows.sql}) as cells where {good_of(rows, self.faults)}"


@contextmanager
def bounded() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that keeps to its bound."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": MEMORY})
    try:
        yield connection
    finally:
        connection.close()


def read_stream(
    source: Source, source_file: str, sha256: str, size: int, folder: Path | None
) -> tuple[Reading, Kept | None]:
    """Read one file. Good rows are kept in `folder`; without one the file is only looked at.

    Never raises for what the file holds: what cannot be used is among the problems of the reading.
    """
    reading = Reading(source_file, sha256, size)
    kept = None
    try:
        with bounded() as connection:
            judged, good = look_through(connection, source, reading)
            columns: dict[str, list[str | None]] = {}
            if folder is not None:
                kept = keep_rows(connection, source, judged, sha256, folder, good)
                columns = name_cities(connection, kept)
            reading.parts = [Part(source.kind.name, None, columns, [], row_count=good)]
    except FileRefusedError as refusal:
        reading.problems = [*find_broken_promise(source_file, source.path.open("rb").read(8)), *refusal.problems]
        reading.parts, kept = [], None
    return reading, kept


def look_through(connection: duckdb.DuckDBPyConnection, source: Source, reading: Reading) -> tuple[Judged, int]:
    """Count rows and find their problems, which go into the reading. Returns how to read them, and the number of good ones.

    Most files hold plain cells throughout, which one test of each shows; only others are looked at closely.
    """
    shared = [column.name for column in source.kind.columns if column.meta.get("given_throughout")]
    with open_rows(connection, source) as rows:
        cells = {cell.column.name: cell for cell in rows.cells}
        # Whether a cell that may be empty throughout is a problem is known once all have been seen.
        given = ", ".join(f"count({name})" if name in cells else "0" for name in shared)
        plain = " and ".join(map(is_plain, cells.values()))
        found = None
        if rows.plain:
            sql = f"select count(*), {given}, count(*) filter (where {plain}) from ({rows.plain}) as cells"
            found = count_rows(connection, sql, rows, shared)
        misfits = rows.misfits
    if found is None or not found.is_sound:
        with open_rows(connection, source) as rows:
            faults = {name: find_fault(cell) for name, cell in cells.items()}
            sql = (
                f"select count(*), {given}, count(*) filter (where {good_of(rows, faults)}) from ({rows.sql}) as cells"
            )
            found = count_rows(connection, sql, rows, shared)
            misfits = rows.misfits
        faults |= {name: find_fault(cells[name], is_given_elsewhere=True) for name in found.sometimes}
        judged = Judged(tuple(cells.values()), faults, found.rows, plain=False)
    else:
        judged = Judged(tuple(cells.values()), {}, found.rows, plain=True)
    reading.rows_found = found.rows + misfits.count
    reading.problems = note_columns(source, found.never if found.rows else ())
    good = found.rows if found.is_sound else find_problems(connection, source, judged, reading)
    add_misfits(source, misfits.first, misfits.count, reading)
    return judged, good


@dataclass(frozen=True)
class Counted:
    """Rows of a source, those without a problem, and columns that some rows have, or none."""

    rows: int
    good: int
    sometimes: tuple[str, ...]
    never: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return self.good == self.rows and not self.sometimes


def count_rows(connection: duckdb.DuckDBPyConnection, sql: str, rows: Rows, shared: list[str]) -> Counted:
    """The answer to SQL that counts rows, those that have each of the `shared` columns, and the good ones."""
    found, *given, good = fetch(connection, sql, rows)[0]
    counts = list(zip(shared, given, strict=True))
    sometimes = tuple(name for name, count in counts if 0 < count < found)
    return Counted(found, good, sometimes, tuple(name for name, count in counts if count == 0))


def fetch(connection: duckdb.DuckDBPyConnection, sql: str, rows: Rows) -> list[Any]:
    return connection.execute(sql, list(rows.parameters)).fetchall()


def good_of(rows: Rows, faults: dict[str, str]) -> str:
    return " and ".join([f"{rows.row_fault} is null", *(f"({fault}) is null" for fault in faults.values())])


def note_columns(source: Source, never_given: tuple[str, ...]) -> list[Problem]:
    """What is to be said of columns: those that the contract does not have, and those that stand for all when they are empty."""
    unknown = [name.strip() for name in source.columns if name.strip() and name.strip() not in source.known]
    notes = [Problem("unknown_column", "header", {"column_name": name, "kind": source.kind.name}) for name in unknown]
    columns = {column.name: column for column in source.kind.columns}
    return [*notes, *(Problem(columns[name].meta["given_throughout"]) for name in never_given)]


def find_problems(connection: duckdb.DuckDBPyConnection, source: Source, judged: Judged, reading: Reading) -> int:
    """Add the problems of rows to the reading, the first of each kind and a count of the rest; returns the number of good rows."""
    with open_rows(connection, source) as rows:
        texts = [
            f"{{'name': '{name}', 'code': {fault}, 'text': left(cast({name} as varchar), {LONGEST}), "
            f"'length': length(cast({name} as varchar))}}"
            for name, fault in judged.faults.items()
        ]
        whole = f"{{'name': '', 'code': {rows.row_fault}, 'text': null, 'length': null}}"
        row = f"case when {rows.row_fault} is null then [{', '.join(texts)}] else [{whole}] end"
        owner = [
            f"case when ({judged.faults[name]}) is null then cast({name} as varchar) end as owner_{name}"
            if name in judged.faults
            else f"null as owner_{name}"
            for name in ("city_code", "cycle")
        ]
        sql = f"""
            with judged as (
                select {NUMBER}, {", ".join(owner)}, list_filter({row}, cell -> cell.code is not null) as faulty
                from ({rows.sql}) as cells
            ),
            faulty as (select {NUMBER}, owner_city_code, owner_cycle, unnest(faulty) as cell from judged where len(faulty) > 0)
            select cell.code, count(*),
                min_by(struct_pack(number := {NUMBER}, cell := cell, city := owner_city_code, cycle := owner_cycle),
                    {NUMBER}, {MAX_TICKETS_OF_A_KIND}),
                (select count(*) from judged where len(faulty) = 0)
            from faulty group by cell.code order by cell.code
        """
        found = fetch(connection, sql, rows)
    by_name = {column.name: column for column in source.kind.columns}
    for code, count, examples, _ in found:
        told = [tell(source, by_name, code, example) for example in examples]
        reading.problems += [*told, *tell_rest(code, count)]
    return int(found[0][3]) if found else judged.rows


def tell(source: Source, columns: dict[str, Any], code: str, example: dict[str, Any]) -> Problem:
    """A problem with its words. Raises ValueError where the two ways of checking a cell do not agree: a fault of ours."""
    cell = example["cell"]
    place, name = f"{source.unit} {example['number']}", cell["name"]
    owner = {
        "city_code": example["city"],
        "cycle": int(float(example["cycle"])) if example["cycle"] is not None else None,
        "subject": Subject(source.kind.name, None, None),
    }
    if not name:
        return Problem(code, place, {"value": WORDS[code]}, **owner)
    column, text = columns[name], cell["text"]
    if text is None:
        _, told, values = fail("value_missing", column, hint=describe_column(column))
    else:
        _, told, values = check_cell(column, text)
        if code == "value_too_long":
            told, values = (
                code,
                {**values, "column_name": name, "value": cell["length"], "limit": column.meta["max_length"]},
            )
    if told != code:
        raise ValueError(f"{place}, column {name}: SQL finds {code}, Python {told} in {text!r}.")
    return Problem(code, f"{place}, column {name}", values, **owner)


def tell_rest(code: str, count: int) -> list[Problem]:
    """One problem that counts those that are not told one by one."""
    if count <= MAX_TICKETS_OF_A_KIND:
        return []
    values = {"value": count - MAX_TICKETS_OF_A_KIND, "hint": code.replace("_", " "), "limit": count}
    return [Problem("further_problems", values=values)]


def add_misfits(source: Source, first: list[tuple[int, int]], count: int, reading: Reading) -> None:
    """Rows that have more or fewer cells than the header."""
    code = "row_wrong_length" if source.form == "csv" else "json_not_readable"
    for number, cells in first:
        values = {"value": str(cells), "limit": str(len(source.columns))}
        if source.form != "csv":
            values = {"value": WORDS[code]}
        reading.problems.append(Problem(code, f"{source.unit} {number}", values))
    reading.problems += tell_rest(code, count)


def keep_rows(
    connection: duckdb.DuckDBPyConnection, source: Source, judged: Judged, sha256: str, folder: Path, good: int
) -> Kept:
    """Keep the good rows as Parquet in the types of the contract, in the order of the file."""
    by_name = {cell.column.name: cell for cell in judged.cells}
    columns = ", ".join(
        f"{convert_finally(by_name[column.name]) if column.name in by_name else empty_of(column)} as {column.name}"
        for column in source.kind.columns
    )
    own = f"{quote(sha256)} as source_sha256, cast(null as varchar) as source_sheet, cast({NUMBER} as integer) as source_row"
    if source.form == "parquet" and good == judged.rows >= IN_PLACE_FROM:
        with open_rows(connection, source) as rows:
            selects = judged.select(rows).replace("?", quote(str(source.path)), 1)
        return Kept(source.kind.name, sha256, source.path, good, f"select {columns}, {own} from ({selects}) as cells")
    path = folder / f"{sha256}.parquet"
    with open_rows(connection, source) as rows:
        good_rows = f"select {columns}, {own} from ({judged.select(rows)}) as cells"
        connection.execute(f"copy ({good_rows}) to {quote(str(path))} (format parquet)", list(rows.parameters))
    return Kept(source.kind.name, sha256, path, good, f"select * from read_parquet({quote(str(path))})")


def empty_of(column: Any) -> str:
    default = column.meta.get("default")
    value = "null" if default is None else quote(str(default))
    return f"cast({value} as {column.data_type})"


def name_cities(connection: duckdb.DuckDBPyConnection, kept: Kept) -> dict[str, list[str | None]]:
    """The cities and cycles of the rows, as far as a ticket or a summary names them."""
    return {
        name: [
            str(value)
            for (value,) in connection.execute(
                f"select distinct {name} from ({kept.selects}) as rows limit {NAMED_CITIES}"
            ).fetchall()
        ]
        for name in ("city_code", "cycle")
    }
