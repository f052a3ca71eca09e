"""Puts together what a status is judged from: for each indicator, group and target its baseline and latest value.

Frames in, frame out. How a status follows from a row is in `linear.py` and `other_rules.py`.
"""

from __future__ import annotations

import pandas as pd

TOLERANCE = 2.0  # percent of the scale, where an indicator names none
SIGNS = {"up": 1.0, "down": -1.0}
VALUES = 6  # of which `weather` takes the yearly changes
VALUES_LEAST = 4
YEAR = 365.25  # days
WHOLE = ""  # the group of everybody
ROW = ["indicator_id", "group_code"]
TARGET = [*ROW, "target_on", "target_value"]


def list_targets(indicators: pd.DataFrame, further: pd.DataFrame, measurements: pd.DataFrame) -> pd.DataFrame:
    """One row per indicator, group and target: its own, further ones, and for a group without its own that of the indicator."""
    own = indicators[["indicator_id", "target_on", "target_value"]].assign(group_code=WHOLE)[TARGET]
    further = further[further["indicator_id"].isin(own["indicator_id"])][TARGET]
    groups = measurements.loc[measurements["group_code"] != WHOLE, ROW].drop_duplicates()
    with_own = pd.MultiIndex.from_frame(further[ROW])
    groups = groups[~pd.MultiIndex.from_frame(groups).isin(with_own)]
    borrowed = groups.merge(own.drop(columns="group_code"), on="indicator_id")[TARGET]
    # An indicator that names no target at all has those of its further targets alone.
    nothing = own["target_on"].isna() & own["target_value"].isna()
    elsewhere = own["indicator_id"].isin(further.loc[further["group_code"] == WHOLE, "indicator_id"])
    listed = pd.concat([own[~(nothing & elsewhere)], further, borrowed], ignore_index=True)
    return listed.drop_duplicates([*ROW, "target_on"], keep="first")


def measure_yearly_change(known: pd.DataFrame) -> pd.Series:
    """Mean yearly change over the last six values of each indicator and group; missing under four values."""
    last = known.groupby(ROW).tail(VALUES)
    earlier = last.groupby(ROW)[["observed_on", "value"]].shift()
    years = (last["observed_on"] - earlier["observed_on"]).dt.total_seconds() / 86400 / YEAR
    change = ((last["value"] - earlier["value"]) / years).groupby([last[column] for column in ROW])
    return change.mean().where(change.count() >= VALUES_LEAST - 1).rename("yearly_change")


def list_series(
    indicators: pd.DataFrame, further: pd.DataFrame, measurements: pd.DataFrame, as_of: pd.Timestamp
) -> pd.DataFrame:
    """The rows that `measure_progress` judges, with the columns that it needs.

    `indicators` has the columns of the kind `strategy_indicators`, `further` of `indicator_targets`, `measurements` of its kind;
    dates are `datetime64`, the group of everybody is the empty text.
    """
    known = measurements[(measurements["observed_on"] <= as_of) & measurements["value"].notna()]
    known = known.sort_values([*ROW, "observed_on"], kind="stable")
    latest = known.groupby(ROW)[["observed_on", "value"]].last()
    latest = latest.rename(columns={"observed_on": "latest_on", "value": "latest_value"})
    rows = list_targets(indicators, further, measurements).merge(
        indicators.drop(columns=["target_on", "target_value"]), on="indicator_id"
    )
    rows = rows.merge(latest.reset_index(), on=ROW, how="left")
    rows = rows.merge(measure_yearly_change(known).reset_index(), on=ROW, how="left")
    starts = known.rename(columns={"observed_on": "baseline_on", "value": "group_baseline"})
    rows = rows.merge(starts[[*ROW, "baseline_on", "group_baseline"]], on=[*ROW, "baseline_on"], how="left")
    whole = rows["group_code"] == WHOLE
    scale = rows["scale_max"] - rows["scale_min"]
    return rows.assign(
        baseline_value=rows["baseline_value"].where(whole, rows["group_baseline"]),
        sign=rows["wanted_direction"].map(SIGNS).astype(float),
        tolerance=(rows["tolerance_pct"].fillna(TOLERANCE) / 100 * scale).fillna(0.0),
        as_of=as_of,
    ).drop(columns="group_baseline")
