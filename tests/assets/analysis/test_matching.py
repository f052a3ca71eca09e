"""Matches: worked values, scipy's optimum against all assignments of small cases, ties, loads, reasons, survival."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assets.analysis.matching import Fair, match_cities
from assets.analysis.networks import Network
from assets.analysis.pairs import NOBODY, assign_hosts, find_contexts, find_needs, find_offers, quartile, value_visits

VALUES = arrays(
    float, st.tuples(st.integers(1, 4), st.integers(1, 3)), elements=st.sampled_from([0, 0.1, 0.2, 0.3, 0.7])
)


def test_values_of_the_contract() -> None:
    quartiles = np.array([[70.0, 60, np.nan]])
    needs = find_needs(np.array([[40.0, 65, 10]]), quartiles)
    assert needs.tolist() == [[pytest.approx(0.3), 0, 0]]
    offers = find_offers(
        np.array([[90.0, 90, 90], [90, np.nan, 90]]), quartiles, np.array([[True, True, True], [False, True, True]])
    )
    assert offers[0, 0] == pytest.approx([0.2, 0.3, 0])
    assert offers[0, 1].tolist() == [0, 0, 0], "no full coverage, no score, no quartile"
    values = value_visits(needs, offers, np.array([[1 / 3, 1]]))
    assert values[0, 0] == pytest.approx([0.3 * 0.2 * (0.5 + 0.5 / 3), 0, 0])


def test_contexts_count_language_and_both_bands() -> None:
    languages = [{"aa", "bb"}, {"bb"}, {"cc"}, set()]
    bands = [("small", "low"), ("small", "high"), ("small", "low"), (None, None)]
    assert find_contexts(languages, bands, [0, 3]).tolist() == [
        [1, pytest.approx(2 / 3), pytest.approx(2 / 3), 0],
        [0, 0, 0, 0],
    ]


@given(VALUES, st.integers(1, 2))
def test_the_assignment_is_the_best_of_all(values, load) -> None:
    visitors, hosts = values.shape
    best = 0.0
    for choice in product(range(NOBODY, hosts), repeat=visitors):
        if all(choice.count(host) <= load for host in range(hosts)):
            best = max(best, sum(values[v, h] for v, h in enumerate(choice) if h != NOBODY))
    found = assign_hosts(values, load)
    assert sum(values[v, h] for v, h in enumerate(found) if h != NOBODY) == pytest.approx(best)
    assert all((found == host).sum() <= load for host in range(hosts))
    assert all(values[v, h] > 0 for v, h in enumerate(found) if h != NOBODY)


def test_ties_go_to_the_hosts_that_come_first() -> None:
    assert assign_hosts(np.full((3, 4), 0.25), 2).tolist() in ([0, 0, 1], [0, 1, 0], [1, 0, 0])
    # the same in another order of sums: a difference in the last digit is no difference
    assert assign_hosts(np.array([[0.3, 0.1 + 0.2]]), 2).tolist() == [0]
    assert assign_hosts(np.zeros((2, 3)), 2).tolist() == [NOBODY, NOBODY]
    assert assign_hosts(np.zeros((0, 3)), 2).tolist() == []


def test_a_quartile_leaves_missing_scores_out() -> None:
    values = np.array([[1.0, 1], [2, 2], [3, np.nan], [4, 4], [5, 5]])
    assert quartile(values) == pytest.approx([4, np.quantile([1, 2, 4, 5], 0.75)])
    assert quartile(values[:, :1]) == pytest.approx([4])


def make_fair() -> Fair:
    """Two visitors and four hosts in two areas; the quartiles of both are 60."""
    scores = np.array([[30.0, 60], [80, 20], [90, 70], [70, 90], [95, 95], [60, 40]])
    cities = tuple(f"xa-{letter}" for letter in "abcdef")
    network = Network(
        2020, "m", cities, (2020,) * 6, ("AA", "BB"), ("core", "core"), scores, np.ones((6, 2), dtype=bool)
    )
    return Fair(
        network, cities, [0, 1], scores, network.is_full, scores[:2], np.full((2, 2), 60.0),
        {(visitor, area): [(5, 0)[area]] for visitor in (0, 1) for area in (0, 1)},
        [{"aa"}, {"bb"}, {"aa"}, {"bb"}, {"cc"}, {"aa"}], [("small", None)] * 6,
        [False, False, True, False, True, False], {"AA": "Area A", "BB": "Area B"},
    )  # fmt: skip


def test_matches_have_areas_gain_context_and_reasons() -> None:
    fair = make_fair()
    drawn = np.repeat(fair.scores[:, :, None], 3, axis=2)
    table = match_cities(fair, drawn, 7).set_index(["visitor_city_code", "kind"])
    first = table.loc[("xa-a", "mentor")]
    # c: 0.3 · 0.3 · (0.5 + 0.5 · 2/3); e: 0.3 · 0.35 · (0.5 + 0.5 · 1/3); the latter is less
    assert (first["host_city_code"], first["area_codes"]) == ("xa-c", "AA")
    assert first["gain"] == pytest.approx(0.3 * 0.3 * (0.5 + 0.5 * 2 / 3))
    assert first["context"] == pytest.approx(2 / 3)
    assert "Area A (the visitor 30 below the upper quartile of its group, the host 30 above)." in first["reasons"]
    assert "Has completed the curriculum. Both share a language (aa) and the size band." in first["reasons"]
    second = table.loc[("xa-b", "fellow")]
    assert (second["host_city_code"], second["area_codes"], second["survival"]) == ("xa-d", "BB", 1)
    assert set(table["draws"]) == {3}
    assert table["reason"].isna().all()


def test_a_match_survives_in_the_draws_that_make_it_again() -> None:
    fair = make_fair()
    drawn = np.repeat(fair.scores[:, :, None], 4, axis=2)
    drawn[2, 0, 0] = 61  # in the first draw c offers next to nothing in A
    table = match_cities(fair, drawn, 7).set_index(["visitor_city_code", "kind"])
    assert table.loc[("xa-a", "mentor"), "survival"] == 0.75
    assert table.loc[("xa-b", "fellow"), "survival"] == 1


def test_why_nobody_is_matched_is_named() -> None:
    fair = make_fair()
    drawn = np.repeat(fair.scores[:, :, None], 2, axis=2)

    def reasons(fair: Fair) -> dict[tuple[str, str], str]:
        table = match_cities(fair, drawn, 7)
        return {
            (row["visitor_city_code"], row["kind"]): row["reason"]
            for _, row in table.iterrows()
            if not isinstance(row["host_city_code"], str)
        }

    assert set(reasons(replace(fair, mentors=[False] * 6)).values()) == {"no_mentor"}
    assert set(reasons(replace(fair, mentors=[True] * 6)).values()) == {"no_fellow"}
    nothing = replace(fair, is_full=np.zeros((6, 2), dtype=bool))
    assert set(reasons(nothing).values()) == {"nobody_offers"}
    happy = replace(fair, visitor_scores=np.full((2, 2), 99.0))
    assert set(reasons(happy).values()) == {"no_need"}
    alone = replace(fair, visitors=[], visitor_scores=np.zeros((0, 2)), quartiles=np.zeros((0, 2)), members={})
    assert match_cities(alone, drawn, 7).empty
