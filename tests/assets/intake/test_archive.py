"""The archive keeps bytes as they came, for the owner alone, and says when they are no longer the same."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from assets.intake.archive import ArchiveDamagedError, read_archive, store_file

DAY = date(2024, 5, 31)
SHA = hashlib.sha256(b"content").hexdigest()


@pytest.fixture
def archive(tmp_path) -> Path:
    assert store_file(tmp_path / "home" / "archive", "post/a.csv", b"content", DAY)
    return tmp_path / "home" / "archive"


def test_a_file_lies_under_its_digest_with_a_note(archive) -> None:
    place = archive / SHA[:2] / SHA
    assert place.read_bytes() == b"content"
    assert json.loads((archive / SHA[:2] / f"{SHA}.json").read_bytes()) == {
        "source_file": "post/a.csv",
        "arrived_on": "2024-05-31",
        "bytes": 7,
    }
    [(arrival, content)] = read_archive(archive)
    assert (arrival.sha256, arrival.source_file, arrival.arrived_on, arrival.bytes) == (SHA, "post/a.csv", DAY, 7)
    assert content == b"content"


def test_only_the_owner_can_read(archive) -> None:
    modes = {path.relative_to(archive).as_posix(): path.stat().st_mode & 0o777 for path in archive.rglob("*")}
    assert modes == {SHA[:2]: 0o700, f"{SHA[:2]}/{SHA}": 0o600, f"{SHA[:2]}/{SHA}.json": 0o600}
    assert archive.stat().st_mode & 0o777 == 0o700


def test_the_same_bytes_are_kept_once_with_their_first_name_and_day(archive) -> None:
    assert store_file(archive, "b.csv", b"content", date(2025, 1, 1)) is False
    [(arrival, _)] = read_archive(archive)
    assert (arrival.source_file, arrival.arrived_on) == ("post/a.csv", DAY)
    assert store_file(archive, "post/a.csv", b"other", DAY) is True
    assert len(list(read_archive(archive))) == 2


def test_files_come_in_the_order_of_their_names(archive) -> None:
    for name in ("z", "b", "m"):
        store_file(archive, name, name.encode(), DAY)
    assert [arrival.source_file for arrival, _ in read_archive(archive)] == ["b", "m", "post/a.csv", "z"]


def test_a_storing_that_was_cut_off_is_done_again(archive) -> None:
    (archive / SHA[:2] / f"{SHA}.json").unlink()
    (archive / SHA[:2] / SHA).write_bytes(b"con")
    (archive / SHA[:2] / f"{SHA}.json.part").write_bytes(b"{")
    assert store_file(archive, "post/a.csv", b"content", DAY) is True
    assert [content for _, content in read_archive(archive)] == [b"content"]


def test_changed_bytes_are_found(archive) -> None:
    (archive / SHA[:2] / SHA).write_bytes(b"changed")
    with pytest.raises(ArchiveDamagedError, match=rf"{SHA} was changed since it was taken in \(post/a.csv\)"):
        list(read_archive(archive))


def test_missing_bytes_are_found(archive) -> None:
    (archive / SHA[:2] / SHA).unlink()
    with pytest.raises(ArchiveDamagedError, match=rf"{SHA} is missing \(post/a.csv\)"):
        list(read_archive(archive))


def test_a_missing_note_is_found(archive) -> None:
    (archive / SHA[:2] / f"{SHA}.json").unlink()
    with pytest.raises(ArchiveDamagedError, match=rf"The note .*{SHA}.json is missing"):
        list(read_archive(archive))


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"source_file": "a", "arrived_on": "yesterday", "bytes": 7}',
        b'{"source_file": "a", "arrived_on": "2024-05-31", "bytes": null}',
    ],
)
def test_a_broken_note_is_found(archive, note) -> None:
    (archive / SHA[:2] / f"{SHA}.json").write_bytes(note)
    with pytest.raises(ArchiveDamagedError, match=rf"The note .*{SHA}.json cannot be read"):
        list(read_archive(archive))


def test_an_archive_that_was_never_used_is_empty(tmp_path) -> None:
    assert list(read_archive(tmp_path / "archive")) == []
