"""Best and worst ranks against a solver of linear programmes, and against weights drawn at random."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from support.panels import ANSWERS, make_panel, make_ranked

from assets.analysis.bounds import RANGE, bound_panel, find_largest_mean
from assets.analysis.draws import nominal_draw
from assets.analysis.rescoring import score_nodes

WORTH = {"yes": 100.0, "partly": 50, "no": 0, "a": 50, "a|b": 100, "b|c": 100, "closed": 0, None: 0}


def solve(values: np.ndarray, weights: np.ndarray) -> float:
    """The largest weighted mean by scipy: with weights scaled to sum 1 it is a linear programme (Charnes and Cooper)."""
    from scipy.optimize import linprog

    count = len(values)
    low, high = (1 - RANGE) * weights, (1 + RANGE) * weights
    upper = np.vstack([np.column_stack([np.eye(count), -high]), np.column_stack([-np.eye(count), low])])
    found = linprog(-np.append(values, 0), A_ub=upper, b_ub=np.zeros(2 * count), A_eq=[[1] * count + [0]], b_eq=[1])
    return -float(found.fun)


@given(
    arrays(float, 4, elements=st.sampled_from([-100.0, -50, 0, 25, 100])),
    arrays(float, 4, elements=st.sampled_from([0.5, 1, 2])),
)
def test_the_largest_mean_is_that_of_the_linear_programme(values, weights) -> None:
    assert find_largest_mean(values, weights) == pytest.approx(solve(values, weights), abs=1e-6)


def test_missing_values_and_weights_of_zero_have_no_part() -> None:
    assert find_largest_mean(np.array([10.0, np.nan]), np.array([1.0, 5])) == 10
    assert np.isnan(find_largest_mean(np.array([np.nan, np.nan]), np.ones(2)))
    assert np.isnan(find_largest_mean(np.array([1.0, 2]), np.zeros(2)))


def prepare(answers):
    panel = make_ranked(answers)
    panel.scores[:] = [[WORTH[answer] for answer in row] for row in answers]
    return panel


@given(st.integers(0, 2**32 - 1))
def test_no_weights_lead_beyond_the_bounds(seed) -> None:
    panel = prepare(ANSWERS)
    table = bound_panel(panel).set_index("city_code")
    assert (table["rank_best"] <= table["rank"]).all()
    assert (table["rank"] <= table["rank_worst"]).all()
    random = np.random.default_rng(seed)
    draws = nominal_draw(panel.version)
    # half of the weights at an end of their range, where the extremes are
    ends = random.choice([1 - RANGE, 1, 1 + RANGE], (1, 8))
    draws = replace(
        draws, question_weights=draws.question_weights * ends[:, :4], area_weights=draws.area_weights * ends[:, 4:]
    )
    scores = score_nodes(panel, draws)[-1, :, 0]
    for city, code in enumerate(panel.cities):
        rank = 1 + (scores > scores[city] + 1e-9).sum()
        assert table.loc[code, "rank_best"] <= rank <= table.loc[code, "rank_worst"]


def test_bounds_of_two_areas_by_hand() -> None:
    """D alone beside C, equal weights: 60 : 40 turns round only where the areas pull apart."""
    panel = prepare([["yes", "a|b", "yes", "no"], ["no", "closed", "no", "yes"], ["no", "closed", "no", "no"]])
    table = bound_panel(panel).set_index("city_code")
    # the first has C = 100, D = 0, the second C = 0, D = 100: either can lead; the third is behind both, whatever the weights
    assert table[["rank", "rank_best", "rank_worst"]].values.tolist() == [[1, 1, 2], [1, 1, 2], [3, 3, 3]]


def test_a_city_that_lacks_an_area_is_compared_by_its_whole_range() -> None:
    panel = prepare(ANSWERS)
    panel.asked[0, 3] = False
    panel.nominal[0, 3] = np.nan
    table = bound_panel(panel).set_index("city_code")
    assert table.loc["xa-0", ["rank_best", "rank_worst"]].tolist() == [1, len(ANSWERS)]


def test_nobody_and_one_city_alone() -> None:
    assert bound_panel(replace(make_panel(ANSWERS), cells=make_ranked(ANSWERS).cells.iloc[:0])).empty
    alone = bound_panel(prepare(ANSWERS[:1]))
    assert alone[["rank_best", "rank_worst"]].values.tolist() == [[1, 1]]
