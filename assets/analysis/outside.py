"""Does the index go together with what others measure? Rank correlations of scores with facts about the cities.

A correlation is a link, no cause, and no proof that the index is right: an audit only wants to know that it is neither
unrelated to everything nor a stand-in for one fact, such as size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assets.analysis.studies import Bench, Study

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LEAST_CITIES = 10
NORMAL_95 = 1.959963984540054  # 97.5th percentile of the normal distribution
KEY = ("cycle", "methodology_id", "index_code", "node_code", "fact_code")

# The scores that stand for the cities of the network, each with its fact nearest to the cycle that the score is of: at most
# as many years away as for the bands, the earlier of two years that are equally near.
PAIRS = """
    select cells.cycle, cells.methodology_id, cells.index_code, cells.node_code, facts.fact_code, cells.city_code,
        any_value(cells.score) as score,
        arg_min(facts.value, (abs(facts.year - cells.member_cycle), facts.year)) as value
    from scores.peer_cells as cells
    inner join intermediate.int_facts__current as facts
        on cells.city_code = facts.city_code and abs(facts.year - cells.member_cycle) <= 3
    where cells.peer_group_kind = 'all' and facts.value is not null
    group by all order by all
"""


def correlate_ranks(scores: np.ndarray, values: np.ndarray) -> tuple[float, float, float]:
    """Spearman's rank correlation with its 95 % interval (Fisher's transformation, variance (1 + r²/2)/(n − 3) after Bonett
    and Wright 2000). NaN where one of both does not vary; four cities are the least."""
    import numpy as np
    from scipy.stats import spearmanr

    if len(scores) < 4 or np.ptp(scores) == 0 or np.ptp(values) == 0:
        return float("nan"), float("nan"), float("nan")
    r = float(spearmanr(scores, values).statistic)
    middle = np.arctanh(np.clip(r, -1 + 1e-15, 1 - 1e-15))
    width = NORMAL_95 * np.sqrt((1 + r**2 / 2) / (len(scores) - 3))
    return r, float(np.tanh(middle - width)), float(np.tanh(middle + width))


def measure_links(pairs: pd.DataFrame) -> pd.DataFrame:
    """One row per node and fact of the pairs (columns of PAIRS); without figures and with a reason where there can be none."""
    import numpy as np
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for key, own in pairs.groupby(list(KEY), sort=True):
        found, reason = (float("nan"),) * 3, None
        if len(own) < LEAST_CITIES:
            reason = "fewer_than_10_cities"
        else:
            found = correlate_ranks(own["score"].to_numpy(float).round(12), own["value"].to_numpy(float))
            reason = "no_variance" if np.isnan(found[0]) else None
        rows.append(
            dict(zip(KEY, key, strict=True))
            | {"cities": len(own), "correlation": found[0], "correlation_low": found[1], "correlation_high": found[2]}
            | {"reason": reason}
        )
    return pd.DataFrame(rows)


def find_links(bench: Bench) -> dict[str, pd.DataFrame]:
    """The table `outside_links`, over all cycles."""
    return {"outside_links": measure_links(bench.connection.execute(PAIRS).df())}


STUDY = Study(
    name="outside",
    question="Do scores go together with what others measure in the same cities?",
    tables=("outside_links",),
    reads=(("scores", "peer_cells"), ("intermediate", "int_facts__current")),
    compute=find_links,
)
