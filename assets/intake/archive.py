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
from typing import BinaryIO

COMING = ".coming.part"  # a large file on its way into the archive
PIECE = 1 << 20
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
    write_note(note, source_file, len(content), arrived_on)
    return True


def write_note(note: Path, source_file: str, size: int, arrived_on: date) -> None:
    """The note comes last: a file without one was not completely taken in, and is taken in again."""
    described = {"source_file": source_file, "arrived_on": arrived_on.isoformat(), "bytes": size}
    write_atomically(note, json.dumps(described, ensure_ascii=False).encode())


def digest_file(file: BinaryIO) -> str:
    """The SHA-256 of an open file, read piece by piece."""
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def store_stream(archive: Path, source_file: str, file: BinaryIO, arrived_on: date) -> tuple[str, bool]:
    """Keep an open file of any size, piece by piece. Returns its SHA-256, and False where the same bytes are there already."""
    sha256 = digest_file(file)
    if place_of(archive, sha256).with_suffix(".json").exists():
        return sha256, False
    archive.parent.mkdir(parents=True, exist_ok=True)
    make_folder(archive)
    coming = archive / COMING
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    with os.fdopen(os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as copy:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    # What was copied counts: the file may have changed since it was read for the first time.
    place = place_of(archive, digest.hexdigest())
    make_folder(place.parent)
    coming.replace(place)
    is_new = not place.with_suffix(".json").exists()
    if is_new:
        write_note(place.with_suffix(".json"), source_file, size, arrived_on)
    return digest.hexdigest(), is_new


def read_note(note: Path) -> Arrival:
    """Raises ArchiveDamagedError where the note is not what `store_file` writes."""
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
        return Arrival(
            note.stem, str(known["source_file"]), date.fromisoformat(known["arrived_on"]), int(known["bytes"])
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveDamagedError(f"The note {note} cannot be read ({error!r}). {REMEDY}") from error


def list_archive(archive: Path) -> list[Arrival]:
    """What is known of all files, in the order of the names that they came with.

    Raises ArchiveDamagedError where a file or its note is missing.
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
    for arrival in arrivals:
        place = place_of(archive, arrival.sha256)
        if not place.exists():
            raise ArchiveDamagedError(f"{place} is missing ({arrival.source_file}). {REMEDY}")
    return sorted(arrivals, key=lambda each: (each.source_file, each.sha256))


def check_digest(archive: Path, arrival: Arrival, sha256: str) -> None:
    """Raises ArchiveDamagedError where a file is not what it was when it was taken in."""
    if sha256 != arrival.sha256:
        place = place_of(archive, arrival.sha256)
        raise ArchiveDamagedError(f"{place} was changed since it was taken in ({arrival.source_file}). {REMEDY}")


def read_archived(archive: Path, arrival: Arrival) -> bytes:
    """The bytes of one file. Raises ArchiveDamagedError where they are not what they were."""
    content = place_of(archive, arrival.sha256).read_bytes()
    check_digest(archive, arrival, hashlib.sha256(content).hexdigest())
    return content


def check_archived(archive: Path, arrival: Arrival) -> None:
    """The same for a file of any size, which is not kept in memory."""
    with place_of(archive, arrival.sha256).open("rb") as file:
        check_digest(archive, arrival, digest_file(file))


def read_archive(archive: Path) -> Iterator[tuple[Arrival, bytes]]:
    """All files with their bytes, in the order of the names that they came with. Raises ArchiveDamagedError as above."""
    for arrival in list_archive(archive):
        yield arrival, read_archived(archive, arrival)
