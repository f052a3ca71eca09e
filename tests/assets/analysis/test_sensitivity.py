"""Sobol indices of a function whose indices are known, and the cases without figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.panels import ANSWERS, make_panel, make_ranked

from assets.analysis.draws import GROUPS
from assets.analysis.sensitivity import explain_panel, explain_variance
from assets.analysis.settings import read_settings

SETTINGS = replace(read_settings(), sensitivity_power=6, resamples=50)


def test_the_ishigami_function_has_its_analytic_indices() -> None:
    """a = 7, b = 0.1: S1 = 0.3139, 0.4424, 0; ST = 0.5576, 0.4424, 0.2437 (Ishigami and Homma 1990)."""

    def ishigami(columns: np.ndarray) -> np.ndarray:
        x, y, z = (2 * columns - 1).T * np.pi
        return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)

    found, _ = explain_variance(["x", "y", "z"], ishigami, power=12, resamples=200, seed=1)
    for name, first, total in (("x", 0.3139, 0.5576), ("y", 0.4424, 0.4424), ("z", 0.0, 0.2437)):
        own = found[name]
        assert own["first_order_low"] - 0.01 <= first <= own["first_order_high"] + 0.01
        assert own["total_low"] - 0.01 <= total <= own["total_high"] + 0.01
        assert own["first_order"] == pytest.approx(first, abs=0.03)


def test_columns_of_a_group_are_explained_together() -> None:
    found, _ = explain_variance(["pair", "pair", "alone"], lambda x: x[:, 0] + x[:, 1] + 2 * x[:, 2], 8, 50, 1)
    assert found["pair"]["first_order"] == pytest.approx(2 / 6, abs=0.05)
    assert found["alone"]["first_order"] == pytest.approx(4 / 6, abs=0.05)


def test_each_group_of_inputs_has_a_row() -> None:
    table = explain_panel(make_ranked(ANSWERS), SETTINGS)
    assert tuple(table["input_group"]) == GROUPS
    assert table["reason"].isna().all()
    assert (table["total"] > -0.2).all()
    assert table["mean_rank_shift"].iloc[0] > 0


def test_too_few_cities_and_no_variance_are_named() -> None:
    few = explain_panel(make_ranked(ANSWERS[:4]), SETTINGS)
    assert set(few["reason"]) == {"fewer_than_5_cities"}
    assert few["first_order"].isna().all()
    same = explain_panel(make_ranked([["partly", "a", "yes", "no"]] * 6), SETTINGS)
    assert set(same["reason"]) == {"no_variance"}


def test_a_panel_without_ranks_has_rows_with_a_reason() -> None:
    panel = make_panel(ANSWERS)
    empty = make_ranked(ANSWERS).cells.iloc[:0]
    assert set(explain_panel(replace(panel, cells=empty), SETTINGS)["reason"]) == {"fewer_than_5_cities"}
