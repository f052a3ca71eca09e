"""Schedules of the calendar: who is asked to run what on a day, and what is said where nothing is due."""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg
import pytest

from assets.cycles.records import write_record
from assets.home import Home
from orchestration.jobs import build_jobs
from orchestration.schedules import build_schedules, request_steps


@pytest.fixture
def home(tmp_path, monkeypatch) -> Home:
    monkeypatch.setenv("INTERCULTURAL_SEEDS", str(tmp_path))
    (tmp_path / "cycle_calendar.csv").write_text(
        "cycle,opens_on,submissions_due_on,reviews_due_on,releases_on\n2026,2026-02-02,2026-06-30,2026-10-30,2026-12-10\n",
        encoding="utf-8",
    )
    made = Home(folder=str(tmp_path / "home"))
    made.prepare()
    return made


def ask(home: Home, step: str, year: int, month: int, day: int) -> list[dg.RunRequest] | dg.SkipReason:
    at = datetime(year, month, day, 5, tzinfo=UTC)
    return request_steps(step, home, dg.build_schedule_context(scheduled_execution_time=at))


def test_each_step_is_asked_for_on_its_day_until_it_is_done(home) -> None:
    days = {"opened": (2026, 2, 2), "closed": (2026, 7, 1), "released": (2026, 12, 10)}
    for step, day in days.items():
        first, again = ask(home, step, *day), ask(home, step, *day[:2], day[2] + 1)
        assert isinstance(first, list)
        assert isinstance(again, list)
        assert [request.partition_key for request in first] == ["2026"]
        assert first[0].run_key != again[0].run_key, "a run that failed is asked for again the next day"
        write_record(home.outbox, 2026, step, {})
        assert isinstance(ask(home, step, *day), dg.SkipReason)


def test_a_day_without_a_step_says_what_comes_next(home) -> None:
    skipped = ask(home, "opened", 2026, 1, 5)
    assert isinstance(skipped, dg.SkipReason)
    assert "The cycle 2026 opens on 2026-02-02" in str(skipped.skip_message)


def test_only_freshness_is_looked_at_without_being_turned_on(home) -> None:
    schedules = {schedule.name: schedule for schedule in build_schedules(build_jobs(), home)}
    assert {name for name, schedule in schedules.items() if schedule.default_status.value == "RUNNING"} == {
        "freshness_daily"
    }
    assert {schedule.job_name for schedule in schedules.values()} == {
        "open_cycle",
        "close_cycle",
        "release_cycle",
        "freshness",
    }
