"""Inbox to raw tables: new files are kept, known ones change nothing, what is no file is told."""

from __future__ import annotations

import os
import socket
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from assets.intake.intake import Intake, list_inbox, read_entry, take_in
from assets.intake.problems import Problem

DAY = date(2024, 5, 31)
LATER = date(2024, 6, 30)


@pytest.fixture
def home(tmp_path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path


def arrive(home: Path, day: date = DAY) -> Intake:
    return take_in(home / "inbox", home / "archive", day)


def put(home: Path, name: str, content: bytes) -> Path:
    path = home / "inbox" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def outcomes(intake: Intake) -> dict[str, str]:
    return dict(zip(intake.summary["source_file"], intake.summary["outcome"], strict=True))


def test_an_empty_home_gives_empty_tables(home) -> None:
    intake = arrive(home)
    assert all(table.empty for table in intake.tables.values())
    assert intake.summary.empty
    (home / "inbox").rmdir()
    assert arrive(home).summary.empty


def test_files_are_found_at_any_depth_and_told_one_by_one(home, to_csv, city, answer) -> None:
    put(home, "post/2024/b", to_csv(answer(), answer(question_code="EDU 2")))
    put(home, "a.txt", to_csv(city()))
    put(home, "minutes.pdf", b"%PDF-1.7")
    intake = arrive(home)
    columns = ["source_file", "kind", "outcome", "rows_read", "rows_taken", "tickets"]
    assert intake.summary[columns].values.tolist() == [
        ["a.txt", "cities", "new", 1, 1, 0],
        ["minutes.pdf", None, "refused", 0, 0, 1],
        ["post/2024/b", "answers", "new", 2, 1, 1],
    ]
    assert intake.summary["source_sha256"].tolist() == intake.tables["files"]["source_sha256"].tolist()
    assert set(intake.tables["files"]["arrived_on"]) == {DAY}


def test_a_second_run_changes_nothing(home, to_csv, city) -> None:
    put(home, "a.csv", to_csv(city(publish="perhaps"), city(publish="no")))
    put(home, "b.pdf", b"%PDF-1.7")
    first, second = arrive(home), arrive(home, LATER)
    assert set(outcomes(second).values()) == {"unchanged"}
    for name, table in first.tables.items():
        assert_frame_equal(table, second.tables[name])


def test_the_archive_is_the_truth(home, to_csv, city) -> None:
    path = put(home, "a.csv", to_csv(city()))
    first = arrive(home)
    path.unlink()
    put(home, "b.csv", to_csv(city(city_code="no-oslo")))
    second = arrive(home, LATER)
    assert second.tables["cities"]["city_code"].tolist() == ["no-bergen", "no-oslo"]
    assert second.tables["files"]["arrived_on"].tolist() == [DAY, LATER]
    assert outcomes(second) == {"b.csv": "new"}
    assert len(first.tables["cities"]) == 1


def test_the_same_bytes_under_a_second_name_change_nothing(home, to_csv, city) -> None:
    put(home, "b.csv", to_csv(city()))
    first = arrive(home)
    put(home, "a.csv", to_csv(city()))
    second = arrive(home)
    assert outcomes(second) == {"a.csv": "unchanged", "b.csv": "unchanged"}
    assert_frame_equal(first.tables["cities"], second.tables["cities"])


def test_the_inbox_stays_as_it_is(home, to_csv, city) -> None:
    path = put(home, "a.csv", to_csv(city()))
    before = path.stat()
    arrive(home)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert [entry.name for entry in (home / "inbox").iterdir()] == ["a.csv"]


@pytest.mark.parametrize("name", [".a.csv", "~$a.csv", "a.csv.part", "a.TMP", "a.crdownload", ".git/a.csv"])
def test_hidden_and_unfinished_files_are_left_alone(home, to_csv, city, name) -> None:
    put(home, name, to_csv(city()))
    intake = arrive(home)
    assert intake.summary.empty
    assert intake.tables["reading_tickets"].empty


def test_links_are_told_and_not_followed(home, tmp_path_factory, to_csv, city, tickets_of) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.csv").write_bytes(to_csv(city()))
    (home / "inbox" / "file.csv").symlink_to(outside / "a.csv")
    (home / "inbox" / "folder").symlink_to(outside)
    (home / "inbox" / "nowhere").symlink_to(outside / "b.csv")
    intake = arrive(home)
    assert set(outcomes(intake).values()) == {"refused"}
    tickets = tickets_of(intake.tables)
    assert [ticket.code for ticket in tickets] == ["link_not_followed"] * 3
    assert intake.tables["reading_tickets"]["source_file"].tolist() == ["file.csv", "folder", "nowhere"]
    assert tickets[0].how_to_fix == "Put the file itself into the inbox."
    assert intake.tables["cities"].empty
    assert not (home / "archive").exists()


def test_what_is_no_ordinary_file_is_told_without_waiting_for_it(home, tickets_of) -> None:
    os.mkfifo(home / "inbox" / "pipe")
    intake = arrive(home)
    [ticket] = tickets_of(intake.tables)
    assert ticket.what == "The file cannot be opened: it is no ordinary file."
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(home / "inbox" / "socket"))
    listening.close()
    assert set(outcomes(arrive(home)).values()) == {"refused"}


def test_a_file_that_may_not_be_read_is_told(home, to_csv, city, monkeypatch, tickets_of) -> None:
    put(home, "closed.csv", to_csv(city()))
    put(home, "open.csv", to_csv(city(city_code="no-oslo")))
    opening = os.open

    def refuse(path, *rest, **named):
        if str(path).endswith("closed.csv"):
            raise PermissionError(13, "Permission denied", str(path))
        return opening(path, *rest, **named)

    monkeypatch.setattr("assets.intake.intake.os.open", refuse)
    intake = arrive(home)
    [ticket] = tickets_of(intake.tables)
    assert ticket.what == "The file cannot be opened: Permission denied."
    assert ticket.how_to_fix == "Give the platform the right to read the file."
    assert outcomes(intake) == {"closed.csv": "refused", "open.csv": "new"}
    assert intake.tables["cities"]["city_code"].tolist() == ["no-oslo"]


def test_a_folder_that_may_not_be_opened_is_told(home, monkeypatch) -> None:
    closed = home / "inbox" / "closed"

    def walk(top, onerror):
        onerror(PermissionError(13, "Permission denied", str(closed)))
        return iter([(str(top), ["closed"], [])])

    monkeypatch.setattr("assets.intake.intake.os.walk", walk)
    assert list_inbox(home / "inbox") == [closed]


def test_a_file_beyond_the_bound_is_told_and_not_kept(home, to_csv, city, monkeypatch, tickets_of) -> None:
    content = to_csv(city())
    monkeypatch.setattr("assets.intake.intake.MAX_BYTES", len(content))
    put(home, "a.csv", content)
    put(home, "b.csv", content + b"\n")
    intake = arrive(home)
    assert outcomes(intake) == {"a.csv": "new", "b.csv": "refused"}
    assert [ticket.code for ticket in tickets_of(intake.tables)] == ["file_too_large"]
    assert len(intake.tables["files"]) == 1
    assert intake.tables["reading_tickets"]["source_sha256"].tolist() == [None]


def test_refused_files_are_kept_with_their_tickets(home) -> None:
    put(home, "a.csv", b"nothing known\n1\n")
    arrive(home)
    (home / "inbox" / "a.csv").unlink()
    later = arrive(home, LATER)
    assert later.tables["files"][["source_file", "kind"]].values.tolist() == [["a.csv", None]]
    assert later.tables["reading_tickets"]["ticket_code"].tolist() == ["kind_not_recognised"]


def test_names_of_files_can_be_shown(home, to_csv, city) -> None:
    for name in (b"\xff.csv", b"a\nb.csv"):
        put(home, os.fsdecode(name), to_csv(city(city_name=repr(name))))
    names = arrive(home).summary["source_file"].tolist()
    assert names == ["a·b.csv", "�.csv"]
    assert arrive(home, LATER).summary["outcome"].tolist() == ["unchanged", "unchanged"]


def test_entries_are_read_as_what_they_are(home, to_csv, city) -> None:
    content = to_csv(city())
    assert read_entry(put(home, "a.csv", content)) == content
    gone = read_entry(home / "inbox" / "gone.csv")
    assert isinstance(gone, Problem)
    assert gone.values == {"value": "No such file or directory"}


def test_a_summary_without_rows_has_its_columns(home) -> None:
    assert isinstance(arrive(home).summary, pd.DataFrame)
    assert list(arrive(home).summary.columns) == [
        "source_file", "source_sha256", "kind", "outcome", "rows_read", "rows_taken", "tickets",
    ]  # fmt: skip
