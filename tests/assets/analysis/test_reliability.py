"""Coherence against closed formulas, published figures and numpy; what is not defined is named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from support.panels import make_panel, make_ranked, make_version

from assets.analysis.coherence import leave_out, measure_panel, shift_ranks
from assets.analysis.reliability import find_alpha, measure_coherence
from assets.analysis.rescoring import score_nodes

# UCLA Statistical Consulting, "What does Cronbach's alpha mean?": covariances of four items, alpha 0.839.
TEXTBOOK = [[1.168, 0.557, 0.574, 0.673], [0.557, 1.012, 0.690, 0.720], [0.574, 0.690, 1.169, 0.724], [0.673, 0.720, 0.724, 1.291]]  # fmt: skip
LEVELS = arrays(float, (14, 4), elements=st.sampled_from([0.0, 25, 50, 75, 100]))


def make_items(covariance: list[list[float]], cities: int = 50) -> np.ndarray:
    """Items whose sample covariance is exactly the given one."""
    noise = np.random.default_rng(1).normal(size=(cities, len(covariance)))
    plain, _ = np.linalg.qr(noise - noise.mean(axis=0))
    return plain * np.sqrt(cities - 1) @ np.linalg.cholesky(np.array(covariance)).T


def test_alpha_of_the_textbook() -> None:
    items = make_items(TEXTBOOK)
    assert np.cov(items.T) == pytest.approx(np.array(TEXTBOOK))
    assert find_alpha(items) == pytest.approx(0.839, abs=0.0005)


@given(LEVELS)
def test_alpha_is_the_closed_formula_of_mean_variance_and_covariance(items) -> None:
    covariance = np.cov(items.T)
    mean_variance, mean_covariance = covariance.trace() / 4, (covariance.sum() - covariance.trace()) / 12
    if covariance.sum() < 1e-6:
        assert np.isnan(find_alpha(items))
    else:
        assert find_alpha(items) == pytest.approx(4 * mean_covariance / (mean_variance + 3 * mean_covariance), abs=1e-9)


@given(LEVELS)
def test_figures_are_those_of_numpy(items) -> None:
    found = measure_coherence(items, np.array([1.0, 2, 3, 4]))
    if found.reason:
        assert found.reason == "no_variance"
        return
    for item in range(4):
        rest = np.delete(items, item, axis=1).sum(axis=1)
        if items[:, item].std() > 0 and rest.std() > 0:
            assert found.item_rest[item] == pytest.approx(np.corrcoef(items[:, item], rest)[0, 1], abs=1e-9)
        else:
            assert np.isnan(found.item_rest[item])
    if (items @ [1, 2, 3, 4]).std() > 1e-3:
        assert np.nansum(found.effective_weights) == pytest.approx(1)
    varying = items[:, items.std(axis=0) > 0]
    values = np.linalg.eigvalsh(np.corrcoef(varying.T)) if varying.shape[1] > 1 else np.ones(1)
    assert found.first_component_share == pytest.approx(values.max() / values.sum(), abs=1e-9)


def test_what_is_not_defined_is_named() -> None:
    random = np.random.default_rng(2).normal(size=(12, 3))
    weights = np.ones(3)
    assert measure_coherence(random[:, :1], weights[:1]).reason == "one_item"
    assert measure_coherence(random[:9], weights).reason == "fewer_than_10_cities"
    assert measure_coherence(np.full((12, 3), 40.0), weights).reason == "no_variance"
    gaps = random.copy()
    gaps[:3, 0] = np.nan
    assert measure_coherence(gaps, weights).reason == "fewer_than_10_cities"
    assert measure_coherence(random, np.zeros(3)).effective_weights == pytest.approx(np.full(3, np.nan), nan_ok=True)


def rank_enough() -> list[list[str | None]]:
    """Twelve cities with different answers."""
    levels = ["yes", "partly", "no"]
    return [
        [levels[n % 3], "closed" if n % 3 == 2 else "a|b", levels[n // 3 % 3], levels[n // 2 % 3]] for n in range(12)
    ]


def prepare():
    """A ranked panel with the scores of questions that the scores layer would give, and cells of its areas."""
    import pandas as pd

    panel = make_ranked(rank_enough())
    worth = {"yes": 100.0, "partly": 50, "no": 0, "a|b": 100, "closed": 0}
    panel.scores[:] = [[worth[str(answer)] for answer in row] for row in rank_enough()]
    cells = pd.concat([panel.cells.assign(node_code=node) for node in panel.version.nodes])
    return replace(panel, cells=cells)


def test_each_part_of_each_node_has_a_row() -> None:
    table = measure_panel(prepare()).set_index(["area_code", "question_code"])
    assert list(table.index) == [("A", "q1"), ("A", "q2"), ("B", "q3"), ("C", "A"), ("C", "B"), ("D", "q4"), ("INDEX", "C"), ("INDEX", "D")]  # fmt: skip
    assert table.loc[("B", "q3"), "reason"] == "one_item"
    assert table.loc[("A", "q1"), "alpha"] > 0.5
    # with closed questions as missing eight cities are left
    assert table.loc[("A", "q1"), ["cities", "cities_without_closed"]].tolist() == [12, 8]
    assert np.isnan(table.loc[("A", "q1"), "alpha_without_closed"])
    assert table.loc[[("C", "A"), ("C", "B")], "nominal_weight"].tolist() == [0.25, 0.75]
    assert table.loc[[("C", "A"), ("C", "B")], "effective_weight"].sum() == pytest.approx(1)


def test_a_part_is_left_out_by_its_weight(version) -> None:
    panel = make_panel([["partly", "a", "yes", "no"], ["no", "closed", "partly", "yes"]])
    scores = score_nodes(panel, leave_out(version))
    # without q1 area A is q2 alone; without area D the index is C
    assert scores[0, 0, 0] == pytest.approx(50)
    assert scores[0, 1, 1] == pytest.approx(0)
    assert scores[-1, :, 4 + 3] == pytest.approx([87.5, 37.5])
    panel.nominal[:] = [[50, 100, 87.5, 0, 43.75], [0, 50, 37.5, 100, 68.75]]
    questions, areas = shift_ranks(panel, [0, 1])
    assert areas.tolist() == [0, 0, 0, 1], "without D both change places"
    assert questions[3] == 1, "q4 is all of D"


def test_few_cities_and_nobody_are_named() -> None:
    panel = make_ranked(rank_enough()[:4])
    table = measure_panel(panel)
    assert set(table["reason"]) == {"fewer_than_10_cities", "one_item"}
    assert table["alpha"].isna().all()
    nobody = measure_panel(replace(panel, cells=panel.cells.iloc[:0]))
    assert nobody["rank_shift_if_left_out"].isna().all()
    assert make_version().areas == ("A", "B", "C", "D")
