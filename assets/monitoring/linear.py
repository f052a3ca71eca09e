"""Our own rule of progress: a straight line from baseline to target (section 8 of the methodology).

Pure functions on a frame with one row per indicator, group and target. Other published rules are in `other_rules.py`; which
values belong to a row is found in `series.py`.

Columns of such a frame, dates as `datetime64`, values in the unit of the indicator, what is not known as NaT or NaN:
`baseline_on`, `baseline_value`, `target_on`, `target_value`, `latest_on`, `latest_value` (the latest value not after
`as_of`), `sign` (+1 where more is better, -1 where less is), `tolerance`, `as_of`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

DIGITS = 12  # at which a ratio is compared with the limits of the bands
BANDS = ((0.95, "on_track"), (0.60, "needs_acceleration"), (0.0, "limited"))
BEYOND = "moving_away"
NEVER_OVERDUE = ("achieved", "maintained", "invalid_target")
WITHOUT_RATIO = ("invalid_target", "insufficient_data", "maintained")


def count_days(later: pd.Series, earlier: pd.Series) -> pd.Series:
    """Days between two columns of dates; NaN where one is not known."""
    return (later - earlier).dt.total_seconds() / 86400


def measure_ratio(targets: pd.DataFrame) -> pd.Series:
    """R: the share of the way that has been covered over the share of the time that has passed; NaN where undefined."""
    way = (targets["latest_value"] - targets["baseline_value"]) / (targets["target_value"] - targets["baseline_value"])
    time = count_days(targets["latest_on"], targets["baseline_on"]) / count_days(
        targets["target_on"], targets["baseline_on"]
    )
    return (way / time).where(np.isfinite(way) & np.isfinite(time) & (time > 0))


def is_reached(targets: pd.DataFrame) -> pd.Series:
    """Whether the latest value has reached the target in the wanted direction; not where one of them is not known."""
    return (targets["sign"] * (targets["latest_value"] - targets["target_value"])) >= 0


def is_invalid(targets: pd.DataFrame) -> pd.Series:
    """Whether the target is not after the baseline, or lies against the wanted direction seen from it."""
    backwards = targets["target_on"] <= targets["baseline_on"]
    against = targets["sign"] * (targets["target_value"] - targets["baseline_value"]) < 0
    return backwards | against


def is_insufficient(targets: pd.DataFrame) -> pd.Series:
    """Whether baseline, target, wanted direction, or a value after the baseline is missing."""
    needed = ["baseline_value", "baseline_on", "target_value", "target_on", "latest_value", "latest_on", "sign"]
    return targets[needed].isna().any(axis=1) | ~(targets["latest_on"] > targets["baseline_on"])


def judge(targets: pd.DataFrame) -> pd.Series:
    """The status of each row: the first that fits, in the order of section 8."""
    ratio = measure_ratio(targets).round(DIGITS)
    stays = targets["target_value"] == targets["baseline_value"]
    kept = targets["sign"] * (targets["latest_value"] - targets["target_value"]) >= -targets["tolerance"]
    conditions = [
        (is_invalid(targets), "invalid_target"),
        (is_insufficient(targets), "insufficient_data"),
        (stays & kept, "maintained"),
        (stays, BEYOND),
        (is_reached(targets), "achieved"),
        *((ratio >= limit, name) for limit, name in BANDS),
    ]
    return pd.Series(
        np.select([condition.to_numpy(bool) for condition, _ in conditions], [name for _, name in conditions], BEYOND),
        index=targets.index,
        dtype=object,
    )


def find_needed(targets: pd.DataFrame) -> pd.Series:
    """The value a year after the latest one on the straight line from it to the target; the target where that is nearer.

    NaN where there is no line: a value or the target is not known, or the day of the target has come.
    """
    left = count_days(targets["target_on"], targets["latest_on"])
    year = count_days(targets["latest_on"] + pd.DateOffset(years=1), targets["latest_on"])
    share = (year / left).clip(upper=1).where(left > 0)
    return targets["latest_value"] + (targets["target_value"] - targets["latest_value"]) * share


def measure_progress(targets: pd.DataFrame) -> pd.DataFrame:
    """The rows with `status`, `progress_ratio`, `overdue` (yes or no) and `needed_next_year` beside them."""
    status = judge(targets)
    stays = targets["target_value"] == targets["baseline_value"]
    overdue = (
        (targets["as_of"] > targets["target_on"])
        & targets["target_value"].notna()
        & ~is_reached(targets)
        & ~status.isin(NEVER_OVERDUE)
    )
    return targets.assign(
        status=status,
        progress_ratio=measure_ratio(targets).where(~status.isin(WITHOUT_RATIO) & ~stays),
        overdue=np.where(overdue, "yes", "no"),
        needed_next_year=find_needed(targets).where(~status.isin((*NEVER_OVERDUE, "insufficient_data"))),
    )
