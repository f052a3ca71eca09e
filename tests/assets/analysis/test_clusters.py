"""Learning clusters: planted groups are found, names last, what cannot be grouped is named."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.analysis.clusters import carry_names, group_network, name_letter, select_core
from assets.analysis.grouping import (
    choose_cut,
    compare_cuts,
    cut_cities,
    map_cities,
    measure_stability,
    order_labels,
    standardise,
)
from assets.analysis.networks import Network


def make_network(scores: np.ndarray, indexes: tuple[str, ...] | None = None) -> Network:
    cities, areas = scores.shape
    return Network(
        2020, "m", tuple(f"xa-{n:03d}" for n in range(cities)), (2020,) * cities, tuple(f"A{n}" for n in range(areas)),
        indexes or ("core",) * areas, scores, ~np.isnan(scores),
    )  # fmt: skip


def plant(groups: int, each: int = 12, seed: int = 1) -> np.ndarray:
    """Cities around as many centres, far apart."""
    random = np.random.default_rng(seed)
    centres = 50 + 40 * (np.arange(5) % groups == np.arange(groups)[:, None])
    return np.vstack([centre + random.normal(0, 2, (each, 5)) for centre in centres])


@pytest.mark.parametrize("groups", [2, 3, 4])
def test_planted_groups_are_found_by_both_methods(groups) -> None:
    values = standardise(plant(groups))
    cuts = compare_cuts(values, 1)
    best = choose_cut(cuts)
    assert best.groups == groups
    for method in ("kmeans", "ward"):
        labels = cut_cities(values, method, groups, 1)
        assert all(len(set(labels[12 * n : 12 * n + 12])) == 1 for n in range(groups))
    assert measure_stability(values, best, 10, 1) == pytest.approx(1)


def test_noise_is_less_stable_than_groups() -> None:
    noise = np.random.default_rng(3).normal(size=(40, 5))
    best = choose_cut(compare_cuts(standardise(noise), 1))
    assert measure_stability(standardise(noise), best, 10, 1) < 0.9


def test_the_map_is_that_of_scikit_learn() -> None:
    from sklearn.decomposition import PCA

    values = standardise(plant(3))
    places, loadings, shares = map_cities(values)
    other = PCA(2).fit(values)
    assert shares == pytest.approx(other.explained_variance_ratio_)
    assert abs(places) == pytest.approx(abs(other.transform(values)))
    assert abs(loadings) == pytest.approx(abs(other.components_.T))
    assert (loadings.sum(axis=0) >= 0).all()


def test_standardised_areas_have_mean_0_and_variance_1_and_gaps_at_the_mean() -> None:
    values = standardise(np.array([[10.0, 5, 1], [20, 5, np.nan], [30, 5, 3]]))
    assert values[:, 0] == pytest.approx([-np.sqrt(1.5), 0, np.sqrt(1.5)])
    assert values[:, 1].tolist() == [0, 0, 0]
    assert values[:, 2] == pytest.approx([-1, 0, 1])


@given(st.lists(st.integers(0, 4), min_size=1, max_size=30))
def test_groups_are_numbered_by_size(labels) -> None:
    ordered = order_labels(np.array(labels))
    counts = np.bincount(ordered)
    assert (np.diff(counts) <= 0).all()
    assert len(counts) == len(set(labels))
    assert all((ordered[n] == ordered[m]) == (labels[n] == labels[m]) for n in range(len(labels)) for m in range(n))


def test_a_group_keeps_its_name_where_most_of_its_cities_stay_together() -> None:
    before = {"a": "A", "b": "A", "c": "A", "d": "B", "e": "B", "f": "B"}
    # the groups change numbers, d moves over, and a new city comes
    assert carry_names(before, {"a": 2, "b": 2, "c": 2, "d": 2, "e": 1, "f": 1, "g": 1}, 2) == ({2: "A", 1: "B"}, 2)
    # B falls apart: no half of it is most of it
    names, used = carry_names(before | {"g": "B"}, {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": 3, "g": 3}, 2)
    assert names == {1: "A", 2: "C", 3: "D"}
    assert used == 4
    assert carry_names({}, {"a": 1, "b": 2}, 0) == ({1: "A", 2: "B"}, 2)
    assert [name_letter(number) for number in (0, 25, 26, 53)] == ["A", "Z", "A2", "B3"]


def test_what_a_group_is_strong_and_weak_in_stands_in_its_profile() -> None:
    found = group_network(make_network(plant(2)), 1, 5)
    profile = found["profiles"].set_index(["cluster", "area_code"])["standing"]
    assert sorted(profile.xs("A0", level="area_code")) == ["strong", "weak"]
    assert set(found["clusters"]["clusters"]) == {2}
    assert found["choices"]["is_chosen"].tolist().count("yes") == 1
    again = group_network(make_network(plant(2)), 1, 5)
    assert all(found[name].equals(again[name]) for name in found)


@pytest.mark.parametrize(("cities", "reason"), [(0, "fewer_than_10_cities"), (1, "fewer_than_10_cities"), (2, "fewer_than_10_cities"), (4, "fewer_than_10_cities"), (9, "fewer_than_10_cities"), (12, "no_variance")])  # fmt: skip
def test_what_cannot_be_grouped_is_named(cities, reason) -> None:
    found = group_network(make_network(np.full((cities, 3), 50.0)), 1, 5)
    assert found["choices"]["reason"].tolist() == [reason]
    assert found["clusters"].empty


def test_ten_cities_of_two_kinds_make_two_groups() -> None:
    found = group_network(make_network(np.repeat([[10.0, 20], [80, 90]], 5, axis=0)), 1, 5)
    assert found["clusters"]["cluster"].tolist() == [1] * 5 + [2] * 5
    assert set(found["choices"]["clusters"]) == {2}


def test_cities_need_two_thirds_of_the_areas_of_the_core() -> None:
    scores = np.array([[1.0, 2, 3, np.nan], [1, np.nan, 3, 4], [np.nan, np.nan, 3, 4]])
    network = make_network(scores, ("core", "core", "core", "extended"))
    assert select_core(network) == ([0, 1], [0, 1, 2])
    nobody = make_network(np.full((3, 2), np.nan))
    assert select_core(nobody) == ([], [])
