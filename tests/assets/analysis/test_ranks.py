"""Ranks over draws against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.analysis.ranks import TIE, rank_group, score_interval, summarise_ranks


def test_a_rank_is_one_more_than_the_number_of_higher_scores() -> None:
    scores = np.array([[10.0, 30], [20, 20], [20, np.nan]])
    assert rank_group(scores).tolist() == [[3, 1], [1, 2], [1, 1]]
    assert rank_group(scores[:1]).tolist() == [[1, 1]]


def test_equal_scores_share_a_rank_although_sums_differ_in_the_last_digit() -> None:
    scores = np.array([[0.1 + 0.2], [0.3], [0.3 - TIE / 2], [0.2]])
    assert rank_group(scores).tolist() == [[1], [1], [1], [4]]


def test_the_interval_is_widened_to_hold_the_nominal_rank() -> None:
    ranks = np.array([[3] * 100, [3] * 100])
    low, high, stability = summarise_ranks(ranks, np.array([1, 7]))
    assert (low.tolist(), high.tolist(), stability.tolist()) == ([1, 3], [3, 7], [1, 1])


@given(st.lists(st.integers(1, 30), min_size=1, max_size=60), st.integers(1, 30))
def test_percentiles_are_those_of_numpy(ranks, nominal) -> None:
    low, high, stability = summarise_ranks(np.array([ranks]), np.array([nominal]))
    first, median, last = np.quantile(ranks, [0.05, 0.5, 0.95], method="inverted_cdf")
    assert low[0] == min(first, nominal)
    assert high[0] == max(last, nominal)
    assert stability[0] == pytest.approx(np.mean(np.abs(np.array(ranks) - median) <= 2))
    assert low[0] <= nominal <= high[0]


@given(arrays(float, (4, 9), elements=st.floats(0, 100, width=16)))
def test_ranks_are_those_of_scipy(scores) -> None:
    from scipy.stats import rankdata

    expected = rankdata(-scores, method="min", axis=0)
    assert (rank_group(scores) == expected).all()


def test_a_score_interval_holds_the_nominal_score() -> None:
    assert score_interval(np.arange(101.0), 50) == (5, 95)
    assert score_interval(np.array([40.0, 41, np.nan]), 50) == (40, 50)
