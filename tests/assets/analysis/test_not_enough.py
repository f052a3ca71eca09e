"""Networks that are too small, too equal, or empty in a place: each analysis says so with its reason, and gives no figure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pandas as pd
import pytest
from support.built_models import CompiledProject
from support.little import FIRST, build_little, write_methodology

from assets.analysis.settings import Settings

SETTINGS = Settings(1, 50, 50, 3, 10, 5, 20)
QUESTIONS = {"AA": ["A1", "A2"], "BB": ["B1", "B2"], "CC": ["C1", "C2"], "DD": ["D1", "D2"]}
CODES = [code for codes in QUESTIONS.values() for code in codes]
REASONED = ("coherence", "sensitivity", "cluster_choices", "typical_progress", "outside_links", "city_needs")
FIGURES = {
    "coherence": "alpha",
    "sensitivity": "total",
    "cluster_choices": "silhouette",
    "typical_progress": "typical_median",
    "outside_links": "correlation",
    "city_needs": "need",
}


def answer(cities: int, pattern: str = "varied", unanswered: tuple[str, ...] = ()) -> list[tuple[object, ...]]:
    """Answers of some cities to all questions but those that nobody answers: the same of all, or different ones."""
    return [
        (
            *(FIRST, f"xa-city{chr(97 + city)}", "main", 1, code, "m"),
            "yes" if pattern == "equal" or (city * 7 + place * place * 3) % 5 < 3 else "no",
        )
        for city in range(cities)
        for place, code in enumerate(CODES)
        if code not in unanswered
    ]


@contextmanager
def analysed(project: CompiledProject, tmp_path, rows, weights: str = "1", without_scores: int = 0) -> Iterator:
    """The marts of a network, after all analyses; so many further cities filed one answer each and have no score."""
    reference = write_methodology(tmp_path / "seeds", {"m": QUESTIONS})
    path = reference / "methodology_areas.csv"
    areas = pd.read_csv(path, dtype=str, keep_default_na=False)
    areas["weight"] = weights
    areas.to_csv(path, index=False)
    rows = [
        *rows,
        *((FIRST, f"xb-empty{chr(97 + city)}", "main", 1, CODES[0], "m", "yes") for city in range(without_scores)),
    ]
    with build_little(project, reference, rows, settings=SETTINGS) as connection:
        yield lambda name: connection.sql(f"select * from marts.{name}").df()


def check_reasons(read) -> None:
    """Where there is no figure there is a reason, and no figure is infinite."""
    for name in REASONED:
        frame = read(name)
        missing = frame[FIGURES[name]].isna()
        assert (frame.loc[missing, "reason"].notna()).all(), name
        numbers = frame.select_dtypes("number").to_numpy(dtype=float)
        assert not np.isinf(numbers).any(), name


@pytest.mark.parametrize("cities", [0, 1, 2, 4, 9])
def test_small_networks_are_told_and_ranked_by_nobody(project, tmp_path, cities) -> None:
    with analysed(project, tmp_path, answer(cities), without_scores=2) as read:
        check_reasons(read)
        assert len(read("robustness").query("index_code == 'core'")) == cities
        assert set(read("coherence")["reason"]) <= {"fewer_than_10_cities"}
        assert read("learning_clusters").empty
        assert set(read("cluster_choices")["reason"].dropna()) <= {"fewer_than_10_cities"}
        assert read("good_practice_cities").empty
        if cities < 5:
            assert set(read("sensitivity")["reason"]) <= {"fewer_than_5_cities"}
            assert read("peer_comparisons").empty
            assert read("rank_bounds").empty
            assert set(read("city_needs")["reason"]) <= {"fewer_than_5_cities", "no_score", "indicative"}
        else:
            assert (read("peer_comparisons")["rank_low"] <= read("peer_comparisons")["rank_high"]).all()
            assert len(read("rank_bounds").query("index_code == 'core'")) == cities


def test_cities_that_are_all_equal_have_no_variance(project, tmp_path) -> None:
    with analysed(project, tmp_path, answer(12, "equal")) as read:
        check_reasons(read)
        assert set(read("coherence")["reason"]) == {"no_variance"}
        assert set(read("sensitivity")["reason"]) == {"no_variance"}
        assert set(read("cluster_choices")["reason"]) == {"no_variance"}
        assert set(read("peer_comparisons")["rank"].dropna()) == {1}
        assert (read("rank_bounds")["rank_best"] == 1).all()


def test_an_area_that_nobody_answered_has_no_figures(project, tmp_path) -> None:
    with analysed(project, tmp_path, answer(12, unanswered=("D1", "D2"))) as read:
        check_reasons(read)
        own = read("coherence").query("area_code == 'DD'")
        assert set(own["reason"]) == {"fewer_than_10_cities"}
        assert set(own["cities"]) == {0}
        assert set(read("coherence").query("area_code == 'AA'")["reason"].dropna()) == set()


def test_weights_of_zero_leave_no_index_and_no_fault(project, tmp_path) -> None:
    with analysed(project, tmp_path, answer(12), weights="0") as read:
        check_reasons(read)
        assert read("index_scores")["score"].isna().all()
        assert read("robustness").empty
        assert read("rank_bounds").empty


def test_without_mentors_every_visitor_says_why(project, tmp_path) -> None:
    with analysed(project, tmp_path, answer(12)) as read:
        matches = read("city_matches")
        assert set(matches.query("kind == 'mentor'")["reason"]) <= {"no_mentor", "no_need"}
        assert matches.query("kind == 'mentor'")["host_city_code"].isna().all()
