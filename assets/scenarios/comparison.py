"""Scenarios beside what was submitted, and what was submitted beside what was published. Frames in, frames out.

Only compared here: every figure comes from `scores.py` or from a release.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assets.scenarios.scores import KEY, SUBMITTED, ScenarioScores

if TYPE_CHECKING:
    import pandas as pd

NODE_VALUES = ("score", "score_zero", "score_exclude", "coverage", "coverage_status", "comparability_reason")
INDICATOR_VALUES = ("state", "score", "option_codes", "review_decision", "contested", "is_stale")


@dataclass(frozen=True)
class Comparison:
    """One row per scenario and index, area or question: its values with `_before` and `_after`, `difference` of the scores
    (missing where one is), and `is_changed`."""

    indexes: pd.DataFrame
    areas: pd.DataFrame
    indicators: pd.DataFrame


def compare_scenarios(scores: ScenarioScores) -> Comparison:
    """Every scenario against what was submitted."""
    return Comparison(
        indexes=pair_rows(scores.indexes, ["index_code"], NODE_VALUES),
        areas=pair_rows(scores.areas, ["index_code", "area_code"], NODE_VALUES),
        indicators=pair_rows(scores.indicators, ["area_code", "index_code", "question_code"], INDICATOR_VALUES),
    )


def pair_rows(frame: pd.DataFrame, names: list[str], values: tuple[str, ...]) -> pd.DataFrame:
    keys = [*KEY[1:], *names]
    is_submitted = frame["scenario_id"] == SUBMITTED
    before = frame.loc[is_submitted, [*keys, *values]]
    after = frame.loc[~is_submitted, ["scenario_id", *keys, *values]]
    pairs = after.merge(before, on=keys, how="left", suffixes=("_after", "_before"), validate="many_to_one")
    pairs["difference"] = pairs["score_after"] - pairs["score_before"]
    pairs["is_changed"] = False
    for value in values:
        old, new = pairs[f"{value}_before"], pairs[f"{value}_after"]
        pairs["is_changed"] |= (old != new) & ~(old.isna() & new.isna())
    sides = [f"{value}_{when}" for when in ("before", "after") for value in values]
    return pairs[["scenario_id", *keys, *sides, "difference", "is_changed"]]


class NotAsPublished(RuntimeError):
    """The formula of a release does not give its scores: a fault of ours."""


def confirm_published(scores: ScenarioScores, published: Iterable[Mapping[str, Any]]) -> None:
    """What was submitted, computed again, has to be what was published, to the last digit.

    `published`: rows of `index_scores`. Raises NotAsPublished with what differs.
    """
    keys = [*KEY[1:], "index_code"]
    wanted = {tuple(row[name] for name in keys): row["score"] for row in published}
    submitted = scores.indexes[scores.indexes["scenario_id"] == SUBMITTED]
    computed = {
        tuple(row[name] for name in keys): None if row["score"] != row["score"] else row["score"]
        for row in submitted.to_dict("records")
    }
    wrong = {
        key: (score, wanted.get(key)) for key, score in computed.items() if key not in wanted or wanted[key] != score
    }
    if wrong:
        raise NotAsPublished(
            f"The formula of the release gives other scores than it says (computed, published): {wrong}"
        )
