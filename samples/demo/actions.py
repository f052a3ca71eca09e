"""Which actions of the fictional cities serve which objective of their strategies, and what is left open.

Entries themselves are `practices.py`, strategies `strategies.py`. Most entries filed while a strategy runs name an objective of it,
many an indicator as well; some name nothing, a few something that the strategy does not have; of some the city knows no cost.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from samples.demo.answers import Row

BY_INDICATOR, BY_OBJECTIVE, IN_OTHER_WORDS = 0.4, 0.7, 0.73  # of the entries, each up to here
UNKNOWN = 0.02  # share of the codes of indicators that are misspelt
OTHER_WORDS = "A welcoming city"
NOT_SPENT_YET, WITHOUT_COST = 0.15, 0.2
COUNTED_BY_OTHERS = ("policy", "structure")  # kinds of entries of which some have no cost of their own


def tie_entries(rng: np.random.Generator, entries: list[Row], strategies: dict[str, list[Row]]) -> list[Row]:
    """The entries with objectives, indicators and costs; those of cities without a strategy stay as they are."""
    plans = {str(row["city_code"]): row for row in strategies["strategies"]}
    indicators: dict[str, list[Row]] = defaultdict(list)
    for row in strategies["strategy_indicators"]:
        indicators[str(row["strategy_id"])].append(row)
    return [
        tie_entry(rng, row, indicators[str(plan["strategy_id"])])
        if (plan := plans.get(str(row["city_code"]))) and is_running(plan, int(str(row["cycle"])))
        else row
        for row in entries
    ]


def is_running(plan: Row, cycle: int) -> bool:
    return int(str(plan["starts_on"])[:4]) <= cycle <= int(str(plan["ends_on"])[:4])


def tie_entry(rng: np.random.Generator, entry: Row, indicators: list[Row]) -> Row:
    drawn, indicator = float(rng.random()), indicators[int(rng.integers(len(indicators)))]
    misspelt, cost = float(rng.random()), float(rng.random())
    tied: dict[str, Any] = dict(entry)
    if drawn < BY_INDICATOR:
        code = str(indicator["indicator_id"])
        tied["indicator_ids"] = (f"{code}-x" if misspelt < UNKNOWN else code,)
    if drawn < BY_OBJECTIVE:
        tied["objective"] = indicator["objective"]
    elif drawn < IN_OTHER_WORDS:
        tied["objective"] = OTHER_WORDS
    if tied["entry_kind"] in COUNTED_BY_OTHERS and cost < WITHOUT_COST:
        tied |= {"budget_eur": "", "spent_eur": ""}
    elif cost > 1 - NOT_SPENT_YET:
        tied["spent_eur"] = ""
    return tied
