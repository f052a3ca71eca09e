"""From the inbox to the raw tables: keep what is new, then read everything that was ever kept.

The archive is the truth; files stay in the inbox, and one that is known already changes nothing. Nothing in
the inbox is trusted: links are not followed, what is no ordinary file is not opened. What files hold is
read in `reading.py`.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assets.intake.archive import read_archive, store_file
from assets.intake.bounds import MAX_BYTES
from assets.intake.collection import unfold
from assets.intake.exports.mapping import Mapping
from assets.intake.names import describe_path, is_folder_left_alone, is_left_alone
from assets.intake.problems import Problem
from assets.intake.reading import Reading, check_file
from assets.intake.tables import build_tables

if TYPE_CHECKING:
    import pandas as pd

SUMMARY = ["source_file", "source_sha256", "kind", "outcome", "rows_read", "rows_taken", "tickets"]


class ReadingFault(Exception):
    """Reading a file failed: a fault of ours."""


@dataclass(frozen=True)
class Intake:
    """The raw tables by name, and `summary`: one row per file in the inbox with what became of it."""

    tables: dict[str, pd.DataFrame]
    summary: pd.DataFrame


def list_inbox(inbox: Path) -> list[Path]:
    """All entries at any depth, in order; folders only where they are links or cannot be opened.

    Hidden and half-written files, and hidden folders, are left alone.
    """
    found: list[Path] = []
    closed: list[OSError] = []
    for folder, folders, names in os.walk(inbox, onerror=closed.append):
        folders[:] = [name for name in folders if not is_folder_left_alone(name)]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        found.extend(Path(folder, name) for name in (*names, *links) if not is_left_alone(name))
    found.extend(Path(str(error.filename)) for error in closed if error.errno != errno.ENOENT)
    return sorted(found)


def read_entry(path: Path) -> bytes | Problem:
    """The bytes of an ordinary file, or why it cannot be taken in.

    What is opened is what is looked at, so that nobody can put a link in its place in between.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return Problem("link_not_followed")
        return Problem("file_not_accessible", values={"value": error.strerror or "no reason is given"})
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Problem("file_not_accessible", values={"value": "it is no ordinary file"})
        with open(descriptor, "rb", closefd=False) as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        return Problem("file_not_accessible", values={"value": error.strerror or "no reason is given"})
    finally:
        os.close(descriptor)
    if len(content) > MAX_BYTES:
        values = {"value": f"{status.st_size:,} bytes", "limit": f"{MAX_BYTES:,} bytes"}
        return Problem("file_too_large", values=values)
    return content


def take_in(
    inbox: Path,
    archive: Path,
    arrived_on: date,
    is_being_written: Callable[[Path], bool] = lambda _path: False,
    mappings: tuple[Mapping, ...] = (),
) -> Intake:
    """Keep what is new in the inbox, dated `arrived_on`, and read the whole archive, exports by the `mappings`.

    A file that is still being written is left for another time.
    Raises ArchiveDamagedError where the archive is not what it was.
    """
    import pandas as pd

    outcomes: list[tuple[str, str | None, str]] = []
    unopened: list[Reading] = []
    for path in list_inbox(inbox):
        name = describe_path(path.relative_to(inbox))
        if is_being_written(path):
            outcomes.append((name, None, "unfinished"))
            continue
        content = read_entry(path)
        if isinstance(content, Problem):
            unopened.append(Reading(name, "", 0, problems=[content]))
            outcomes.append((name, None, "refused"))
            continue
        for member, each in unfold(name, content):
            is_new = store_file(archive, member, each, arrived_on)
            outcomes.append((member, hashlib.sha256(each).hexdigest(), "new" if is_new else "unchanged"))
    readings, dates = [], {}
    for arrival, content in read_archive(archive):
        readings.append(read_known(arrival.source_file, content, mappings))
        dates[arrival.sha256] = arrival.arrived_on
    tables = build_tables(readings, dates)
    if unopened:
        # Files that were not kept have tickets only: `files` lists what the archive holds.
        others = build_tables(unopened, {})["reading_tickets"]
        tables["reading_tickets"] = pd.concat([tables["reading_tickets"], others], ignore_index=True)
    return Intake(tables, summarise(outcomes, readings))


def read_known(source_file: str, content: bytes, mappings: tuple[Mapping, ...]) -> Reading:
    """Read one file. Raises ReadingFault, which names it, where reading itself fails: what a file holds never does that."""
    try:
        return check_file(source_file, content, mappings=mappings)
    except Exception as error:
        raise ReadingFault(f"The file {source_file} could not be read, a fault of ours: {error!r}") from error


def summarise(outcomes: Sequence[tuple[str, str | None, str]], readings: Sequence[Reading]) -> pd.DataFrame:
    """One row per file in the inbox; outcome is new, unchanged, unfinished or refused (new, but of no use as a whole)."""
    import pandas as pd

    known = {reading.sha256: reading for reading in readings}
    rows: list[tuple[object, ...]] = []
    for name, sha256, outcome in outcomes:
        reading = known.get(sha256 or "")
        if reading is None:
            rows.append((name, None, None, outcome, 0, 0, int(outcome == "refused")))
            continue
        outcome = "refused" if reading.is_refused and outcome == "new" else outcome
        counts = (reading.rows_found, reading.rows_taken, len(reading.problems))
        rows.append((name, sha256, reading.kind, outcome, *counts))
    summary = pd.DataFrame(rows, columns=SUMMARY, dtype="object")
    return summary.astype({"rows_read": "int64", "rows_taken": "int64", "tickets": "int64"})
