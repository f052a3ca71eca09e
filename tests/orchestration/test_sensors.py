"""The sensor on the inbox: one run for what arrived, nothing for what is half written, and no harm from a lost cursor."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from assets.home import Home
from assets.intake.arrivals import LOOKED_AT_FILES, NAMED, describe_entries, is_settled, list_entries, look_at
from assets.intake.bounds import MAX_BYTES
from assets.intake.intake import take_in
from orchestration.sensors import ATTEMPTS, LONGEST_WAIT, TAG, Cursor, look

CITIES = "city_code,city_name,country_iso2\n{code},Alba,XA\n"
ANSWERS = "cycle,city_code,submission_id,submission_version,question_code,option_codes\n{cycle},{code},s1,1,q,yes\n"
LATER = 60.0  # seconds after the files were written


@pytest.fixture
def home(tmp_path) -> Home:
    made = Home(folder=str(tmp_path))
    made.prepare()
    return made


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as made:
        yield made


def put(home: Home, name: str, text: str = CITIES.format(code="xa-alba")) -> Path:
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def tick(home: Home, instance: dg.DagsterInstance, cursor: str | None = None, after: float = LATER) -> dg.SensorResult:
    return look(home, instance, cursor, time.time() + after)


def only_request(result: dg.SensorResult) -> dg.RunRequest:
    assert result.run_requests is not None
    assert len(result.run_requests) == 1
    return result.run_requests[0]


def say(result: dg.SensorResult) -> str:
    assert not result.run_requests
    assert result.skip_reason is not None
    return str(result.skip_reason.skip_message)


def add_run(instance: dg.DagsterInstance, request: dg.RunRequest, status: dg.DagsterRunStatus) -> None:
    run = dg.DagsterRun(job_name="cycle", run_id=str(uuid.uuid4()), status=status, tags=dict(request.tags))
    instance.add_run(run)


def test_one_run_for_all_files_with_their_cities_and_cycles(home, instance) -> None:
    put(home, "cities.csv")
    put(home, "2025/answers.csv", ANSWERS.format(cycle=2025, code="xb-berg"))
    put(home, "2026/deep/answers.csv", ANSWERS.format(cycle=2026, code="xc-cala"))
    request = only_request(tick(home, instance))
    assert request.tags[f"{TAG}files"] == "3"
    assert request.tags[f"{TAG}cities"] == "xa-alba, xb-berg, xc-cala"
    assert request.tags[f"{TAG}cycles"] == "2025, 2026"
    assert request.run_config["ops"]["intake"]["config"]["settle_seconds"] > 0
    assert request.run_key == request.tags[f"{TAG}inbox"]


def test_an_empty_inbox_asks_for_nothing(home, instance) -> None:
    assert say(tick(home, instance)) == "Nothing new is in the inbox."


@pytest.mark.parametrize("name", ["a.csv.part", ".a.csv", "~$a.xlsx", "a.tmp", "a.csv~", ".hidden/a.csv", "a.csv.PART"])
def test_half_written_and_hidden_names_are_left_alone(home, instance, name) -> None:
    put(home, name)
    assert say(tick(home, instance)) == "Nothing new is in the inbox."


def test_links_and_what_is_no_file_are_ignored(home, instance, tmp_path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text(CITIES, encoding="utf-8")
    (home.inbox / "link.csv").symlink_to(outside)
    os.mkfifo(home.inbox / "pipe.csv")
    assert say(tick(home, instance)) == "Nothing new is in the inbox."


def test_a_file_that_changes_is_waited_for_and_the_others_with_it(home, instance) -> None:
    put(home, "a.csv")
    assert say(tick(home, instance, after=1)) == "1 file(s) are still being written."
    now = time.time() + LATER
    growing = put(home, "b.csv", CITIES.format(code="xb-berg"))
    os.utime(growing, (now, now))
    assert say(look(home, instance, None, now + 1)) == "1 file(s) wait until 1 other(s) are written completely."
    assert only_request(look(home, instance, None, now + LATER)).tags[f"{TAG}files"] == "2"


def test_a_file_that_never_rests_does_not_hold_up_the_others(home, instance) -> None:
    put(home, "a.csv")
    growing = put(home, "b.csv", CITIES.format(code="xb-berg"))
    now = time.time() + LONGEST_WAIT + LATER
    os.utime(growing, (now, now))
    assert only_request(look(home, instance, None, now + 1)).tags[f"{TAG}cities"] == "xa-alba"


def test_a_time_of_writing_that_lies_ahead_is_not_believed(home) -> None:
    path = put(home, "a.csv")
    os.utime(path, (time.time() + 1e6, time.time() + 1e6))
    entry = look_at(path, "a.csv")
    assert entry is not None
    assert is_settled(entry, time.time() + LATER, 10)
    assert not is_settled(entry, time.time(), 10)


def test_a_copy_that_keeps_its_old_time_counts_from_when_it_was_written(home) -> None:
    path = put(home, "a.csv")
    os.utime(path, (1e9, 1e9))
    entry = look_at(path, "a.csv")
    assert entry is not None
    assert not is_settled(entry, time.time(), 10)


def test_what_is_in_the_archive_needs_no_run_whatever_the_cursor_says(home, instance) -> None:
    put(home, "a.csv")
    first = tick(home, instance)
    take_in(home.inbox, home.archive, date(2026, 1, 1))
    put(home, "the same again.csv")
    for cursor in (
        None,
        "",
        first.cursor,
        "[]",
        "{",
        '{"settled": 3}',
        '{"settled": [3], "key": "", "attempt": 1, "asked": []}',
    ):
        assert say(tick(home, instance, cursor)) == "Nothing new is in the inbox."


def test_a_known_file_is_not_read_again(home, instance, monkeypatch) -> None:
    put(home, "a.csv")
    take_in(home.inbox, home.archive, date(2026, 1, 1))
    cursor = tick(home, instance).cursor
    monkeypatch.setattr("assets.intake.arrivals.read_entry", lambda path: 1 / 0)
    assert say(tick(home, instance, cursor)) == "Nothing new is in the inbox."
    put(home, "a.csv", CITIES.format(code="xa-other"))
    with pytest.raises(ZeroDivisionError):
        tick(home, instance, cursor)


@pytest.mark.parametrize("status", [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED])
def test_a_run_under_way_is_waited_for(home, instance, status) -> None:
    put(home, "a.csv")
    first = tick(home, instance)
    add_run(instance, only_request(first), status)
    assert say(tick(home, instance, first.cursor)) == "1 file(s) wait for the run that is under way."


def test_what_a_run_refused_is_not_tried_again(home, instance) -> None:
    with put(home, "big.csv").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    first = tick(home, instance)
    add_run(instance, only_request(first), dg.DagsterRunStatus.SUCCESS)
    second = tick(home, instance, first.cursor)
    assert "cannot be taken in" in say(second)
    assert say(tick(home, instance, second.cursor)) == "Nothing new is in the inbox."
    put(home, "a.csv")
    assert only_request(tick(home, instance, second.cursor)).tags[f"{TAG}files"] == "1"


def test_a_run_that_died_is_asked_for_again_a_few_times(home, instance) -> None:
    put(home, "a.csv")
    cursor, keys = None, set()
    for _ in range(ATTEMPTS):
        result = tick(home, instance, cursor)
        request = only_request(result)
        add_run(instance, request, dg.DagsterRunStatus.FAILURE)
        cursor = result.cursor
        keys.add(request.run_key)
    assert len(keys) == ATTEMPTS
    assert "cannot be taken in" in say(tick(home, instance, cursor))


def test_the_cursor_survives_its_text() -> None:
    cursor = Cursor(["a"], "k", 2, ["b"])
    assert Cursor.read(cursor.write()) == cursor


def test_tags_are_bounded_and_repeat_only_codes(home) -> None:
    codes = [f"xa-city{number:03}" for number in range(LOOKED_AT_FILES + 50)]
    for code in codes:
        put(home, f"{code}.csv", CITIES.format(code=code))
    tags = describe_entries(list_entries(home.inbox))
    assert tags["files"] == str(len(codes))
    assert tags["cities"] == ", ".join(codes[:NAMED]) + f", and {LOOKED_AT_FILES - NAMED} more"
    assert "cycles" not in tags
    for path in home.inbox.iterdir():
        path.unlink()
    put(home, "evil.csv", CITIES.format(code='"<script>"'))
    assert describe_entries(list_entries(home.inbox)) == {"files": "1"}
