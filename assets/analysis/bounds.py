"""Could another choice of weights turn a comparison round? For each pair of cities the largest lead that weights allow.

Every weight of a question and of an area may lie anywhere within a quarter of its own. The lead of one city over another is a
weighted mean of their differences, level by level; over a box of weights it is largest where the best differences have the
most weight and the others the least, which solves the linear programme of each level exactly. Saisana (2008), Salo and Punkka
(2011) ask the same of efficiency scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.analysis.networks import list_cycles
from assets.analysis.panels import READS, Panel
from assets.analysis.ranks import TIE
from assets.analysis.rescoring import order_from_below
from assets.analysis.robustness import measure_panels, name_panel
from assets.analysis.studies import Bench, Study
from assets.analysis.versions import INDEX, TOP

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

RANGE = 0.25
LEAST_CITIES = 5  # among fewer nobody is ranked


def find_largest_mean(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The largest weighted mean over the last axis where each weight lies within RANGE of its own; NaN values have no part.

    values: … × items; weights: items. NaN where there is no value, or where nothing weighs anything.
    """
    import numpy as np

    there = ~np.isnan(values)
    order = np.argsort(-np.where(there, values, -np.inf), axis=-1)
    ordered = np.take_along_axis(np.where(there, values, 0.0), order, axis=-1)
    own = np.take_along_axis(np.where(there, weights, 0.0), order, axis=-1)
    high, low = (1 + RANGE) * own, (1 - RANGE) * own
    # the first k items with the most weight, the others with the least, for every k
    total = np.cumsum(high, axis=-1) + (low.sum(axis=-1, keepdims=True) - np.cumsum(low, axis=-1))
    points = np.cumsum(high * ordered, axis=-1) + (
        (low * ordered).sum(axis=-1, keepdims=True) - np.cumsum(low * ordered, axis=-1)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.where(total > 0, points / total, -np.inf)
    largest = means.max(axis=-1, initial=-np.inf)
    return np.where(np.isfinite(largest), largest, np.nan)


def read_scores(panel: Panel) -> np.ndarray:
    """Scores of the questions in the denominator of the version's own rule, cities × questions, NaN outside it."""
    import numpy as np

    counts = panel.is_answered if panel.version.missing_rule == "exclude" else panel.in_zero
    return np.where(counts > 0, panel.scores, np.nan)


def find_leads(panel: Panel, city: int) -> np.ndarray:
    """The largest lead of a city over each city of the panel that weights within their ranges allow.

    Where two cities have different questions in the denominator their means move apart: then the lead is at most the largest
    mean of the one less the smallest of the other. NaN where an index is missing.
    """
    import numpy as np

    version = panel.version
    scores = read_scores(panel)
    leads = np.full((len(panel.cities), len(version.areas)), np.nan)
    for area in range(len(version.areas)):
        numbers = version.questions_of(area)
        if not numbers:
            continue
        weights = np.array([version.questions[number].weight for number in numbers])
        own, others = scores[city, numbers], scores[:, numbers]
        same = (np.isnan(own) == np.isnan(others)).all(axis=1)
        together = find_largest_mean(own - others, weights)
        apart = find_largest_mean(own, weights) + find_largest_mean(-others, weights)
        leads[:, area] = np.where(same, together, apart)
        leads[~panel.asked[:, area] | ~panel.asked[city, area], area] = np.nan
    for area in order_from_below(version):
        below = version.below(area)
        if below:
            leads[:, area] = join_level(panel, city, leads, below)
    return join_level(panel, city, leads, version.below(TOP))


def join_level(panel: Panel, city: int, leads: np.ndarray, below: list[int]) -> np.ndarray:
    """The largest lead one level higher. A city that lacks an area which the other has is compared by its whole range."""
    import numpy as np

    weights = np.array([panel.version.weights[area] for area in below])
    together = find_largest_mean(leads[:, below], weights)
    has = ~np.isnan(panel.nominal[:, below])
    return np.where((has == has[city]).all(axis=1), together, 100.0)


def bound_panel(panel: Panel) -> pd.DataFrame:
    """Best and worst rank of each city that took part, among the cities that stand in the network."""
    import numpy as np
    import pandas as pd

    cells = panel.cells
    chosen = cells[(cells["node_code"] == INDEX) & (cells["peer_group_kind"] == "all")]
    place = {code: number for number, code in enumerate(panel.cities)}
    members = np.array([place[code] for code in chosen["city_code"]], dtype=int)
    leads = np.array([find_leads(panel, int(city))[members] for city in members]).reshape(len(members), len(members))
    np.fill_diagonal(leads, np.nan)
    rows = []
    for number, (city, cycle, rank) in enumerate(
        zip(members, chosen["member_cycle"], chosen["score_rank"], strict=True)
    ):
        if cycle != panel.cycle:
            continue
        rows.append(
            {
                **name_panel(panel),
                "city_code": panel.cities[city],
                "cities": len(members),
                "rank": int(rank),
                "rank_best": min(int(rank), 1 + int((leads[number] < -TIE).sum())),
                "rank_worst": max(int(rank), len(members) - int((leads[:, number] < -TIE).sum())),
                "weight_range": RANGE,
            }
        )
    return pd.DataFrame(rows)


def find_bounds(bench: Bench) -> dict[str, pd.DataFrame]:
    """The table `rank_bounds`, of the latest cycle, where there are enough cities to rank any."""
    cycles = [cycle for cycle, _ in list_cycles(bench.connection)]
    bounds = measure_panels(bench, "rank_bounds", bound_panel, cycles[-1:])["rank_bounds"]
    return {"rank_bounds": bounds if bounds.empty else bounds[bounds["cities"] >= LEAST_CITIES]}


STUDY = Study(
    name="bounds",
    question="What is the best and the worst rank that other weights could give a city?",
    tables=("rank_bounds",),
    reads=READS,
    compute=find_bounds,
)
