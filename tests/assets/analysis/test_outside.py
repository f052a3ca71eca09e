"""Links of scores with facts: figures of the textbook, and what is not enough."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr, rankdata

from assets.analysis.outside import correlate_ranks, measure_links

KEY = {"cycle": 2025, "methodology_id": "m", "index_code": "core", "node_code": "INDEX"}


def make_pairs(fact: str, scores: list[float], values: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {**KEY, "fact_code": fact, "city_code": f"xa-{number}", "score": score, "value": value}
            for number, (score, value) in enumerate(zip(scores, values, strict=True))
        ]
    )


def test_the_correlation_is_that_of_the_textbook() -> None:
    """Ten pairs of hours of television and intelligence: rho = -29/165."""
    scores = np.array([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], dtype=float)
    values = np.array([7, 27, 2, 50, 28, 29, 20, 12, 6, 17], dtype=float)
    r, low, high = correlate_ranks(scores, values)
    assert r == pytest.approx(-29 / 165, abs=1e-12)
    width = 1.959964 * np.sqrt((1 + r**2 / 2) / 7)
    assert (low, high) == pytest.approx((np.tanh(np.arctanh(r) - width), np.tanh(np.arctanh(r) + width)), abs=1e-6)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=4, max_size=30))
def test_it_is_pearson_on_ranks_with_ties_in_the_middle(pairs) -> None:
    scores, values = (np.array(each, dtype=float) for each in zip(*pairs, strict=True))
    r, low, high = correlate_ranks(scores, values)
    if np.ptp(scores) == 0 or np.ptp(values) == 0:
        assert np.isnan([r, low, high]).all()
    else:
        assert r == pytest.approx(pearsonr(rankdata(scores), rankdata(values)).statistic, abs=1e-9)
        assert -1 <= low <= high <= 1
        assert low - 1e-9 <= r <= high + 1e-9


def test_few_cities_and_equal_cities_are_named() -> None:
    numbers = [float(number) for number in range(10)]
    links = measure_links(
        pd.concat(
            [
                make_pairs("few", numbers[:9], numbers[:9]),
                make_pairs("flat", numbers, [1.0] * 10),
                make_pairs("same", numbers, numbers),
            ]
        )
    ).set_index("fact_code")
    assert links["reason"].replace({np.nan: None}).to_dict() == {
        "few": "fewer_than_10_cities",
        "flat": "no_variance",
        "same": None,
    }
    assert links["cities"].to_dict() == {"few": 9, "flat": 10, "same": 10}
    assert links["correlation"].isna().to_dict() == {"few": True, "flat": True, "same": False}
    assert links.loc["same", "correlation"] == pytest.approx(1)


def test_nothing_to_compare_with_gives_no_row() -> None:
    assert measure_links(make_pairs("none", [], []).reindex(columns=[*KEY, "fact_code", "score", "value"])).empty
