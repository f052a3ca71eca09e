"""The progress of every indicator of every strategy, by its own rule and with the others beside it."""

from __future__ import annotations

import pandas as pd

from assets.monitoring.linear import BANDS, BEYOND, measure_progress
from assets.monitoring.other_rules import RULES
from assets.monitoring.series import list_series

LINEAR = "linear"
COLUMNS = [
    *("indicator_id", "strategy_id", "as_of", "group_code", "target_on", "status", "overdue", "progress_ratio", "rule"),
    *("baseline_on", "baseline_value", "latest_value", "latest_on", "target_value", "needed_next_year", "other_rules"),
]


def judge_by_rules(rows: pd.DataFrame) -> pd.DataFrame:
    """The status by the rule that each indicator names, and `other_rules`: what each of the others says.

    Whether there is enough to say anything, a target is kept or reached, is the same for all rules. A rule that is not
    known counts as the straight line; where the named one cannot be worked out, the straight line stays, and `rule` says so.
    """
    judged = measure_progress(rows)
    linear = judged["status"].copy()
    moving = linear.isin([*(name for _, name in BANDS), BEYOND]) & judged["progress_ratio"].notna()
    named = judged["progress_rule"].where(judged["progress_rule"].isin(RULES), LINEAR)
    words = {LINEAR: linear}
    judged["rule"] = LINEAR
    for name, rule in RULES.items():
        figure, said = rule(rows)
        words[name] = said
        chosen = moving & (named == name) & figure.notna()
        judged["status"] = judged["status"].mask(chosen, said)
        judged["progress_ratio"] = judged["progress_ratio"].mask(chosen, figure)
        judged["rule"] = judged["rule"].mask(chosen, name)
    table = pd.DataFrame(words)
    said = ~linear.isin(["invalid_target", "insufficient_data"])
    judged["other_rules"] = [
        "|".join(f"{name}:{row[name]}" for name in words if name != rule) if known else None
        for row, rule, known in zip(table.to_dict("records"), judged["rule"], said, strict=True)
    ]
    return judged


def follow_indicators(
    indicators: pd.DataFrame, further: pd.DataFrame, measurements: pd.DataFrame, as_of: pd.Timestamp
) -> pd.DataFrame:
    """One row per indicator, group and target, as known on the day `as_of`; columns as in the data contract."""
    return judge_by_rules(list_series(indicators, further, measurements, as_of))[COLUMNS]
