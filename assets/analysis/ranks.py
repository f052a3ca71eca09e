"""Ranks and intervals over draws: section 7 of the scoring contract. Pure functions on arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

TIE = 1e-9  # scores of two cities that differ by less are equal in a draw: sums differ in their last digits
LOW, HIGH = 0.05, 0.95
NEAR = 2  # places from the median rank that count as stable


def rank_group(scores: np.ndarray) -> np.ndarray:
    """Ranks of all cities of a group in each draw, 1 for the highest score: cities × draws in, the same out.

    Scores that lie closer together than TIE share the better rank. A city without a score in a draw (NaN) is not above
    anybody, and nobody is above it.
    """
    import numpy as np

    missing = np.isnan(scores).T
    falling = np.ascontiguousarray(-scores.T)
    falling[missing] = np.inf
    order = np.argsort(falling, axis=1)
    falling = np.take_along_axis(falling, order, axis=1)
    with np.errstate(invalid="ignore"):
        is_lower = np.diff(falling, axis=1) > TIE
    places = np.ones(falling.shape, dtype="int32")
    places[:, 1:] = 1 + np.maximum.accumulate(np.where(is_lower, np.arange(1, falling.shape[1]), 0), axis=1)
    ranks = np.empty_like(places)
    np.put_along_axis(ranks, order, places, axis=1)
    ranks[missing] = 1
    return ranks.T


def summarise_ranks(ranks: np.ndarray, nominal: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """5th and 95th percentile of ranks (groups × draws), widened to hold the nominal rank of each group; and stability:
    the share of draws within two places of the median rank."""
    import numpy as np

    groups, draws = ranks.shape
    width = int(ranks.max()) + 1
    counts = np.bincount((ranks + width * np.arange(groups)[:, None]).ravel(), minlength=groups * width)
    counts = counts.reshape(groups, width)
    below = counts.cumsum(axis=1)
    low, median, high = ((below < np.ceil(share * draws)).sum(axis=1) for share in (LOW, 0.5, HIGH))
    places = np.arange(width)
    near = np.where(np.abs(places - median[:, None]) <= NEAR, counts, 0).sum(axis=1)
    return np.minimum(low, nominal), np.maximum(high, nominal), near / draws


def score_interval(scores: np.ndarray, nominal: float) -> tuple[float, float]:
    """5th to 95th percentile (inverted_cdf) of the scores of a city over draws, widened to hold the nominal one."""
    import numpy as np

    low, high = np.quantile(scores[~np.isnan(scores)], [LOW, HIGH], method="inverted_cdf")
    return min(float(low), nominal), max(float(high), nominal)
