"""When somebody should look at an indicator: no value for long, moving away, out of reach; and what was said on each day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.monitoring.alerts import AWAY, NOT_MEASURED, OUT_OF_REACH, find_alerts, list_history
from assets.monitoring.progress import follow_indicators

MONTHS = pd.Series({"yearly": 12, "every two years": 24})
NOBODY = pd.DataFrame(
    {"indicator_id": pd.Series(dtype=object), "group_code": pd.Series(dtype=object), "target_on": pd.to_datetime([])}
).assign(target_value=pd.Series(dtype=float))


def indicator(frequency: str | None = "yearly", **changed) -> pd.DataFrame:
    """From 40 in 2020 to 70 in 2030, the more the better."""
    row = {
        "indicator_id": "i1", "strategy_id": "s", "wanted_direction": "up", "scale_min": 0.0, "scale_max": 100.0,
        "baseline_value": 40.0, "baseline_on": date(2020, 1, 1), "target_value": 70.0, "target_on": date(2030, 1, 1),
        "tolerance_pct": np.nan, "progress_rule": "linear", "collection_frequency": frequency, **changed,
    }  # fmt: skip
    frame = pd.DataFrame([row])
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("baseline_on", "target_on")})


def values(*pairs: tuple[date, float], group: str = "") -> pd.DataFrame:
    frame = pd.DataFrame(pairs, columns=["observed_on", "value"]).assign(indicator_id="i1", group_code=group)
    return frame.assign(observed_on=pd.to_datetime(frame["observed_on"]))


def alerts(indicators: pd.DataFrame, measured: pd.DataFrame, as_of: date) -> list[tuple[str, date, date | None]]:
    found = find_alerts(indicators, NOBODY, measured, MONTHS, pd.Timestamp(as_of))
    return [
        (row.alert_code, row.from_on.date(), None if pd.isna(row.to_on) else row.to_on.date())
        for row in found.itertuples()
    ]


def test_a_value_is_overdue_a_quarter_longer_than_its_frequency() -> None:
    measured = values((date(2021, 1, 1), 43), (date(2022, 1, 1), 46))
    assert alerts(indicator(), measured, date(2023, 4, 1)) == []
    assert alerts(indicator(), measured, date(2023, 4, 2)) == [(NOT_MEASURED, date(2023, 4, 1), None)]
    later = values((date(2021, 1, 1), 43), (date(2023, 1, 1), 49))
    assert alerts(indicator(), later, date(2023, 2, 1)) == [(NOT_MEASURED, date(2022, 4, 1), date(2023, 1, 1))]


@pytest.mark.parametrize("frequency", [None, "now and then", "every two years", " Every two years "])
def test_what_is_collected_more_seldom_or_at_no_known_times_is_not_overdue(frequency) -> None:
    assert alerts(indicator(frequency), values((date(2021, 1, 1), 43)), date(2023, 6, 1)) == []


def test_nothing_is_expected_after_the_day_of_the_target() -> None:
    measured = values(*((date(year, 1, 1), 40 + 3 * (year - 2020)) for year in range(2021, 2031)))
    assert alerts(indicator(), measured, date(2035, 1, 1)) == []


def test_an_indicator_that_was_never_measured_is_overdue_after_its_baseline() -> None:
    assert alerts(indicator(), values(), date(2021, 5, 1)) == [(NOT_MEASURED, date(2021, 4, 1), None)]
    assert alerts(indicator(baseline_on=None), values(), date(2029, 5, 1)) == []


def test_moving_away_lasts_until_a_value_moves_towards_the_target() -> None:
    measured = values((date(2021, 1, 1), 38), (date(2022, 1, 1), 39), (date(2023, 1, 1), 48), (date(2024, 1, 1), 36))
    assert alerts(indicator(), measured, date(2024, 2, 1)) == [
        (AWAY, date(2021, 1, 1), date(2023, 1, 1)),
        (AWAY, date(2024, 1, 1), None),
    ]


def test_out_of_reach_is_less_than_half_of_the_pace() -> None:
    slow = values((date(2022, 1, 1), 42.9))  # R = 0.48
    assert alerts(indicator(), slow, date(2022, 2, 1)) == [
        (NOT_MEASURED, date(2021, 4, 1), date(2022, 1, 1)),
        (OUT_OF_REACH, date(2022, 1, 1), None),
    ]
    half = values((date(2021, 1, 1), 41.6))
    assert alerts(indicator(), half, date(2021, 2, 1)) == []


def test_after_the_day_of_the_target_the_pace_is_no_alert() -> None:
    assert AWAY not in [code for code, _, _ in alerts(indicator(), values((date(2030, 6, 1), 30)), date(2030, 7, 1))]


def test_values_of_groups_are_not_those_of_everybody() -> None:
    assert alerts(indicator(None), values((date(2021, 1, 1), 10), group="women"), date(2021, 2, 1)) == []


def test_the_detail_says_which_value() -> None:
    found = find_alerts(indicator(), NOBODY, values((date(2021, 1, 1), 38.5)), MONTHS, pd.Timestamp("2021-02-01"))
    assert found["detail"].tolist() == ["i1 (38.5, 2021-01-01; 70, 2030-01-01)"]


@given(
    st.lists(st.tuples(st.dates(date(2020, 6, 1), date(2029, 12, 31)), st.integers(0, 100)), unique_by=lambda pair: pair[0]),
    st.dates(date(2020, 6, 1), date(2031, 1, 1)),
)  # fmt: skip
def test_the_history_says_on_each_day_what_was_said_on_it(pairs, as_of) -> None:
    measured = values(*((day, float(value)) for day, value in pairs))
    history = list_history(indicator(), NOBODY, measured, pd.Timestamp(as_of))
    assert len(history) == sum(day <= as_of for day, _ in pairs)
    for row in history.itertuples():
        (said,) = follow_indicators(indicator(), NOBODY, measured, row.observed_on).itertuples()
        assert (row.status, row.value) == (said.status, said.latest_value)


@given(
    st.lists(st.tuples(st.dates(date(2020, 6, 1), date(2029, 12, 31)), st.integers(0, 100)), unique_by=lambda pair: pair[0]),
    st.dates(date(2020, 6, 1), date(2031, 1, 1)),
)  # fmt: skip
def test_times_of_one_kind_follow_each_other_and_only_the_last_is_open(pairs, as_of) -> None:
    found = find_alerts(
        indicator(), NOBODY, values(*((day, float(value)) for day, value in pairs)), MONTHS, pd.Timestamp(as_of)
    )
    for _, rows in found.groupby("alert_code"):
        assert (rows["from_on"] <= pd.Timestamp(as_of)).all()
        assert rows["to_on"].isna().sum() <= 1
        assert (rows["to_on"].iloc[:-1] <= rows["from_on"].iloc[1:].to_numpy()).all()
