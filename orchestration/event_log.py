"""Keeps the databases of Dagster's event log open while a run goes on in this process.

Dagster opens and closes a connection for every event. Whenever the last one closes, SQLite writes its log back into the database
and waits for the disk: a thousand events of a cycle then wait longer than they compute. Nothing else changes: every event is
still committed before the run goes on.
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


@contextmanager
def keep_open(instance: dg.DagsterInstance, run_id: str) -> Iterator[None]:
    """Keep what the events of one run are written to open; an event log that is no SQLite is left alone."""
    storage = instance.event_log_storage
    with ExitStack() as stack:
        if isinstance(storage, SqliteEventLogStorage):
            with storage.run_connection(run_id):
                pass  # makes the shard of the run
            for shard in (INDEX, run_id):
                stack.enter_context(closing(open_for_reading(Path(storage.path_for_shard(shard)))))
        yield
