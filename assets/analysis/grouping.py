"""Groups of cities that are alike in their areas: cutting, comparing cuts, stability, a map. Pure functions on arrays.

Which cities and areas enter, and what the groups are called, is in `clusters.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

METHODS = ("kmeans", "ward")
LEAST, MOST = 2, 8  # numbers of groups that are tried
STARTS = 10  # of k-means; the best is taken
SHARE = 0.8  # of the cities in each resample


@dataclass(frozen=True)
class Cut:
    """One way to cut the cities into groups. `labels` number the groups from 0, the largest first."""

    method: str
    groups: int
    labels: np.ndarray
    silhouette: float


@contextmanager
def one_thread() -> Iterator[None]:
    """Sums in one thread: the same seed gives the same last digit, on any machine, and on a busy one threads that wait for each
    other take three times as long as the one."""
    import numpy  # noqa: F401 (limited are the libraries that are there)
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1):
        yield


def standardise(scores: np.ndarray) -> np.ndarray:
    """Each column with mean 0 and variance 1 over the cities that have it; a missing cell stands at the mean.

    A column in which all cities are equal stays 0: it tells nobody from anybody.
    """
    import numpy as np

    if not len(scores):
        return scores
    there = ~np.isnan(scores)
    filled = np.where(there, scores, 0.0)
    counts = np.maximum(there.sum(axis=0), 1)
    centred = np.where(there, scores - filled.sum(axis=0) / counts, 0.0)
    spread = np.sqrt((centred**2).sum(axis=0) / counts)
    return np.where(spread > 1e-9, centred / np.where(spread > 1e-9, spread, 1), 0.0)


def order_labels(labels: np.ndarray) -> np.ndarray:
    """Groups numbered anew: the largest is 0; of equal ones the one that holds the first city."""
    import numpy as np

    names, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(names)), key=lambda group: (-counts[group], first[group]))
    places = {names[group]: place for place, group in enumerate(order)}
    return np.array([places[label] for label in labels])


def cut_cities(values: np.ndarray, method: str, groups: int, seed: int, starts: int = STARTS) -> np.ndarray:
    """Labels of the cities (rows of standardised values) under a method."""
    if method == "ward":
        from scipy.cluster.hierarchy import fcluster, linkage

        return order_labels(fcluster(linkage(values, "ward"), groups, criterion="maxclust"))
    from sklearn.cluster import KMeans

    return order_labels(KMeans(groups, n_init=starts, random_state=seed).fit_predict(values))


def compare_cuts(values: np.ndarray, seed: int) -> list[Cut]:
    """Cuts by each method into each number of groups, with their mean silhouette. A cut that leaves fewer groups than asked
    for, since cities are equal, is left out."""
    import numpy as np
    from sklearn.metrics import silhouette_score

    cuts = []
    different = len(np.unique(values, axis=0))
    for groups in range(LEAST, min(MOST, len(values) - 1, different) + 1):
        for method in METHODS:
            labels = cut_cities(values, method, groups, seed)
            if len(np.unique(labels)) == groups:
                cuts.append(Cut(method, groups, labels, float(silhouette_score(values, labels))))
    return cuts


def choose_cut(cuts: list[Cut]) -> Cut:
    """The highest silhouette; of equal ones the fewest groups, then k-means."""
    return min(cuts, key=lambda cut: (-round(cut.silhouette, 12), cut.groups, METHODS.index(cut.method)))


def agree(one: np.ndarray, other: np.ndarray) -> float:
    """Adjusted Rand index of two labellings of the same cities: 1 the same groups, about 0 by chance."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(one, other))


def measure_stability(values: np.ndarray, cut: Cut, resamples: int, seed: int) -> float:
    """Mean adjusted Rand index between the groups and those that are found without a fifth of the cities."""
    import numpy as np

    generator = np.random.default_rng([seed, len(values)])
    size = max(cut.groups + 1, int(SHARE * len(values)))
    found = []
    for _ in range(resamples):
        chosen = np.sort(generator.choice(len(values), size, replace=False))
        found.append(agree(cut.labels[chosen], cut_cities(values[chosen], cut.method, cut.groups, seed, starts=3)))
    return float(np.mean(found))


def map_cities(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two principal components: places of the cities (cities × 2), loadings of the areas (areas × 2), shares of the variance.

    Each axis points to where most areas are high.
    """
    import numpy as np

    left, sizes, axes = np.linalg.svd(values - values.mean(axis=0), full_matrices=False)
    places, loadings = np.zeros((len(values), 2)), np.zeros((values.shape[1], 2))
    shares = np.zeros(2)
    total = float((sizes**2).sum())
    for axis in range(min(2, len(sizes))):
        if sizes[axis] < 1e-9:
            continue
        heaviest = axes[axis][np.argmax(np.round(np.abs(axes[axis]), 9))]
        direction = np.sign(np.round(axes[axis].sum(), 9)) or np.sign(heaviest)
        places[:, axis] = direction * left[:, axis] * sizes[axis]
        loadings[:, axis] = direction * axes[axis]
        shares[axis] = sizes[axis] ** 2 / total
    return places, loadings, shares
