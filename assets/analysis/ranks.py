"""Ranks and intervals over draws: section 7 of the scoring contract. Pure functions on arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

TIE = 1e-9  # scores of two cities that differ by less are equal in a draw: sums differ in their last digits
LOW, HIGH = 0.05, 0.95
NEAR = 2  # places from the median rank that count as stable


def rank_city(scores: np.ndarray, city: int, groups: np.ndarray) -> np.ndarray:
    """Ranks of one city in several groups: groups × draws, 1 for the highest score.

    `scores` is cities × draws, `groups` cities × groups with 1 for a member. A city without a score in a draw (NaN) is not
    above anybody.
    """
    higher = scores > scores[city] + TIE
    return 1 + (groups.T.astype("float32") @ higher.astype("float32")).astype("int32")


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
