"""Does it work? Sets how far the index of a city changed against how far the outcomes of its strategy did.

An association over cities is no proof that policy brought it: cities that do more may have had other years, and both figures are
their own. What is asked here is only whether the two go together at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assets.analysis.outside import LEAST_CITIES, correlate_ranks
from assets.analysis.studies import Bench, Study

if TYPE_CHECKING:
    import pandas as pd

INDEX = "core"
# First to last cycle of each published city, like for like under the version of the last one.
CHANGES = """
    with ends as (
        select city_code, min(from_cycle) as from_cycle, max(to_cycle) as to_cycle
        from scores.changes_split group by city_code
    )
    select changes.city_code, changes.from_cycle, changes.to_cycle, changes.change_like_for_like as index_change
    from scores.changes_split as changes
    inner join ends using (city_code, from_cycle, to_cycle)
    inner join intermediate.int_cities__current as cities using (city_code)
    where changes.index_code = $index and changes.node_code = 'INDEX' and cities.publish = 'yes'
        and changes.change_like_for_like is not null
    order by changes.city_code
"""
# Of each outcome or impact indicator the last target of everybody, with the values that progress is judged by.
OUTCOMES = """
    select strategies.city_code, progress.indicator_id, progress.baseline_value, progress.latest_value, progress.target_value
    from monitoring.progress as progress
    inner join intermediate.int_strategies__current as strategies using (strategy_id)
    inner join intermediate.int_strategy_indicators__current as indicators using (indicator_id)
    where coalesce(progress.group_code, '') = '' and indicators.kind in ('outcome', 'impact')
        and progress.status not in ('invalid_target', 'insufficient_data')
    qualify row_number() over (partition by progress.indicator_id order by progress.target_on desc) = 1
    order by all
"""


def measure_ways(outcomes: pd.DataFrame) -> pd.DataFrame:
    """The share of the way from the baseline to the target that each indicator has made: (latest − baseline) ÷ (target − baseline).

    1 is the target, below 0 is away from it, whichever direction is wanted. An indicator that was to stay where it was has no way.
    """
    length = outcomes["target_value"] - outcomes["baseline_value"]
    way = (outcomes["latest_value"] - outcomes["baseline_value"]) / length.where(length != 0)
    return outcomes.assign(way=way.round(12)).dropna(subset=["way"])


def join_changes(changes: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """One row per city that has both: its change of the index, and the median over its indicators of the way made."""
    ways = measure_ways(outcomes).groupby("city_code")["way"].agg(outcome_change="median", indicators="count")
    joined = changes.merge(ways.reset_index(), on="city_code")
    return joined.assign(index_change=joined["index_change"].round(12))


def relate_changes(effects: pd.DataFrame) -> dict[str, Any]:
    """Spearman's rank correlation of the two changes with its interval, or the reason why there is none."""
    found, reason = (float("nan"),) * 3, None
    if len(effects) < LEAST_CITIES:
        reason = "fewer_than_10_cities"
    else:
        found = correlate_ranks(effects["index_change"].to_numpy(float), effects["outcome_change"].to_numpy(float))
        reason = "no_variance" if found[0] != found[0] else None
    figures = dict(zip(("correlation", "correlation_low", "correlation_high"), found, strict=True))
    return {"index_code": INDEX, "cities": len(effects), **figures, "reason": reason}


def compare_changes(bench: Bench) -> dict[str, pd.DataFrame]:
    """The tables `effects` and `effect_links`. Fewer than ten cities have no correlation; the page then shows none."""
    import pandas as pd

    changes = bench.connection.execute(CHANGES, {"index": INDEX}).df()
    effects = join_changes(changes, bench.connection.execute(OUTCOMES).df())
    return {"effects": effects, "effect_links": pd.DataFrame([relate_changes(effects)])}


STUDY = Study(
    name="effects",
    question="Do cities whose index rose more also come further with the outcomes of their strategies?",
    tables=("effects", "effect_links"),
    reads=(
        ("scores", "changes_split"),
        ("monitoring", "progress"),
        ("intermediate", "int_cities__current"),
        ("intermediate", "int_strategies__current"),
        ("intermediate", "int_strategy_indicators__current"),
    ),
    compute=compare_changes,
)
