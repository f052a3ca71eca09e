"""A study that fails leaves its tables empty and says so; the run goes on."""

from __future__ import annotations

from dataclasses import replace

import dagster as dg
import pytest
from support.homes import inside

from assets.analysis.assets import STUDIES, build_study, name_check
from assets.analysis.studies import digest_arrays
from assets.schema import study_tables
from expectations.results import read_results


@pytest.mark.parametrize("layer", ["analysis", "monitoring"])
def test_every_table_of_a_layer_is_made_by_one_study(layer) -> None:
    made = [name for study in STUDIES if study.layer == layer for name in study.tables]
    assert sorted(made) == sorted(study_tables(layer))


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_a_study_that_fails_does_not_stop_the_release(tmp_path, study) -> None:
    def fail(_bench):
        raise RuntimeError("planted")

    with inside(tmp_path) as home:
        result = dg.materialize([build_study(replace(study, compute=fail))], resources={"home": home})
        checks = {check.check_name: check for check in read_results(home.quality)}
        with home.connect() as connection:
            for name in study.tables:
                assert connection.execute(f"select count(*) from {study.layer}.{name}").fetchall() == [(0,)]
    assert result.success
    found = checks[name_check(study)]
    assert not found.passed
    assert not found.stops_the_run
    assert "empty in this release" in found.explanation


def test_digests_tell_neighbours_apart() -> None:
    assert digest_arrays("ab", "c") != digest_arrays("a", "bc")
