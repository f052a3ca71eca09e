"""Intervals of a whole panel, what they need, and how far another number of draws moves them."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd
import pytest
from support.panels import ANSWERS, make_ranked

from assets.analysis import robustness
from assets.analysis.draws import draw_inputs
from assets.analysis.panels import read_panels
from assets.analysis.rescoring import compare_with_scores, score_nodes
from assets.analysis.robustness import identify, measure_panel
from assets.analysis.settings import read_settings
from assets.analysis.studies import Bench


def test_intervals_hold_scores_and_ranks() -> None:
    panel = make_ranked(ANSWERS)
    intervals, ranks = measure_panel(panel, draw_inputs(panel.version, 500, 1), 500, 1)
    assert len(intervals) == len(ranks) == len(ANSWERS)
    nominal = dict(zip(panel.cities, panel.nominal[:, -1], strict=True))
    for row in intervals.itertuples():
        assert row.score_low <= nominal[row.city_code] <= row.score_high
    ranked = ranks.set_index("city_code").join(panel.cells.set_index("city_code")["score_rank"])
    assert (ranked["rank_low"] <= ranked["score_rank"]).all()
    assert (ranked["rank_high"] >= ranked["score_rank"]).all()
    # the city with nothing stays last whatever is drawn
    assert ranked.loc["xa-4", ["rank_low", "rank_high", "stability"]].tolist() == [6, 6, 1]


def test_scores_do_not_depend_on_how_many_draws_are_computed_at_once(monkeypatch) -> None:
    panel = replace(make_ranked(ANSWERS), contested=((0, 0),))
    draws = draw_inputs(panel.version, 60, 1)
    contested = np.random.default_rng(1).random((1, 60))
    whole = score_nodes(panel, draws, contested)
    monkeypatch.setattr(robustness, "AT_ONCE", 7)
    index, areas = robustness.score_panel(panel, draws, contested, 3)
    assert index == pytest.approx(whole[-1], abs=1e-12)
    assert areas == pytest.approx(whole[:-1, :, ::3], abs=1e-12, nan_ok=True)


def test_equal_cities_share_the_first_rank() -> None:
    panel = make_ranked([["partly", "a", "yes", "no"]] * 5)
    _, ranks = measure_panel(panel, draw_inputs(panel.version, 200, 1), 200, 1)
    assert set(ranks["rank_low"]) == set(ranks["rank_high"]) == {1}


def test_more_draws_move_the_ends_only_within_the_error_of_drawing() -> None:
    """The 5th percentile of D draws lies between the true quantiles at 5 % ± 3 standard errors, sqrt(p(1−p)/D)."""
    panel = make_ranked(ANSWERS)
    many, _ = measure_panel(panel, draw_inputs(panel.version, 20_000, 5), 10, 5)
    scores = score_nodes(panel, draw_inputs(panel.version, 20_000, 6))[-1]
    margin = 3 * np.sqrt(0.05 * 0.95 / 1_000)
    few, _ = measure_panel(panel, draw_inputs(panel.version, 1_000, 7), 10, 7)
    for city, row in few.iterrows():
        low, high = np.quantile(scores[city], [0.05 - margin, 0.05 + margin])
        assert min(low, many.loc[city, "score_low"]) - 1e-9 <= row["score_low"] <= high + 1e-9


def test_a_contested_answer_widens_the_interval() -> None:
    panel = make_ranked(ANSWERS)
    doubted = replace(panel, contested=((0, 0),))
    draws = draw_inputs(panel.version, 1_000, 1)
    plain, _ = measure_panel(panel, draws, 10, 1)
    wide, _ = measure_panel(doubted, draws, 10, 1)
    assert wide.loc[0, "score_low"] < plain.loc[0, "score_low"]
    assert wide.loc[1:, "score_low"].tolist() == plain.loc[1:, "score_low"].tolist()


def test_a_result_is_remembered_until_something_changes(tmp_path) -> None:
    calls = []

    def compute() -> dict[str, pd.DataFrame]:
        calls.append(1)
        return {"t": pd.DataFrame({"x": [1.5]})}

    settings = read_settings()
    bench = Bench(duckdb.connect(), settings, tmp_path)
    panel = make_ranked(ANSWERS)
    first = bench.remember("study", identify(panel), compute)
    again = bench.remember("study", identify(panel), compute)
    assert first["t"].equals(again["t"])
    assert len(calls) == 1
    panel.nominal[0, 0] += 1
    bench.remember("study", identify(panel), compute)
    Bench(bench.connection, replace(settings, draws=3), tmp_path).remember("study", identify(panel), compute)
    assert len(calls) == 3


@pytest.fixture(scope="module")
def panels(demo):
    with demo.home.connect() as connection:
        return list(read_panels(connection))


def test_with_nothing_varied_every_score_of_the_network_is_that_of_the_scores_layer(panels) -> None:
    assert len(panels) > 20
    assert max(compare_with_scores(panel) for panel in panels) < 1e-9


def test_every_published_rank_has_its_interval(demo) -> None:
    data = demo.release / "public" / "data"
    peers = pd.read_parquet(data / "peer_comparisons.parquet")
    ranked = peers[peers["rank"].notna()]
    assert len(ranked) > 1000
    assert (ranked["rank_low"] <= ranked["rank"]).all()
    assert (ranked["rank"] <= ranked["rank_high"]).all()
    assert (ranked["rank_high"] <= ranked["cities"]).all()
    assert ranked["stability"].between(0, 1).all()
    robustness = pd.read_parquet(data / "robustness.parquet")
    joined = robustness.merge(
        pd.read_parquet(data / "index_scores.parquet"), on=["cycle", "city_code", "methodology_id", "index_code"]
    )
    assert len(joined) == len(robustness)
    assert ((joined["score_low"] <= joined["score"]) & (joined["score"] <= joined["score_high"])).all()


def test_areas_and_index_equal_a_plain_weighted_mean(demo) -> None:
    """The published scores against means that pandas and numpy make of the published indicators."""
    data = demo.release / "public" / "data"
    indicators = pd.read_parquet(data / "indicator_scores.parquet")
    tree = pd.read_parquet(data / "reference" / "methodology_areas.parquet")
    latest = indicators[(indicators["cycle"] == 2025) & (indicators["methodology_id"] == "icc-2019")]
    counted = latest[~latest["state"].isin(["not_asked", "not_applicable"])]
    areas = counted.groupby(["city_code", "area_code"]).apply(
        lambda rows: np.average(rows["score"], weights=rows["weight"]), include_groups=False
    )
    indexes = pd.read_parquet(data / "index_scores.parquet")
    chosen = indexes[
        (indexes["cycle"] == 2025) & (indexes["methodology_id"] == "icc-2019") & (indexes["index_code"] == "extended")
    ].dropna(subset="score")
    tree = tree[tree["methodology_id"] == "icc-2019"].set_index("area_code")
    assert len(chosen) > 20
    for row in chosen.itertuples():
        own = areas[row.city_code]
        below = tree[tree["parent_area_code"].notna()]
        inner = below.loc[[code for code in own.index if code in below.index]]
        composite = np.average(own[inner.index], weights=inner["weight"])
        top = tree[tree["parent_area_code"].isna()]
        values = [composite if code not in own.index else own[code] for code in top.index]
        assert row.score == pytest.approx(np.average(values, weights=top["weight"]), abs=1e-9)
