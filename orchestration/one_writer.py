"""One writer a home: a run holds the lock of its home from its first step to its last.

DuckDB has one writer, and a release is made in one place; two runs at once would end in each other's tables. Runs of one
Dagster instance wait for each other in its queue; this holds off a run that was started beside it, from a terminal.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import dagster as dg

from assets.home import Home


class HomeInUse(Exception):
    """Another run works on the home; the message says which."""


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold the lock in a folder. It goes with the process that holds it, so a killed run leaves none.

    Raises HomeInUse where another process has it.
    """
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip() or "unknown"
            raise HomeInUse(
                f"Another run works on {folder.parent} (process {holder}). Wait until it has ended, then run again."
            ) from error
        os.truncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)


def check_free(home: Home) -> None:
    """Raises HomeInUse where a run works on the home, so that a second one is not even begun and leaves no failed run behind."""
    with hold(home.warehouse):
        return


class WorkingHome(Home):
    """A home as runs have it: locked while one of them works."""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Home]:
        """The home, for the length of a run. Raises HomeInUse."""
        run = context.instance.get_run_by_id(context.run.run_id) if context.instance and context.run else None
        with nullcontext() if run and run.is_finished else hold(self.warehouse):  # tools look at a run when it is over
            yield self
