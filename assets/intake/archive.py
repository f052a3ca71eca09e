"""Every file that was taken in, by its SHA-256, so that the warehouse can always be rebuilt.

`archive/<first two digits>/<sha256>` holds the bytes, `<sha256>.json` beside it what is known of the arrival.
Readable by the owner alone. What the files mean is not known here.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

REMEDY = "Restore it from a backup, or remove both files and put the original into the inbox again."


class ArchiveDamagedError(Exception):
    """A file of the archive is not what it was: a fault of ours, or somebody changed it."""


@dataclass(frozen=True)
class Arrival:
    """What is known of a file: path below the inbox when it first came, the recorded date, and its size."""

    sha256: str
    source_file: str
    arrived_on: date
    bytes: int


def place_of(archive: Path, sha256: str) -> Path:
    return archive / sha256[:2] / sha256


def make_folder(folder: Path) -> None:
    """Make a folder that only the owner can open."""
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file that is there completely or not at all, readable by the owner alone."""
    waiting = path.with_name(path.name + ".part")
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(path)


def store_file(archive: Path, source_file: str, content: bytes, arrived_on: date) -> bool:
    """Keep a file. Returns False where the same bytes are there already, under whatever name they came."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(archive, sha256)
    note = place.with_suffix(".json")
    if note.exists():
        return False
    archive.parent.mkdir(parents=True, exist_ok=True)
    make_folder(archive)
    make_folder(place.parent)
    write_atomically(place, content)
    # The note comes last: a file without one was not completely taken in, and is taken in again.
    described = {"source_file": source_file, "arrived_on": arrived_on.isoformat(), "bytes": len(content)}
    write_atomically(note, json.dumps(described, ensure_ascii=False).encode())
    return True


def read_note(note: Path) -> Arrival:
    """Raises ArchiveDamagedError where the note is not what `store_file` writes."""
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
        return Arrival(
            note.stem, str(known["source_file"]), date.fromisoformat(known["arrived_on"]), int(known["bytes"])
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveDamagedError(f"The note {note} cannot be read ({error!r}). {REMEDY}") from error


def read_archive(archive: Path) -> Iterator[tuple[Arrival, bytes]]:
    """All files, in the order of the names that they came with.

    Raises ArchiveDamagedError where one is not what it was, or where a file or its note is missing.
    """
    names = {path.name for path in archive.glob("??/*")}
    for name in sorted(names):
        if re.fullmatch(r"[0-9a-f]{64}", name) and f"{name}.json" not in names:
            place = place_of(archive, name)
            raise ArchiveDamagedError(f"The note {place}.json is missing beside {place}. {REMEDY}")
    arrivals = [
        read_note(place_of(archive, name.removesuffix(".json")).with_suffix(".json"))
        for name in names
        if re.fullmatch(r"[0-9a-f]{64}\.json", name)
    ]
    for arrival in sorted(arrivals, key=lambda each: (each.source_file, each.sha256)):
        place = place_of(archive, arrival.sha256)
        if not place.exists():
            raise ArchiveDamagedError(f"{place} is missing ({arrival.source_file}). {REMEDY}")
        content = place.read_bytes()
        if hashlib.sha256(content).hexdigest() != arrival.sha256:
            raise ArchiveDamagedError(f"{place} was changed since it was taken in ({arrival.source_file}). {REMEDY}")
        yield arrival, content
