"""Every file that was taken in, by its SHA-256, so that the warehouse can always be rebuilt.

`archive/<first two digits>/<sha256>` holds the bytes, `<sha256>.json` beside it what is known of the arrival. Readable by
the owner alone. What the files mean is not known here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class ArchiveDamaged(Exception):
    """A file of the archive is not what it was: a fault of ours, or somebody changed it."""


@dataclass(frozen=True)
class Arrival:
    """What is known of a file: path below the inbox when it first came, and the recorded date."""

    sha256: str
    source_file: str
    arrived_on: date
    bytes: int


def place_of(archive: Path, sha256: str) -> Path:
    return archive / sha256[:2] / sha256


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file that is there completely or not at all, readable by the owner alone."""
    waiting = path.with_name(path.name + ".part")
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(waiting, path)


def store_file(archive: Path, source_file: str, content: bytes, arrived_on: date) -> bool:
    """Keep a file. Returns False where the same bytes are there already, under whatever name they came."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(archive, sha256)
    note = place.with_suffix(".json")
    if note.exists():
        return False
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(place, content)
    # The note comes last: a file without one was not completely taken in, and is taken in again.
    described = {"source_file": source_file, "arrived_on": arrived_on.isoformat(), "bytes": len(content)}
    write_atomically(note, json.dumps(described, ensure_ascii=False).encode())
    return True


def read_archive(archive: Path) -> Iterator[tuple[Arrival, bytes]]:
    """All files in the order of their names when they came. Raises ArchiveDamaged where one is not what it was."""
    arrivals = []
    for note in archive.glob("??/*.json"):
        try:
            known = json.loads(note.read_text(encoding="utf-8"))
            arrivals.append(
                Arrival(note.stem, known["source_file"], date.fromisoformat(known["arrived_on"]), known["bytes"])
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveDamaged(f"The note {note} cannot be read ({error}). Restore it from a backup.") from error
    for arrival in sorted(arrivals, key=lambda each: (each.source_file, each.sha256)):
        place = place_of(archive, arrival.sha256)
        if not place.exists():
            raise ArchiveDamaged(f"{place} is missing ({arrival.source_file}). Restore it from a backup.")
        content = place.read_bytes()
        if hashlib.sha256(content).hexdigest() != arrival.sha256:
            raise ArchiveDamaged(f"{place} was changed ({arrival.source_file}). Restore it from a backup.")
        yield arrival, content
