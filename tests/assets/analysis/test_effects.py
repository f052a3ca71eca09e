"""Change of the index beside change of outcomes: what a way is, one figure a city, and when nothing is said."""

from __future__ import annotations

import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.analysis.effects import join_changes, measure_ways, relate_changes

OUTCOMES = ["city_code", "indicator_id", "baseline_value", "latest_value", "target_value"]
CHANGES = ["city_code", "from_cycle", "to_cycle", "index_change"]


def make_outcomes(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [(city, f"i{number}", *values) for number, (city, *values) in enumerate(rows)], columns=OUTCOMES
    )


def make_changes(**changes: float) -> pd.DataFrame:
    return pd.DataFrame([(city, 2016, 2022, change) for city, change in changes.items()], columns=CHANGES)


def make_effects(index: list[float], outcome: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"index_change": index, "outcome_change": outcome})


def test_the_way_is_a_share_of_the_distance_in_whatever_direction_is_wanted() -> None:
    """Half of the way up, half of the way down, beyond the target, away from it; nothing to go is left out."""
    rows = make_outcomes(("a", 40, 50, 60), ("a", 60, 50, 40), ("a", 10, 40, 30), ("a", 10, 5, 30), ("a", 10, 11, 10))
    assert list(measure_ways(rows)["way"]) == pytest.approx([0.5, 0.5, 1.5, -0.25])


def test_a_city_has_the_median_of_its_indicators_and_is_there_only_with_both() -> None:
    outcomes = make_outcomes(("a", 0, 1, 10), ("a", 0, 2, 10), ("a", 0, 9, 10), ("b", 0, 5, 10), ("d", 5, 6, 5))
    found = join_changes(make_changes(a=12.5, c=3.0, d=1.0), outcomes)
    assert found.to_dict("records") == [
        {"city_code": "a", "from_cycle": 2016, "to_cycle": 2022, "index_change": 12.5, "outcome_change": 0.2, "indicators": 3}
    ]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from("ab"), *[st.integers(0, 20)] * 3), min_size=1, max_size=12))
def test_it_is_what_plain_python_says(rows) -> None:
    found = join_changes(make_changes(a=1, b=2), make_outcomes(*rows)).set_index("city_code")["outcome_change"]
    for city in "ab":
        ways = [
            (latest - base) / (target - base) for code, base, latest, target in rows if code == city and target != base
        ]
        if ways:
            assert found[city] == pytest.approx(statistics.median(ways), abs=1e-9)
        else:
            assert city not in found.index


def test_few_cities_and_equal_cities_have_no_correlation_and_a_reason() -> None:
    few = relate_changes(make_effects([1.0] * 9, [2.0] * 9))
    assert (few["reason"], few["cities"], np.isnan(few["correlation"])) == ("fewer_than_10_cities", 9, True)
    assert relate_changes(make_effects([1.0] * 10, list(map(float, range(10)))))["reason"] == "no_variance"


def test_ten_cities_in_opposite_order() -> None:
    found = relate_changes(make_effects(list(map(float, range(10))), [-float(number) for number in range(10)]))
    assert found["reason"] is None
    assert found["correlation"] == pytest.approx(-1)


def test_nothing_filed_gives_no_city() -> None:
    effects = join_changes(make_changes(a=1.0), make_outcomes())
    assert effects.empty
    assert relate_changes(effects)["cities"] == 0
