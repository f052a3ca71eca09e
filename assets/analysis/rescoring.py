"""Scores of all cities of a panel under many draws at once, as matrix products.

Where nothing is changed, these are the scores of the scores layer: `compare_with_scores` measures it, and a check stops
the run where it is not so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.analysis.contested import follow_contested
from assets.analysis.draws import Draws, nominal_draw, worth_of_sets
from assets.analysis.panels import Panel
from assets.analysis.versions import TOP, Version

if TYPE_CHECKING:
    import numpy as np

FLOOR = 1.0  # least score that a geometric mean is taken of


def score_areas(panel: Panel, draws: Draws, contested: np.ndarray | None = None) -> list[np.ndarray | None]:
    """Scores of the areas that hold questions: cities × draws each, NaN without one; None for an area of areas.

    `contested` (contested answers × draws, numbers between 0 and 1) draws each contested answer among the options of its
    question; without it they count as given.
    """
    import numpy as np

    version = panel.version
    worth = [worth_of_sets(draws, each, number, panel.sets[number]) for number, each in enumerate(version.questions)]
    moved = {} if contested is None else follow_contested(panel, draws, contested)
    areas: list[np.ndarray | None] = []
    for area in range(len(version.areas)):
        numbers = version.questions_of(area)
        if not numbers:
            areas.append(None)
            continue
        weights = draws.question_weights[:, numbers]
        holders: list[np.ndarray] = []
        terms: list[np.ndarray] = []
        for place, number in enumerate(numbers):
            holders.extend(panel.chosen[:, number] == position for position in range(len(panel.sets[number])))
            terms.append((weights[:, [place]] * worth[number]).T)
        shape = (len(panel.cities), len(draws))
        points = np.array(holders, dtype=float).T @ np.concatenate(terms) if holders else np.zeros(shape)
        weight = np.where(
            draws.excludes, panel.is_answered[:, numbers] @ weights.T, panel.in_zero[:, numbers] @ weights.T
        )
        for city, (scores, in_zero, is_answered) in moved.items():
            counts = np.where(draws.excludes, is_answered[numbers], in_zero[numbers])
            points[city] = np.einsum("qd,dq->d", scores[numbers], weights)
            weight[city] = np.einsum("qd,dq->d", counts, weights)
        with np.errstate(invalid="ignore", divide="ignore"):
            score = np.where(weight > 0, points / weight, np.nan)
        score[~panel.asked[:, area]] = np.nan
        areas.append(score)
    return areas


def combine(scores: np.ndarray, weights: np.ndarray, is_geometric: bool) -> np.ndarray:
    """The mean of areas × cities × draws by weights (areas × draws) over the areas that have a score: cities × draws.

    A geometric mean has its scores floored at 1. NaN where no area has a score that weighs anything.
    """
    import numpy as np

    there = ~np.isnan(scores)
    filled = np.where(there, scores, 0.0)
    shares = there * weights[:, None, :]
    total = shares.sum(axis=0)
    if is_geometric:
        filled = np.log(np.maximum(filled, FLOOR))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.einsum("acd,acd->cd", shares, filled) / total
    return np.exp(mean) if is_geometric else mean


def score_nodes(panel: Panel, draws: Draws, contested: np.ndarray | None = None) -> np.ndarray:
    """Scores of all nodes (areas, then the index) under each draw: nodes × cities × draws, NaN without a score.

    The draws stand in the order of `sort_draws`. In a draw that opens the composites (the lens as its six areas), the areas below a composite enter the index beside the
    others with their own weights.
    """
    import numpy as np

    version = panel.version
    areas = score_areas(panel, draws, contested)
    scores = np.full((len(version.nodes), len(panel.cities), len(draws)), np.nan)
    for number, each in enumerate(areas):
        if each is not None:
            scores[number] = each

    composites = [area for area in order_from_below(version) if version.below(area)]
    top = version.below(TOP)
    opened = [each for area in top for each in (version.below(area) or [area])]
    for is_geometric in (False, True):
        where = find_block(draws.geometric == is_geometric)
        if where is None:
            continue
        part, weights = scores[:, :, where], draws.area_weights[where].T
        for area in composites:
            below = version.below(area)
            part[area] = combine(part[below], weights[below], is_geometric)
            part[area][~panel.asked[:, area]] = np.nan
        for chosen, is_opened in ((top, False), (opened, True)):
            draw = find_block(draws.opened[where] == is_opened)
            if draw is not None:
                part[-1][:, draw] = combine(part[chosen][:, :, draw], weights[chosen][:, draw], is_geometric)
    return scores


def find_block(chosen: np.ndarray) -> slice | None:
    """Where the chosen draws are, which stand together (`sort_draws`); None where there is none."""
    import numpy as np

    places = np.flatnonzero(chosen)
    if not len(places):
        return None
    if places[-1] - places[0] + 1 != len(places):
        raise ValueError("the draws are not in order: sort them by their categories first")
    return slice(int(places[0]), int(places[-1]) + 1)


def order_from_below(version: Version) -> list[int]:
    """Areas, each after the areas below it."""

    def visit(area: int) -> list[int]:
        return [number for each in version.below(area) for number in [*visit(each), each]]

    return visit(TOP)


def compare_with_scores(panel: Panel) -> float:
    """Largest difference between the scores layer and what is recomputed here with nothing changed.

    A score that is there on one side only counts as 100.
    """
    import numpy as np

    mine = score_nodes(panel, nominal_draw(panel.version))[:, :, 0].T
    gaps = np.where(np.isnan(mine) & np.isnan(panel.nominal), 0.0, np.abs(mine - panel.nominal))
    return float(np.nan_to_num(gaps, nan=100.0).max(initial=0.0))
