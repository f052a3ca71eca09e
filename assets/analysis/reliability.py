"""Do the parts of an area, or of the index, measure one thing? Pure functions on a matrix of items: cities × items.

The index is formative: its parts need not go together, so a low figure is information and no fault. What the items are is
in `coherence.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

LEAST_CITIES = 10
REDUNDANT, CONFLICTING = 0.9, -0.4  # JRC/OECD handbook on composite indicators
FLAT = 1e-9  # a variance below it is none


@dataclass(frozen=True)
class Coherence:
    """Figures of one node. Lists are by item, NaN where a figure is not defined; `reason` says why there is none at all."""

    cities: int
    reason: str | None
    alpha: float
    item_rest: np.ndarray
    alpha_if_left_out: np.ndarray
    correlations: np.ndarray
    first_component_share: float
    first_component: np.ndarray
    effective_weights: np.ndarray


def find_alpha(items: np.ndarray) -> float:
    """Cronbach's alpha of complete cases: k/(k−1) · (1 − Σ variances / variance of the sum). NaN for fewer than two items,
    or where the sum does not vary."""
    import numpy as np

    count = items.shape[1]
    if count < 2 or len(items) < 2:
        return float("nan")
    of_sum = items.sum(axis=1).var(ddof=1)
    if of_sum < FLAT:
        return float("nan")
    return (
        float(count / (count - 1) * (1 - items.var(axis=0, ddof=1).sum() / of_sum))
        if np.isfinite(of_sum)
        else float("nan")
    )


def correlate(one: np.ndarray, other: np.ndarray) -> float:
    """Pearson's correlation; NaN where one of both does not vary."""
    import numpy as np

    one, other = one - one.mean(), other - other.mean()
    size = np.sqrt((one**2).sum() * (other**2).sum())
    return float((one * other).sum() / size) if size > FLAT else float("nan")


def measure_coherence(items: np.ndarray, weights: np.ndarray) -> Coherence:
    """The figures of a node over the cities that have all its items (rows without NaN).

    `weights` are the nominal weights of the items. An effective weight is the part of the variance of the weighted mean that
    an item brings, w·cov(item, mean) ÷ var(mean); they sum to 1 and may be negative.
    """
    import numpy as np

    complete = items[~np.isnan(items).any(axis=1)]
    count = items.shape[1]
    nothing = np.full(count, np.nan)
    reason = None
    if count < 2:
        reason = "one_item"
    elif len(complete) < LEAST_CITIES:
        reason = "fewer_than_10_cities"
    elif complete.sum(axis=1).var() < FLAT:
        reason = "no_variance"
    if reason:
        return Coherence(
            len(complete), reason, float("nan"), nothing, nothing, np.full((count, count), np.nan), float("nan"), nothing, nothing
        )  # fmt: skip
    others = [np.delete(complete, item, axis=1) for item in range(count)]
    correlations = np.array(
        [[correlate(complete[:, one], complete[:, other]) for other in range(count)] for one in range(count)]
    )
    share, component = find_component(complete)
    total = weights.sum()
    mean = complete @ (weights / total) if total > 0 else np.zeros(len(complete))
    spread = mean.var()
    centred = complete - complete.mean(axis=0)
    effective = (
        (weights / total) * (centred * (mean - mean.mean())[:, None]).mean(axis=0) / spread
        if spread > FLAT
        else nothing
    )
    return Coherence(
        len(complete),
        None,
        find_alpha(complete),
        np.array([correlate(complete[:, item], rest.sum(axis=1)) for item, rest in enumerate(others)]),
        np.array([find_alpha(rest) for rest in others]),
        correlations,
        share,
        component,
        effective,
    )


def find_component(complete: np.ndarray) -> tuple[float, np.ndarray]:
    """Share of the variance of the standardised items in their first principal component, and its loadings; items that do
    not vary are left out (NaN). The component points to where most items are high."""
    import numpy as np

    spread = complete.std(axis=0)
    varying = spread > np.sqrt(FLAT)
    loadings = np.full(complete.shape[1], np.nan)
    if not varying.any():
        return float("nan"), loadings
    values = (complete[:, varying] - complete[:, varying].mean(axis=0)) / spread[varying]
    _, sizes, axes = np.linalg.svd(values, full_matrices=False)
    first = axes[0] * (np.sign(np.round(axes[0].sum(), 9)) or 1)
    loadings[varying] = first
    return float(sizes[0] ** 2 / (sizes**2).sum()), loadings
