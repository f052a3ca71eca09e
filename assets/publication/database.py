"""The public tables once more as one DuckDB file, with their descriptions and keys.

Made from the published Parquet files and `datapackage.json` alone, in a process that has seen nothing else: DuckDB fills the
unused ends of its blocks with whatever the memory held, so a file written during a run could hold remains of tables that are
not public. The same makes its bytes differ each time: it has no checksum, and is compared with the Parquet files by its rows.
What the tables are belongs to `data_package.py`; see docs/adr/0007-a-database-for-analysts.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.publication.data_package import read_key
from assets.publication.export import quote

if TYPE_CHECKING:
    import duckdb

PACKAGE = "datapackage.json"
DATABASE = "intercultural-cities-index.duckdb"
DICTIONARY = "data_dictionary"
BLOCK_SIZE = (
    65_536  # a quarter of DuckDB's own: there are many small tables, and each fills at least one block a column
)
RESOURCE = {
    "name": "database",
    "path": DATABASE,
    "title": "All tables in one DuckDB database",
    "description": (
        "The same rows as the other files, as tables with comments, keys and a data_dictionary. "
        "Made anew for each release, not the same bytes twice: it has no checksum."
    ),
    "format": "duckdb",
    "mediatype": "application/vnd.duckdb",
}


class DatabaseFault(Exception):
    """The database could not be made: a fault of ours."""


def make_database(data: Path) -> Path:
    """Write the database of the public data in `data` in a process of its own. Raises DatabaseFault with what it said."""
    command = [sys.executable, "-I", "-m", "assets.publication.database", str(data)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own module)
    if made.returncode:
        raise DatabaseFault(f"{DATABASE} could not be made:\n{made.stderr}")
    return data / DATABASE


def read_resources(data: Path) -> dict[str, dict[str, Any]]:
    """The tables that the package describes, by name, those that others refer to before those that refer to them."""
    package = json.loads((data / PACKAGE).read_text(encoding="utf-8"))
    by_name = {resource["name"]: resource for resource in package["resources"] if "parquetPath" in resource}
    ordered: dict[str, dict[str, Any]] = {}

    def visit(name: str) -> None:
        for reference in by_name[name]["schema"].get("foreignKeys", ()):
            visit(reference["reference"]["resource"])
        ordered[name_table(by_name[name])] = by_name[name]

    for name in by_name:
        visit(name)
    return ordered


def name_table(resource: dict[str, Any]) -> str:
    return Path(resource["path"]).stem


def write_database(data: Path) -> None:
    """Write the database beside the package, in place of the one that is there."""
    import duckdb

    target = data / DATABASE
    target.unlink(missing_ok=True)
    resources = read_resources(data)
    tables = {resource["name"]: name for name, resource in resources.items()}
    # Lists that are small: the methodology, and what results refer to. An index on results would be larger than they are.
    lists = {
        name
        for name, resource in resources.items()
        if "/" in resource["path"] or any(refers_to(other, resource["name"]) for other in resources.values())
    }
    with duckdb.connect() as connection:
        connection.execute(f"attach {write_text(str(target))} as public_data (block_size {BLOCK_SIZE})")
        connection.execute("use public_data")
        for name, resource in resources.items():
            create_table(connection, data, name, resource, tables, has_keys=name in lists)
            describe_table(connection, name, resource, tables)
        write_dictionary(connection, resources, tables)


def refers_to(resource: dict[str, Any], target: str) -> bool:
    return any(key["reference"]["resource"] == target for key in resource["schema"].get("foreignKeys", ()))


def create_table(
    connection: duckdb.DuckDBPyConnection,
    data: Path,
    name: str,
    resource: dict[str, Any],
    tables: dict[str, str],
    has_keys: bool,
) -> None:
    """One table with its rows in the order of its key; keys hold as constraints where `has_keys` says so."""
    source = connection.read_parquet(str(data / resource["parquetPath"]))
    key, is_primary = read_key(resource)
    parts = [
        f"{quote(column)} {kind}{' not null' if is_primary and column in key else ''}"
        for column, kind in zip(source.columns, source.types, strict=True)
    ]
    if has_keys:
        parts.append(f"{'primary key' if is_primary else 'unique'} ({list_names(key)})")
        parts += [
            f"foreign key ({list_names(reference['fields'])}) references "
            f"{quote(tables[reference['reference']['resource']])} ({list_names(reference['reference']['fields'])})"
            for reference in resource["schema"].get("foreignKeys", ())
        ]
    connection.execute(f"create table {quote(name)} ({', '.join(parts)})")
    source.insert_into(name)


def list_names(names: Iterable[str]) -> str:
    return ", ".join(quote(name) for name in names)


def describe_table(
    connection: duckdb.DuckDBPyConnection, name: str, resource: dict[str, Any], tables: dict[str, str]
) -> None:
    """Comments on the table and its columns; keys are said in words as well, since not every table has them as constraints."""
    words = f"{resource['description']} Key: {', '.join(read_key(resource)[0])}."
    connection.execute(f"comment on table {quote(name)} is {write_text(words)}")
    for field, targets in list_fields(resource, tables):
        words = field.get("description", "") + "".join(f"; refers to {target}" for target in targets)
        connection.execute(f"comment on column {quote(name)}.{quote(field['name'])} is {write_text(words)}")


def write_text(text: str) -> str:
    """A text as SQL writes it, for statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def list_fields(resource: dict[str, Any], tables: dict[str, str]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each field of a table with the columns that it refers to, as `table.column`."""
    targets: dict[str, list[str]] = {}
    for key in resource["schema"].get("foreignKeys", ()):
        table = tables[key["reference"]["resource"]]
        for column, target in zip(key["fields"], key["reference"]["fields"], strict=True):
            targets.setdefault(column, []).append(f"{table}.{target}")
    for field in resource["schema"]["fields"]:
        yield field, targets.get(field["name"], [])


def write_dictionary(
    connection: duckdb.DuckDBPyConnection, resources: dict[str, dict[str, Any]], tables: dict[str, str]
) -> None:
    """A table that says what is in the others, a row a column."""
    connection.execute(
        f"create table {DICTIONARY} (table_name varchar not null, position integer not null, column_name varchar not null, "
        "data_type varchar, is_key boolean, refers_to varchar, description varchar, primary key (table_name, position))"
    )
    rows = [
        (
            name,
            position,
            field["name"],
            field["type"],
            field["name"] in read_key(resource)[0],
            "|".join(targets) or None,
            field.get("description"),
        )
        for name, resource in sorted(resources.items())
        for position, (field, targets) in enumerate(list_fields(resource, tables), start=1)
    ]
    connection.executemany(f"insert into {DICTIONARY} values (?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 (our own name)
    connection.execute(f"comment on table {DICTIONARY} is 'What is in the other tables. Grain: one row per column.'")


def has_database(data: Path) -> bool:
    """Whether the package lists a database: releases of earlier code have none."""
    package = data / PACKAGE
    return package.exists() and RESOURCE["name"] in {
        resource["name"] for resource in json.loads(package.read_text(encoding="utf-8"))["resources"]
    }


def compare_database(data: Path) -> list[str]:
    """What differs between the database and the Parquet files beside it, one sentence a table; empty where nothing does."""
    import duckdb

    path = data / DATABASE
    if not has_database(data):
        return []
    if not path.exists():
        return [f"{DATABASE} is missing."]
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            resources = read_resources(data)
            found = {row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()}
            wrong = [f"{DATABASE} lacks the table {name}." for name in sorted(resources.keys() - found)]
            wrong += [
                f"{DATABASE} holds the table {name}, which is not published."
                for name in sorted(found - resources.keys() - {DICTIONARY})
            ]
            return wrong + [
                f"{DATABASE}: the table {name} differs from {resource['parquetPath']} in {rows} rows."
                for name, resource in resources.items()
                if name in found and (rows := count_differences(connection, name, data / resource["parquetPath"]))
            ]
    except duckdb.Error as error:
        return [f"{DATABASE} cannot be read: {error}"]


def count_differences(connection: duckdb.DuckDBPyConnection, name: str, parquet: Path) -> int:
    """How many rows only one of the two has."""
    table, file = connection.table(name), connection.read_parquet(str(parquet))
    return sum(len(left.except_(right)) for left, right in ((table, file), (file, table)))


if __name__ == "__main__":
    write_database(Path(sys.argv[1]))
