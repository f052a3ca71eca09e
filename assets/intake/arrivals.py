"""Which files of the inbox wait to be taken in, without taking them in: for those who decide when a run is worth it.

Nothing is written here. A file that is still being written is left alone: its size or time changes, or its name says so.
Files that are no ordinary ones, links above all, wait for nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from assets.intake.archive import digest_file, place_of
from assets.intake.bounds import MAX_BYTES
from assets.intake.collection import unfold
from assets.intake.exports.mapping import Mapping
from assets.intake.intake import list_inbox, open_entry, read_bounded, read_entry
from assets.intake.names import describe_path
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.reading import check_file

SETTLE_SECONDS = 10
LOOKED_AT_FILES, LOOKED_AT_BYTES = 200, 20_000_000  # how much is read to say whose files they are
NAMED = 10  # cities and cycles that are named
CODE = re.compile(r"[a-z]{2}-[a-z0-9]+(?:-[a-z0-9]+)*")
YEAR = re.compile(r"[12]\d{3}")


@dataclass(frozen=True)
class Entry:
    """An ordinary file in the inbox as it stood when it was looked at; `changed_at` in seconds since the epoch."""

    path: Path
    name: str
    size: int
    modified_ns: int
    changed_at: float

    @property
    def mark(self) -> str:
        """Another one for every version of a file."""
        text = f"{self.name}\0{self.size}\0{self.modified_ns}\0{self.changed_at}"
        return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def look_at(path: Path, name: str) -> Entry | None:
    """An ordinary file as it stands; None for anything else, and for what is gone."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return (
        Entry(path, name, status.st_size, status.st_mtime_ns, status.st_ctime) if stat.S_ISREG(status.st_mode) else None
    )


def list_entries(inbox: Path) -> list[Entry]:
    """All ordinary files at any depth; hidden, half-written and linked ones are not among them."""
    found = (look_at(path, describe_path(path.relative_to(inbox))) for path in list_inbox(inbox))
    return [entry for entry in found if entry is not None]


def is_settled(entry: Entry, now: float, seconds: float) -> bool:
    """Whether a file has stood as it is for so many seconds. A time of writing that lies ahead is not believed."""
    modified = entry.modified_ns / 1e9
    return now - max(entry.changed_at, modified if modified <= now else 0) >= seconds


def is_being_written(path: Path, seconds: float) -> bool:
    """Whether a file has changed within so many seconds; with 0, no file has."""
    entry = look_at(path, path.name) if seconds else None
    return entry is not None and not is_settled(entry, time.time(), seconds)


def is_archived(archive: Path, content: bytes) -> bool:
    """Whether the bytes are in the archive; of a zipped collection, all of its files."""
    return all(
        place_of(archive, hashlib.sha256(each).hexdigest()).with_suffix(".json").exists()
        for _, each in unfold("", content)
    )


def is_known(archive: Path, path: Path) -> bool:
    """Whether the bytes of a file are in the archive; what cannot be read is not known, since a run has to say so."""
    try:
        with open_entry(path) as file:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:
                return place_of(archive, digest_file(file)).with_suffix(".json").exists()
            return is_archived(archive, read_bounded(file))
    except FileRefusedError:
        return False


def pick_new(entries: Iterable[Entry], archive: Path) -> list[Entry]:
    """The entries whose bytes are not in the archive."""
    return [entry for entry in entries if not is_known(archive, entry.path)]


def name_some(values: Collection[str]) -> str:
    """The first few, and how many more there are."""
    named = sorted(values)[:NAMED]
    return ", ".join(named) + (f", and {len(values) - NAMED} more" if len(values) > NAMED else "")


def describe_entries(entries: Iterable[Entry], mappings: tuple[Mapping, ...] = ()) -> dict[str, str]:
    """How many files these are, and the cities and cycles found in them, as far as they were looked at; exports by `mappings`.

    What a submission says is only repeated where it has the form of a code or a year.
    """
    entries = list(entries)
    cities: set[str] = set()
    cycles: set[str] = set()
    left = LOOKED_AT_BYTES
    for entry in entries[:LOOKED_AT_FILES]:
        left -= entry.size
        content = read_entry(entry.path) if left >= 0 else Problem("file_too_large")
        if isinstance(content, Problem):
            continue
        for name, each in unfold(entry.name, content):
            reading = check_file(name, each, mappings=mappings)
            cities |= {code for code in reading.list_cells("city_code") if code and CODE.fullmatch(code)}
            cycles |= {year for year in reading.list_cells("cycle") if year and YEAR.fullmatch(year)}
    described = {"files": str(len(entries)), "cities": name_some(cities), "cycles": name_some(cycles)}
    return {name: text for name, text in described.items() if text}
