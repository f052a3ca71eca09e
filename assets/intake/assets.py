"""The raw tables as Dagster assets: what was received, row by row, with file, sheet and row.

Reading and checking are pure functions in the modules beside this one; here they are called and their tables are written.
"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import dagster as dg

from assets.home import Home
from assets.schema import Table, raw_tables
from expectations.results import clear_results

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


class NothingArrived(Exception):
    """The inbox is empty and nothing was ever taken in."""


class IntakeConfig(dg.Config):
    """Files that have changed within so many seconds are left for the next run; 0 takes in all."""

    settle_seconds: int = 0


def today() -> date:
    """The date of arrival that is recorded for a new file; SOURCE_DATE_EPOCH stands in for the clock where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), tz=UTC) if epoch else datetime.now(tz=UTC)).date()


def write_raw_table(connection: "duckdb.DuckDBPyConnection", table: Table, frame: "pd.DataFrame") -> None:
    """Write one raw table with the columns of its contract: text, apart from what intake itself adds."""
    own = {column.name for column in table.provenance} if table.provenance else set(table.column_names)
    columns = (*table.columns, *table.provenance)
    types = ", ".join(f"{column.name} {column.data_type if column.name in own else 'varchar'}" for column in columns)
    names = ", ".join(column.name for column in columns)
    connection.execute(f"create or replace table raw.{table.name} ({types})")
    connection.register("arrived", frame)
    connection.execute(f"insert into raw.{table.name} select {names} from arrived")
    connection.unregister("arrived")


@dg.multi_asset(
    name="intake",
    specs=[
        dg.AssetSpec(
            ["raw", table.name],
            description=table.description,
            group_name="raw",
            kinds={"pandas", "duckdb"},
            metadata={
                "dagster/column_schema": dg.TableSchema(
                    [
                        dg.TableColumn(column.name, column.data_type, description=column.description)
                        for column in (*table.columns, *table.provenance)
                    ]
                )
            },
        )
        for table in raw_tables().values()
    ],
)
def intake(context: dg.AssetExecutionContext, home: Home, config: IntakeConfig) -> Iterator[dg.MaterializeResult]:
    """Takes in what is new in the inbox and writes the raw tables from everything that was ever taken in."""
    from assets.intake.arrivals import is_being_written
    from assets.intake.exports.mapping import read_mappings
    from assets.intake.intake import take_in
    from assets.intake.streams.tables import prepare_folder, write_streamed_table

    clear_results(home.quality)
    is_left = partial(is_being_written, seconds=config.settle_seconds)
    streamed = prepare_folder(home.streamed)
    arrived = take_in(home.inbox, home.archive, today(), is_left, read_mappings(home.mappings), streamed)
    if arrived.tables["files"].empty and arrived.tables["reading_tickets"].empty:
        raise NothingArrived(
            f"The inbox {home.inbox} is empty and nothing was taken in before. "
            "Put files into it (a cities file and answers at least) and run again."
        )
    outcomes = arrived.summary["outcome"].value_counts().to_dict()
    context.log.info("Files: %s", ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())))
    with home.connect() as connection:
        connection.execute("create schema if not exists raw")
        for table in raw_tables().values():
            frame = arrived.tables[table.name]
            count = len(frame)
            if table.meta.get("streamed"):
                count = write_streamed_table(connection, table, arrived.streamed, frame, streamed)
            else:
                write_raw_table(connection, table, frame)
            metadata = {"dagster/row_count": count}
            if table.name == "files":
                metadata |= {f"files_{outcome}": count for outcome, count in outcomes.items()}
            yield dg.MaterializeResult(asset_key=["raw", table.name], metadata=metadata)
