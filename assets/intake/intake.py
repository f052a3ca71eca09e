"""From the inbox to the raw tables: keep what is new, then read everything that was ever kept.

The archive is the truth; files stay in the inbox, and one that is known already changes nothing. Nothing in
the inbox is trusted: links are not followed, what is no ordinary file is not opened. What files hold is
read in `reading.py`, files of any size in `streams`.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from assets.intake.archive import (
    ArchiveDamagedError,
    Arrival,
    check_archived,
    list_archive,
    place_of,
    read_archived,
    store_file,
    store_stream,
)
from assets.intake.bounds import MAX_BYTES
from assets.intake.collection import unfold
from assets.intake.exports.mapping import Mapping
from assets.intake.names import describe_path, is_folder_left_alone, is_left_alone
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.reading import Reading, check_file
from assets.intake.streams.reading import Kept, read_stream
from assets.intake.streams.source import find_source, recognise_source
from assets.intake.tables import build_tables

if TYPE_CHECKING:
    import pandas as pd

SUMMARY = ["source_file", "source_sha256", "kind", "outcome", "rows_read", "rows_taken", "tickets"]


class ReadingFault(Exception):
    """Reading a file failed: a fault of ours."""


@dataclass(frozen=True)
class Intake:
    """The raw tables by name, and `summary`: one row per file in the inbox with what became of it.

    `streamed` says where the rows of streamed files are; the tables hold those of the same kinds that came in workbooks.
    """

    tables: dict[str, pd.DataFrame]
    summary: pd.DataFrame
    streamed: tuple[Kept, ...] = ()


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


@contextmanager
def open_entry(path: Path) -> Iterator[BinaryIO]:
    """An ordinary file. Raises FileRefusedError where it cannot be taken in.

    What is opened is what is looked at, so that nobody can put a link in its place in between.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise FileRefusedError(Problem("link_not_followed")) from error
        raise FileRefusedError(name_obstacle(error)) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileRefusedError(Problem("file_not_accessible", values={"value": "it is no ordinary file"}))
        with open(descriptor, "rb", closefd=False) as file:
            yield file
    except OSError as error:
        raise FileRefusedError(name_obstacle(error)) from error
    finally:
        os.close(descriptor)


def name_obstacle(error: OSError) -> Problem:
    return Problem("file_not_accessible", values={"value": error.strerror or "no reason is given"})


def read_bounded(file: BinaryIO) -> bytes:
    """The bytes of an open file. Raises FileRefusedError where they are more than are read at once."""
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        values = {"value": f"{os.fstat(file.fileno()).st_size:,} bytes", "limit": f"{MAX_BYTES:,} bytes"}
        raise FileRefusedError(Problem("file_too_large", values=values))
    return content


def read_entry(path: Path) -> bytes | Problem:
    """The bytes of an ordinary file, or why it cannot be taken in."""
    try:
        with open_entry(path) as file:
            return read_bounded(file)
    except FileRefusedError as refusal:
        return refusal.problems[0]


def store_entry(path: Path, name: str, archive: Path, arrived_on: date) -> Iterator[tuple[str, str, bool]]:
    """Keep a file of the inbox, a collection as its members: name, SHA-256, and whether it is new.

    Raises FileRefusedError where it cannot be taken in.
    """
    with open_entry(path) as file:
        if recognise_source(path, file):
            yield name, *store_stream(archive, name, file, arrived_on)
            return
        content = read_bounded(file)
    for member, each in unfold(name, content):
        is_new = store_file(archive, member, each, arrived_on)
        yield member, hashlib.sha256(each).hexdigest(), is_new


def take_in(
    inbox: Path,
    archive: Path,
    arrived_on: date,
    is_being_written: Callable[[Path], bool] = lambda _path: False,
    mappings: tuple[Mapping, ...] = (),
    streamed: Path | None = None,
) -> Intake:
    """Keep what is new in the inbox, dated `arrived_on`, and read the whole archive, exports by the `mappings`.

    A file that is still being written is left for another time. Rows of streamed kinds are kept in the folder `streamed`;
    without it such files are only looked at. Raises ArchiveDamagedError where the archive is not what it was.
    """
    import pandas as pd

    outcomes: list[tuple[str, str | None, str]] = []
    unopened: list[Reading] = []
    for path in list_inbox(inbox):
        name = describe_path(path.relative_to(inbox))
        if is_being_written(path):
            outcomes.append((name, None, "unfinished"))
            continue
        try:
            for member, sha256, is_new in store_entry(path, name, archive, arrived_on):
                outcomes.append((member, sha256, "new" if is_new else "unchanged"))
        except FileRefusedError as refusal:
            unopened.append(Reading(name, "", 0, problems=list(refusal.problems)))
            outcomes.append((name, None, "refused"))
    readings, dates, kept = [], {}, []
    for arrival in list_archive(archive):
        reading, rows = read_known(archive, arrival, mappings, streamed)
        readings.append(reading)
        kept += [rows] if rows else []
        dates[arrival.sha256] = arrival.arrived_on
    tables = build_tables(readings, dates)
    if unopened:
        # Files that were not kept have tickets only: `files` lists what the archive holds.
        others = build_tables(unopened, {})["reading_tickets"]
        tables["reading_tickets"] = pd.concat([tables["reading_tickets"], others], ignore_index=True)
    return Intake(tables, summarise(outcomes, readings), tuple(kept))


def read_known(
    archive: Path, arrival: Arrival, mappings: tuple[Mapping, ...], streamed: Path | None
) -> tuple[Reading, Kept | None]:
    """Read one file of the archive, and keep its rows where it is a streamed one.

    Raises ReadingFault, which names it, where reading itself fails: what a file holds never does that.
    """
    source = find_source(place_of(archive, arrival.sha256))
    content = b"" if source else read_archived(archive, arrival)
    try:
        if source:
            check_archived(archive, arrival)
            return read_stream(source, arrival.source_file, arrival.sha256, arrival.bytes, streamed)
        return check_file(arrival.source_file, content, arrival.sha256, mappings), None
    except ArchiveDamagedError:
        raise
    except Exception as error:
        raise ReadingFault(f"The file {arrival.source_file} could not be read, a fault of ours: {error!r}") from error


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
