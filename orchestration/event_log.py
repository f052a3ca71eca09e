"""Makes Dagster's event log wait for the disk at the end of a run in this process, instead of at each of its thousand events.

Dagster opens and closes a connection for every event. SQLite waits for the disk when an event is committed, and writes its log
back into the database whenever the last connection closes. While a run goes on, one connection stays open, and commits are
SQLite's `normal` ones: the database is whole at any time; what a machine that loses its power can lose is the last events of
the run that was going on, which then has to be run again anyway.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import dagster as dg
from dagster._core.storage.event_log import SqliteEventLogStorage

INDEX = "index"  # the shard of the events of all runs


def open_for_reading(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute(
        "select count(*) from sqlite_master"
    ).fetchone()  # opens the file, which `connect` alone does not
    return connection


def commit_without_waiting(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("pragma synchronous = normal")


@contextmanager
def keep_open(instance: dg.DagsterInstance, run_id: str) -> Iterator[None]:
    """Keep what the events of one run are written to open; an event log that is no SQLite is left alone."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    storage = instance.event_log_storage
    with ExitStack() as stack:
        if isinstance(storage, SqliteEventLogStorage):
            with storage.run_connection(run_id):
                pass  # makes the shard of the run
            for shard in (INDEX, run_id):
                stack.enter_context(closing(open_for_reading(Path(storage.path_for_shard(shard)))))
            event.listen(Engine, "connect", commit_without_waiting)
            stack.callback(event.remove, Engine, "connect", commit_without_waiting)
        yield
