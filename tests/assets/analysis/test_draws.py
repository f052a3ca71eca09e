"""What is drawn stays within its limits, in its order, and is the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.panels import make_version

from assets.analysis.draws import design_inputs, draw_inputs, make_draws, nominal_draw, worth_of_sets
from assets.analysis.settings import SettingsFault, read_settings


def test_the_columns_are_those_of_the_contract(version) -> None:
    design = design_inputs(version)
    # 4 questions, 4 areas, 3 middle options and 1 full marks, and three categories
    assert design.counts == (4, 4, 4, 1, 1, 1)
    with pytest.raises(ValueError, match="columns"):
        make_draws(version, np.zeros((2, 3)))


def test_the_middle_of_every_input_changes_no_weight_and_no_points(version) -> None:
    draws = make_draws(version, np.full((1, design_inputs(version).size), 0.5))
    nominal = nominal_draw(version)
    assert draws.question_weights == pytest.approx(nominal.question_weights)
    assert draws.area_weights == pytest.approx(nominal.area_weights)
    assert draws.full_marks == pytest.approx(nominal.full_marks)
    for mine, given_points in zip(draws.points, nominal.points, strict=True):
        assert mine == pytest.approx(given_points)


@given(st.integers(0, 2**32 - 1))
def test_draws_keep_their_limits(seed) -> None:
    version = make_version()
    draws = draw_inputs(version, 50, seed)
    shares = draws.question_weights / [question.weight for question in version.questions]
    assert shares.min() >= 0.75
    assert shares.max() <= 1.25
    yes, partly, no = draws.points[0].T
    assert (yes == 1).all()
    assert (no == 0).all()
    assert (abs(partly - 0.5) <= 0.15).all()
    assert set(draws.full_marks[:, 1]) <= {1, 2, 3}
    assert (draws.full_marks[:, 0] == 1).all()


@given(st.integers(0, 2**32 - 1))
def test_points_keep_their_order(seed) -> None:
    from dataclasses import replace

    version = make_version()
    steps = replace(version.questions[0], points={"a": 0.0, "b": 0.4, "c": 0.45, "d": 0.45, "e": 1.0})
    version = replace(version, questions=(steps, *version.questions[1:]))
    points = draw_inputs(version, 50, seed).points[0]
    assert (np.diff(points, axis=1) >= 0).all()
    assert (points[:, 2] == points[:, 3]).all()


def test_categories_are_equally_likely_and_full_marks_too(version) -> None:
    draws = draw_inputs(version, 6000, 1)
    for each in (draws.excludes, draws.geometric, draws.opened):
        assert each.mean() == pytest.approx(0.5, abs=0.03)
    _, counts = np.unique(draws.full_marks[:, 1], return_counts=True)
    assert counts / 6000 == pytest.approx([1 / 3] * 3, abs=0.03)


def test_the_same_seed_gives_the_same_draws(version) -> None:
    first, again, other = (draw_inputs(version, 5, seed) for seed in (7, 7, 8))
    assert (first.question_weights == again.question_weights).all()
    assert (first.question_weights != other.question_weights).any()


def test_a_multiple_choice_reaches_full_marks_and_no_more(version) -> None:
    sets = (frozenset(["a"]), frozenset(["a", "b"]), frozenset(["a", "b", "c"]))
    worth = worth_of_sets(nominal_draw(version), version.questions[1], 1, sets)
    assert worth[0] == pytest.approx([50, 100, 100])


def test_the_number_of_draws_can_be_set_for_a_quick_look(monkeypatch) -> None:
    monkeypatch.delenv("INTERCULTURAL_DRAWS", raising=False)
    assert read_settings().draws == 10_000
    monkeypatch.setenv("INTERCULTURAL_DRAWS", "200")
    assert read_settings().draws == 200
    monkeypatch.setenv("INTERCULTURAL_DRAWS", "many")
    with pytest.raises(SettingsFault, match="whole number"):
        read_settings()
