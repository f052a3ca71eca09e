"""Each rule of progress against its worked examples, and against an independent implementation on random series."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.contract import progress as contract

from assets.monitoring.other_rules import RULES
from assets.monitoring.progress import follow_indicators

START = date(2020, 1, 1)
SERIES = 10_000


def follow(series: list[contract.Series], **more) -> pd.DataFrame:
    """What the platform says of some series, in their order."""
    indicators = pd.DataFrame(
        {
            "indicator_id": [f"i{number:05}" for number in range(len(series))],
            "strategy_id": "s",
            "wanted_direction": [s.direction for s in series],
            "scale_min": pd.Series([s.scale and s.scale[0] for s in series], dtype=float),
            "scale_max": pd.Series([s.scale and s.scale[1] for s in series], dtype=float),
            "baseline_value": pd.Series([s.baseline for s in series], dtype=float),
            "baseline_on": pd.to_datetime(pd.Series([s.baseline_on for s in series])),
            "target_value": pd.Series([s.target for s in series], dtype=float),
            "target_on": pd.to_datetime(pd.Series([s.target_on for s in series])),
            "tolerance_pct": np.nan,
            "progress_rule": "linear",
            **more,
        }
    )
    measured = [(f"i{number:05}", "", day, value) for number, s in enumerate(series) for day, value in s.values]
    measurements = pd.DataFrame(measured, columns=["indicator_id", "group_code", "observed_on", "value"])
    measurements["observed_on"] = pd.to_datetime(measurements["observed_on"])
    further = pd.DataFrame(
        {"indicator_id": [], "group_code": [], "target_on": pd.to_datetime([]), "target_value": []}
    ).astype({"indicator_id": object, "group_code": object, "target_value": float})
    rows = follow_indicators(indicators, further, measurements, pd.Timestamp(series[0].as_of))
    return rows.sort_values("indicator_id", ignore_index=True)


def draw_series(rng: np.random.Generator, as_of: date) -> contract.Series:
    """A series on a coarse grid, so that edges of bands and equal values come up, with things missing now and then."""

    def maybe(thing):
        return thing if rng.random() > 0.06 else None

    baseline = float(rng.choice([-10, 0, 5, 20, 40, 50, 80, 100]))
    values = sorted(
        {
            START + timedelta(days=int(day)): float(rng.integers(-12, 24) * 5)
            for day in rng.integers(0, 3200, rng.integers(0, 9))
        }.items()
    )
    return contract.Series(
        baseline=maybe(baseline),
        baseline_on=maybe(START + timedelta(days=int(rng.integers(0, 3) * 100))),
        target=maybe(float(rng.choice([0, baseline, baseline + 10, baseline - 10, 70, 100]))),
        target_on=maybe(START + timedelta(days=int(rng.choice([0, 900, 1800, 3600])))),
        values=tuple((day, value) for day, value in values if day <= as_of),
        direction=maybe(str(rng.choice(["up", "down"]))),
        scale=maybe((0.0, 100.0)),
        as_of=as_of,
    )


@pytest.mark.parametrize("as_of", [date(2023, 6, 1), date(2030, 1, 1)])
def test_random_series_agree_with_an_independent_implementation(as_of) -> None:
    rng = np.random.default_rng(as_of.toordinal())
    series = [draw_series(rng, as_of) for _ in range(SERIES // 2)]
    rows = follow(series)
    assert len(rows) == len(series)
    for s, row in zip(series, rows.to_dict("records"), strict=True):
        assert (row["status"], row["overdue"]) == (contract.status(s), contract.overdue(s)), s
        if row["status"] in {"on_track", "needs_acceleration", "limited"}:
            assert row["progress_ratio"] == pytest.approx(contract.ratio(s), abs=1e-12)
        if isinstance(row["other_rules"], str):
            said = dict(pair.split(":") for pair in row["other_rules"].split("|"))
            assert said == {name: rule(s) for name, rule in contract.RULES.items()}, s
    assert rows["status"].nunique() == 8, "every status comes up"


EXAMPLE = contract.Series(
    baseline=40.0, baseline_on=START, target=70.0, target_on=date(2030, 1, 1),
    values=tuple((date(year, 1, 1), 40 + 2.5 * (year - 2020)) for year in range(2020, 2025)),
    direction="up", scale=(0.0, 100.0), as_of=date(2024, 6, 30),
)  # fmt: skip


def test_the_rules_disagree_on_the_worked_example() -> None:
    row = follow([EXAMPLE]).iloc[0]
    assert row["status"] == "needs_acceleration"
    assert row["progress_ratio"] == pytest.approx(0.833447410449)
    assert row["other_rules"].split("|") == [
        "cagr:on_track", "un_chart:substantial", "weather:cloud", "arrows:moderately_improving",
    ]  # fmt: skip
    # a leap year lies between: 366 of the 2,192 days that are left
    assert row["needed_next_year"] == pytest.approx(50 + 20 * 366 / 2192)


@pytest.mark.parametrize(
    ("rule", "figure"), [("cagr", 0.997), ("un_chart", 0.996), ("weather", 0.25), ("arrows", 0.833)]
)
def test_an_indicator_may_name_another_rule(rule, figure) -> None:
    row = follow([EXAMPLE], progress_rule=rule).iloc[0]
    assert row["rule"] == rule
    assert row["progress_ratio"] == pytest.approx(figure, abs=1e-3)
    assert row["status"] == RULE_SAYS[rule]
    assert "linear:needs_acceleration" in row["other_rules"]


RULE_SAYS = {"cagr": "on_track", "un_chart": "substantial", "weather": "cloud", "arrows": "moderately_improving"}


def test_every_rule_has_an_example() -> None:
    assert RULE_SAYS.keys() == RULES.keys() == contract.RULES.keys()


def test_an_unknown_rule_counts_as_the_straight_line() -> None:
    assert follow([EXAMPLE], progress_rule="of_thumb").iloc[0]["rule"] == "linear"


@given(st.floats(0.5, 200), st.floats(-50, 50))
def test_a_change_of_unit_changes_no_status(factor, shift) -> None:
    """The straight line is the same in any unit; the rules of compound growth are not."""
    moved = contract.Series(
        baseline=EXAMPLE.baseline * factor + shift, baseline_on=START, target=EXAMPLE.target * factor + shift,
        target_on=EXAMPLE.target_on, values=tuple((day, value * factor + shift) for day, value in EXAMPLE.values),
        direction="up", scale=None, as_of=EXAMPLE.as_of,
    )  # fmt: skip
    row = follow([moved]).iloc[0]
    assert row["status"] == "needs_acceleration"
    assert row["progress_ratio"] == pytest.approx(0.833447410449)
