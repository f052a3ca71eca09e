"""Freshness: the edition against the calendar, values of indicators against their frequency, as sentences that say what to do."""

from __future__ import annotations

import json
from datetime import date

import dagster as dg
import pandas as pd
import pytest
from support.strategies import BELONGING, write_tables

from assets.home import Home
from expectations.freshness import (
    NAMED,
    build_freshness_check,
    build_measurement_check,
    judge_freshness,
    judge_measurements,
)


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


def publish_strategy(home: Home, cities: tuple[str, ...] = ("xa-alba",)) -> None:
    """A release with the strategy of a city: values of a year ago, sent yearly."""
    publish(home, 2025)
    release = home.published / "2025-abc"
    write_tables(release / "internal" / "data")
    public = release / "public" / "data"
    (public / "reference").mkdir(parents=True)
    named = pd.DataFrame({"city_code": cities, "city_name": cities, "languages": None})
    named.to_parquet(public / "cities.parquet")
    frequencies = pd.DataFrame({"collection_frequency": ["yearly"], "months_between": [12]})
    frequencies.to_parquet(public / "reference" / "collection_frequencies.parquet")


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


def run_check(home: Home, check: dg.AssetChecksDefinition) -> dg.AssetCheckEvaluation:
    definitions = dg.Definitions(asset_checks=[check], resources={"home": home}, executor=dg.in_process_executor)
    job = definitions.resolve_implicit_global_asset_job_def()
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance)
    assert result.success
    return result.get_asset_check_evaluations()[0]


@pytest.mark.parametrize(("cycle", "passed"), [(2025, False), (2026, True)])
def test_it_warns_and_stops_nothing(home, monkeypatch, cycle, passed) -> None:
    publish(home, cycle)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798000000")  # December 2026
    evaluation = run_check(home, build_freshness_check())
    assert evaluation.passed == passed
    assert evaluation.severity == dg.AssetCheckSeverity.WARN
    assert f"is of the cycle {cycle}" in str(evaluation.description)


@pytest.mark.parametrize(("epoch", "passed"), [("1774000000", True), ("1798000000", False)])  # March and December 2026
def test_values_are_as_recent_as_their_frequency_says(home, monkeypatch, epoch, passed) -> None:
    publish_strategy(home)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    evaluation = run_check(home, build_measurement_check())
    assert evaluation.passed == passed
    assert evaluation.severity == dg.AssetCheckSeverity.WARN
    assert evaluation.metadata["overdue"].value == (0 if passed else 1)


def test_a_value_is_overdue_a_quarter_after_it_was_due(home) -> None:
    publish_strategy(home)
    assert judge_measurements(home, date(2026, 4, 1)) == (
        True,
        "On 2026-04-01 no value is overdue. Indicators of 2025-abc with a known frequency: 1.",
        0,
    )
    is_fresh, sentence, overdue = judge_measurements(home, date(2026, 4, 2))
    assert (is_fresh, overdue) == (False, 1)
    assert "overdue for 1 of 1 indicators with a known frequency" in sentence
    assert f"xa-alba {BELONGING} (2025-01-01)" in sentence
    assert "template --strategy" in sentence
    assert "more" not in sentence
    assert judge_measurements(home, date(2031, 1, 1))[0] is False, (
        "due before the day of the target, and still not there"
    )


def test_what_cannot_be_judged_is_not_overdue(home) -> None:
    assert judge_measurements(home, date(2030, 1, 1))[:2] == (
        True,
        "Nothing has been published, so no value is expected.",
    )
    publish_strategy(home, cities=("xa-bela",))
    assert judge_measurements(home, date(2030, 1, 1))[0], "nobody has registered the city"
    for path in (home.published / "2025-abc" / "internal" / "data").iterdir():
        path.unlink()
    assert judge_measurements(home, date(2030, 1, 1))[0], "a release of an earlier version"


def test_of_many_only_the_longest_overdue_are_named(home) -> None:
    publish_strategy(home)
    data = home.published / "2025-abc" / "internal" / "data"
    path = data / "filed_strategy_indicators.parquet"
    first = pd.read_parquet(path).iloc[[0]]
    copies = [first.assign(indicator_id=f"i{number}", baseline_on=f"20{10 + number}-01-01") for number in range(8)]
    pd.concat(copies).to_parquet(path)
    is_fresh, sentence, overdue = judge_measurements(home, date(2026, 4, 2))
    assert (is_fresh, overdue) == (False, 8)
    assert "xa-alba i0 (2010-01-01)" in sentence
    assert "i4" in sentence
    assert "i5" not in sentence
    assert f"and {8 - NAMED} more" in sentence
