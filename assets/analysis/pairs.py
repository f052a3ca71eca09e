"""Who should visit whom: what a visit is worth, and the assignment that makes most of all visits. Pure functions on arrays.

Where needs, scores and contexts come from is in `matching.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

NOBODY = -1
DIGITS = 2**52  # whole numbers up to here are exact in double precision


def find_offers(scores: np.ndarray, quartiles: np.ndarray, is_full: np.ndarray) -> np.ndarray:
    """What each host offers to each visitor in each area: visitors × hosts × areas, as shares of 100.

    `scores` are hosts × areas, `quartiles` (of the reference group of the visitor) visitors × areas; NaN where there is none.
    An offer is max(0, A(host) − P75)/100 where the coverage of the host is full, else 0.
    """
    import numpy as np

    offers = np.clip(scores[None, :, :] - quartiles[:, None, :], 0, None) / 100
    return np.where(is_full[None, :, :], np.nan_to_num(offers), 0.0)


def find_needs(scores: np.ndarray, quartiles: np.ndarray) -> np.ndarray:
    """max(0, P75 − A)/100 of visitors × areas; 0 where score or quartile are missing."""
    import numpy as np

    return np.nan_to_num(np.clip(quartiles - scores, 0, None) / 100)


def find_contexts(
    languages: list[set[str]], bands: list[tuple[str | None, str | None]], visitors: list[int]
) -> np.ndarray:
    """(shared language + same population band + same diversity band)/3 for visitors × all cities."""
    import numpy as np

    contexts = np.zeros((len(visitors), len(languages)))
    for row, visitor in enumerate(visitors):
        for host in range(len(languages)):
            shared = bool(languages[visitor] & languages[host])
            same = sum(
                mine is not None and mine == other for mine, other in zip(bands[visitor], bands[host], strict=True)
            )
            contexts[row, host] = (shared + same) / 3
    return contexts


def value_visits(needs: np.ndarray, offers: np.ndarray, contexts: np.ndarray) -> np.ndarray:
    """Need · offer · (0.5 + 0.5 · context): visitors × hosts × areas."""
    return needs[:, None, :] * offers * (0.5 + 0.5 * contexts)[:, :, None]


def assign_hosts(values: np.ndarray, load: int) -> np.ndarray:
    """The host of each visitor (NOBODY where none brings anything), so that the sum of values is the largest; a host takes at
    most `load` visitors. Of equal sums the hosts that come first.

    Values are compared to nine digits, in whole numbers, so that ties do not depend on the order of sums.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    visitors, hosts = values.shape
    found = np.full(visitors, NOBODY)
    largest = float(values.max(initial=0.0))
    if largest <= 0:
        return found
    ties = visitors * hosts + 1
    scale = min(1e9, DIGITS / (ties * (largest * visitors + 1)))
    worth = np.round(values * scale) * ties - np.arange(hosts)
    worth[values * scale < 0.5] = -1
    everybody = np.hstack([np.repeat(worth, load, axis=1), np.zeros((visitors, visitors))])
    rows, columns = linear_sum_assignment(everybody, maximize=True)
    chosen = columns // load
    is_host = (columns < hosts * load) & (everybody[rows, columns] > 0)
    found[rows[is_host]] = chosen[is_host]
    return found


def quartile(values: np.ndarray) -> np.ndarray:
    """Upper quartile (linear) over the first axis, of the values that are there."""
    import numpy as np

    if np.isnan(values).any():
        with np.errstate(all="ignore"):
            return np.nanquantile(values, 0.75, axis=0)
    return np.quantile(values, 0.75, axis=0)
