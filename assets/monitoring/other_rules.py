"""What other published rules of progress say of the same values: shown beside ours, because they disagree.

- `cagr`: compound growth (Statistics Canada, Open SDG, the Eurostat family); without a target, growth alone.
- `un_chart`: compound growth carried on to the target day (UN SDG Progress Chart, technical note 2023).
- `weather`: the mean of the last five yearly changes carried on (indicator report of the German sustainability strategy).
- `arrows`: the yearly pace against the pace that is needed (SDSN, linear).

Each takes the frame of `linear.py`, with `scale_max` and, for `weather`, `yearly_change` (mean yearly change of the last values,
NaN under four of them), and gives the figure that it judges by and its words. Where a rule cannot be worked out, because a base
is zero or signs change, it says `undefined`; its figure is then NaN.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from assets.monitoring.linear import DIGITS, count_days, is_reached

YEAR = 365.25  # days
UNDEFINED = "undefined"
NEAR_LIMIT = 4.44  # exponent by which growth near a natural limit is asked less of (Open SDG)
Judged = tuple[pd.Series, pd.Series]


def count_years(later: pd.Series, earlier: pd.Series) -> pd.Series:
    return count_days(later, earlier) / YEAR


def name_bands(figure: pd.Series, bands: Sequence[tuple[float | pd.Series, str]], below: str) -> pd.Series:
    """The word of the first band whose lower limit the figure reaches, else `below`; `undefined` without a figure."""
    rounded = figure.round(DIGITS)
    words = np.select([(rounded >= limit).to_numpy(bool) for limit, _ in bands], [word for _, word in bands], below)
    return pd.Series(words, index=figure.index, dtype=object).where(figure.notna(), UNDEFINED)


def grow(later: pd.Series, earlier: pd.Series, years: pd.Series) -> pd.Series:
    """Compound yearly growth; NaN where a base or a value is not above zero, or no time has passed."""
    defined = (later > 0) & (earlier > 0) & (years > 0)
    return (later.where(defined) / earlier.where(defined)) ** (1 / years.where(defined)) - 1


def judge_growth(targets: pd.DataFrame) -> Judged:
    """`cagr`: growth so far over the growth that leads to the target."""
    so_far = grow(
        targets["latest_value"],
        targets["baseline_value"],
        count_years(targets["latest_on"], targets["baseline_on"]),
    )
    needed = grow(
        targets["target_value"], targets["baseline_value"], count_years(targets["target_on"], targets["baseline_on"])
    )
    ratio = targets["sign"] * so_far / needed.abs().where(needed != 0)
    bands = ((0.95, "on_track"), (0.60, "needs_acceleration"), (0.0, "limited"))
    words = name_bands(ratio, bands, "deterioration").mask(is_reached(targets), "achieved")
    has_target = targets["target_value"].notna() & targets["target_on"].notna()
    alone, words_alone = judge_growth_alone(targets, so_far)
    return ratio.where(has_target, alone), words.where(has_target, words_alone)


def judge_growth_alone(targets: pd.DataFrame, so_far: pd.Series) -> Judged:
    """`cagr` where there is no target; near a natural limit less growth is asked."""
    share = (targets["baseline_value"] / targets["scale_max"]).clip(0, 1)
    asked = (1 - share**NEAR_LIMIT).where((targets["sign"] > 0) & (targets["scale_max"] > 0), 1.0).fillna(1.0)
    growth = targets["sign"] * so_far
    bands = ((0.015 * asked, "substantial"), (0.005 * asked, "moderate"), (0.0, "limited"))
    return growth, name_bands(growth, bands, "deterioration")


def judge_chart(targets: pd.DataFrame) -> Judged:
    """`un_chart`: which share of the way will be covered on the target day if growth goes on."""
    so_far = grow(
        targets["latest_value"],
        targets["baseline_value"],
        count_years(targets["latest_on"], targets["baseline_on"]),
    )
    left = count_years(targets["target_on"], targets["latest_on"])
    projected = targets["latest_value"] * (1 + so_far) ** left
    way = (targets["target_value"] - targets["baseline_value"]).where(lambda each: each != 0)
    share = (projected - targets["baseline_value"]) / way
    words = name_bands(share, ((0.95, "substantial"), (0.10, "moderate")), "none_or_wrong_way")
    at_an_end = targets["target_value"].isin((0.0, 100.0))
    close = (targets["latest_value"] - targets["target_value"]).abs() <= 1.0
    return share, words.mask(at_an_end & close, "reached")


def judge_weather(targets: pd.DataFrame) -> Judged:
    """`weather`: which share of the rest will be missing on the target day if the yearly change goes on."""
    left = count_years(targets["target_on"], targets["latest_on"])
    rest = (targets["target_value"] - targets["latest_value"]).where(lambda each: each != 0)
    projected = targets["latest_value"] + targets["yearly_change"] * left
    gap = ((targets["target_value"] - projected) / rest).where(left > 0)
    words = name_bands(-gap, ((-0.05, "sun"), (-0.20, "slightly_cloudy")), "cloud")
    wrong = (targets["sign"] * targets["yearly_change"] < 0) & gap.notna()
    return gap, words.mask(wrong, "thunderstorm").mask(is_reached(targets), "reached")


def judge_arrows(targets: pd.DataFrame) -> Judged:
    """`arrows`: the yearly pace so far over the yearly pace from baseline to target."""
    way = targets["target_value"] - targets["baseline_value"]
    needed = way / count_years(targets["target_on"], targets["baseline_on"]).where(lambda each: each > 0)
    pace = (targets["latest_value"] - targets["baseline_value"]) / count_years(
        targets["latest_on"], targets["baseline_on"]
    ).where(lambda each: each > 0)
    ratio = pace / needed.where(needed != 0)
    bands = ((1.0, "on_track"), (0.5, "moderately_improving"), (0.0, "stagnating"))
    return ratio, name_bands(ratio, bands, "decreasing").mask(is_reached(targets), "reached")


RULES: dict[str, Callable[[pd.DataFrame], Judged]] = {
    "cagr": judge_growth,
    "un_chart": judge_chart,
    "weather": judge_weather,
    "arrows": judge_arrows,
}
