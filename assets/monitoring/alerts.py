"""What an indicator says over time: its status on the day of each value, and the times in which somebody should look at it.

Pure functions, frames in, frames out, with the columns that `series.py` names. The status is always that of the straight line,
so that a history can be read along, whatever rule the indicator names for today.
"""

from __future__ import annotations

import pandas as pd

from assets.monitoring.linear import measure_progress
from assets.monitoring.series import SIGNS, TOLERANCE, WHOLE, list_targets

NOT_MEASURED, AWAY, OUT_OF_REACH = "measurement_overdue", "indicator_moving_away", "target_out_of_reach"
REACH = 0.5  # of the ratio R: below it the way takes more than twice the time that was planned
HISTORY = ["indicator_id", "observed_on", "value", "target_on", "target_value", "status", "progress_ratio"]
ALERTS = ["indicator_id", "alert_code", "from_on", "to_on", "detail"]


def find_main_targets(indicators: pd.DataFrame, further: pd.DataFrame) -> pd.DataFrame:
    """Of each indicator the target of everybody that lies furthest ahead: the one that it is judged by."""
    nobody = pd.DataFrame({"indicator_id": [], "group_code": []}, dtype=object)
    targets = list_targets(indicators, further, nobody)
    whole = targets[targets["group_code"] == WHOLE].sort_values(["indicator_id", "target_on"], na_position="last")
    return whole.drop_duplicates("indicator_id", keep="last").drop(columns="group_code")


def list_history(
    indicators: pd.DataFrame, further: pd.DataFrame, measurements: pd.DataFrame, as_of: pd.Timestamp
) -> pd.DataFrame:
    """One row per indicator and day on which everybody was measured after the baseline: what was to be said on that day."""
    known = measurements[
        (measurements["group_code"] == WHOLE) & (measurements["observed_on"] <= as_of) & measurements["value"].notna()
    ]
    rows = find_main_targets(indicators, further).merge(
        indicators.drop(columns=["target_on", "target_value"]), on="indicator_id"
    )
    rows = rows.merge(known[["indicator_id", "observed_on", "value"]], on="indicator_id")
    rows = rows[~(rows["observed_on"] <= rows["baseline_on"])].sort_values(["indicator_id", "observed_on"])
    if rows.empty:
        return pd.DataFrame(columns=HISTORY)
    scale = rows["scale_max"] - rows["scale_min"]
    judged = measure_progress(
        rows.assign(
            latest_on=rows["observed_on"],
            latest_value=rows["value"],
            as_of=rows["observed_on"],
            sign=rows["wanted_direction"].map(SIGNS).astype(float),
            tolerance=(rows["tolerance_pct"].fillna(TOLERANCE) / 100 * scale).fillna(0.0),
        )
    )
    return judged[HISTORY].reset_index(drop=True)


def join_spans(rows: pd.DataFrame, is_there: pd.Series) -> pd.DataFrame:
    """The times in which something was there: from the first value that says so to the next that does not, or open.

    `rows` are sorted by indicator and day; the frame has indicator_id, from_on, to_on (NaT: still there) and the row of the last
    value that said so (`last`).
    """
    there = is_there.to_numpy(bool)
    indicator = rows["indicator_id"]
    begins = is_there & ~(is_there.shift(fill_value=False) & (indicator == indicator.shift()))
    next_on = rows["observed_on"].shift(-1).where(indicator == indicator.shift(-1))
    part = rows.assign(span=begins.cumsum(), next_on=next_on, last=rows.index)[there]
    found = part.groupby("span").agg(
        indicator_id=("indicator_id", "first"), from_on=("observed_on", "first"), last=("last", "last")
    )
    return found.assign(to_on=next_on.loc[found["last"]].to_numpy()).reset_index(drop=True)


def find_pace(history: pd.DataFrame) -> pd.DataFrame:
    """Times in which an indicator moved away from its target, or towards it so slowly that it is out of reach at that pace."""
    before = ~(history["observed_on"] > history["target_on"])
    slow = (history["status"] == "limited") & (history["progress_ratio"] < REACH)
    found = []
    for code, is_there in ((AWAY, before & (history["status"] == "moving_away")), (OUT_OF_REACH, before & slow)):
        spans = join_spans(history, is_there)
        last = history.loc[spans["last"]].reset_index(drop=True)
        detail = [
            f"{row.indicator_id} ({row.value:g}, {row.observed_on:%Y-%m-%d}; {row.target_value:g}, {row.target_on:%Y-%m-%d})"
            for row in last.itertuples()
        ]
        found.append(spans.assign(alert_code=code, detail=detail)[ALERTS])
    return pd.concat(found, ignore_index=True)


def find_gaps(
    indicators: pd.DataFrame, further: pd.DataFrame, measurements: pd.DataFrame, months: pd.Series, as_of: pd.Timestamp
) -> pd.DataFrame:
    """Times in which a value was overdue: a quarter longer than the frequency of the indicator after the value before.

    `months` gives the months between two values by frequency; of a frequency that it does not name nothing is expected, nor
    after the day of the target.
    """
    known = measurements[(measurements["group_code"] == WHOLE) & (measurements["observed_on"] <= as_of)]
    days = pd.concat(
        [
            known[["indicator_id", "observed_on"]],
            indicators[["indicator_id", "baseline_on"]].rename(columns={"baseline_on": "observed_on"}),
        ]
    ).dropna()
    days = days[days["observed_on"] <= as_of].drop_duplicates().sort_values(["indicator_id", "observed_on"])
    every = indicators["collection_frequency"].str.strip().str.casefold().map(months)
    rows = days.merge(indicators[["indicator_id"]].assign(every=every).dropna(), on="indicator_id")
    rows = rows.merge(find_main_targets(indicators, further), on="indicator_id")
    if rows.empty:
        return pd.DataFrame(columns=ALERTS)
    due_on = pd.Series(
        [day + pd.DateOffset(months=int(-(-every * 5 // 4))) for day, every in zip(rows["observed_on"], rows["every"], strict=True)],
        index=rows.index,
    )  # fmt: skip
    next_on = rows["observed_on"].shift(-1).where(rows["indicator_id"] == rows["indicator_id"].shift(-1))
    is_late = (due_on < next_on.fillna(as_of)) & ~(due_on > rows["target_on"])
    detail = [f"{row.indicator_id} ({row.observed_on:%Y-%m-%d})" for row in rows.itertuples()]
    judged = rows.assign(alert_code=NOT_MEASURED, from_on=due_on, to_on=next_on, detail=detail)
    return judged.loc[is_late, ALERTS].reset_index(drop=True)


def find_alerts(
    indicators: pd.DataFrame, further: pd.DataFrame, measurements: pd.DataFrame, months: pd.Series, as_of: pd.Timestamp
) -> pd.DataFrame:
    """One row per indicator, kind of alert and time in which it was there; `to_on` is NaT while it is."""
    history = list_history(indicators, further, measurements, as_of)
    gaps = find_gaps(indicators, further, measurements, months, as_of)
    parts = [part for part in (gaps, *([] if history.empty else [find_pace(history)])) if not part.empty]
    found = pd.concat(parts, ignore_index=True) if parts else gaps
    return found.sort_values(["indicator_id", "alert_code", "from_on"], ignore_index=True)
