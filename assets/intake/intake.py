"""From the inbox to the raw tables: keep what is new, then read everything that was ever kept.

The archive is the truth; files stay in the inbox, and one that is known already changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assets.intake.archive import read_archive, store_file
from assets.intake.bounds import MAX_BYTES
from assets.intake.problems import Problem
from assets.intake.reading import Reading, build_tables, check_file

if TYPE_CHECKING:
    import pandas as pd

UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart")


@dataclass(frozen=True)
class Intake:
    """The raw tables by name, and `summary`: one row per file in the inbox with what became of it."""

    tables: dict[str, pd.DataFrame]
    summary: pd.DataFrame


def list_inbox(inbox: Path) -> Iterator[tuple[str, Path]]:
    """All entries at any depth, in order. Hidden and half-written files, and hidden folders, are left alone."""
    for folder, folders, names in os.walk(inbox):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted([*names, *links]):
            if name.startswith((".", "~$")) or name.lower().endswith(UNFINISHED):
                continue
            path = Path(folder, name)
            yield path.relative_to(inbox).as_posix(), path


def look_at(name: str, path: Path) -> Problem | None:
    """Why an entry of the inbox cannot be opened as a file, None where it can."""
    try:
        status = path.lstat()
    except OSError as error:
        return Problem("file_not_accessible", values={"value": error.strerror})
    if stat.S_ISLNK(status.st_mode):
        return Problem("link_not_followed")
    if not stat.S_ISREG(status.st_mode):
        return Problem("file_not_accessible", values={"value": "it is no ordinary file"})
    if status.st_size > MAX_BYTES:
        values = {"value": f"{status.st_size:,} bytes", "limit": f"{MAX_BYTES:,} bytes"}
        return Problem("file_too_large", values=values)
    return None


def take_in(inbox: Path, archive: Path, arrived_on: date) -> Intake:
    """Keep what is new in the inbox and read the whole archive."""
    import pandas as pd

    outcomes: dict[str, tuple[str, str]] = {}
    refused: list[Reading] = []
    for name, path in list_inbox(inbox):
        problem = look_at(name, path)
        if problem is None:
            try:
                content = path.read_bytes()
            except OSError as error:
                problem = Problem("file_not_accessible", values={"value": error.strerror})
        if problem is not None:
            refused.append(Reading(printable(name), "", 0, problems=[problem]))
            outcomes[name] = ("", "refused")
            continue
        is_new = store_file(archive, printable(name), content, arrived_on)
        outcomes[name] = (hashlib.sha256(content).hexdigest(), "new" if is_new else "unchanged")
    readings, dates = [], {}
    for arrival, content in read_archive(archive):
        readings.append(check_file(arrival.source_file, content))
        dates[arrival.sha256] = arrival.arrived_on
    tables = build_tables(readings, dates)
    if refused:
        others = build_tables(refused, {})["reading_tickets"]
        tables["reading_tickets"] = pd.concat([tables["reading_tickets"], others], ignore_index=True)
    return Intake(tables, summarise(outcomes, readings))


def printable(name: str) -> str:
    """A path whose bytes are no text, as text."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def summarise(outcomes: dict[str, tuple[str, str]], readings: list[Reading]) -> pd.DataFrame:
    """One row per file in the inbox: source_file, kind, outcome (new, unchanged, refused), rows and tickets."""
    import pandas as pd

    known = {reading.sha256: reading for reading in readings}
    rows = []
    for name, (sha256, outcome) in outcomes.items():
        reading = known.get(sha256)
        if reading is None:
            rows.append((name, None, "refused", 0, 0, 1))
            continue
        outcome = "refused" if reading.is_refused and outcome == "new" else outcome
        rows.append((name, reading.kind, outcome, reading.rows_found, len(reading.places), len(reading.problems)))
    return pd.DataFrame(rows, columns=["source_file", "kind", "outcome", "rows_read", "rows_taken", "tickets"])
