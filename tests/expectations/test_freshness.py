"""Freshness: the published edition against the calendar, as a sentence that says what to do."""

from __future__ import annotations

import json
from datetime import date

import dagster as dg
import pytest

from assets.home import Home
from expectations.freshness import build_freshness_check, judge_freshness


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


def publish(home: Home, cycle: int) -> None:
    release = home.published / f"{cycle}-abc"
    release.mkdir()
    (release / "manifest.json").write_text(json.dumps({"cycle": cycle}), encoding="utf-8")
    (home.published / "latest.json").write_text(json.dumps({"release_id": release.name}), encoding="utf-8")


def test_before_the_day_of_release_an_older_edition_is_fresh(home) -> None:
    publish(home, 2025)
    assert judge_freshness(home, date(2026, 12, 9)) == (
        True,
        "The published edition 2025-abc is of the cycle 2025; by the calendar nothing newer is due.",
    )


def test_from_the_day_of_release_on_it_is_late(home) -> None:
    assert judge_freshness(home, date(2026, 12, 10))[1].startswith(
        "Nothing has been published, but the cycle 2026 was to be"
    )
    publish(home, 2025)
    is_fresh, sentence = judge_freshness(home, date(2026, 12, 10))
    assert not is_fresh
    assert "of the cycle 2025, but the cycle 2026 was to be released on 2026-12-10" in sentence
    publish(home, 2026)
    assert judge_freshness(home, date(2026, 12, 10))[0]


@pytest.mark.parametrize(("cycle", "passed"), [(2025, False), (2026, True)])
def test_it_warns_and_stops_nothing(home, monkeypatch, cycle, passed) -> None:
    publish(home, cycle)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798000000")  # December 2026
    definitions = dg.Definitions(
        asset_checks=[build_freshness_check()], resources={"home": home}, executor=dg.in_process_executor
    )
    job = definitions.resolve_implicit_global_asset_job_def()
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance)
    evaluation = result.get_asset_check_evaluations()[0]
    assert result.success
    assert evaluation.passed == passed
    assert evaluation.severity == dg.AssetCheckSeverity.WARN
    assert f"is of the cycle {cycle}" in str(evaluation.description)
