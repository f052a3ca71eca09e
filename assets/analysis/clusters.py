"""Who is alike? Learning clusters: groups of cities by their area scores, with a name that lasts and a profile.

How cities are cut into groups is in `grouping.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assets.analysis.grouping import (
    agree,
    choose_cut,
    compare_cuts,
    map_cities,
    measure_stability,
    one_thread,
    standardise,
)
from assets.analysis.networks import READS, Network, read_networks
from assets.analysis.studies import Bench, Study, digest_arrays

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LEAST_CITIES = 10
LEAST_SHARE = 2 / 3  # of the areas that a city must have
STANDS_OUT = 0.5  # standard deviations from the network at which a group is strong or weak in an area


def select_core(network: Network) -> tuple[list[int], list[int]]:
    """Cities and areas that are grouped: the areas of the core index, which every city was asked, and the cities that have
    at least two thirds of them. A missing cell then stands at the mean."""
    import numpy as np

    columns = [
        number
        for number, index_code in enumerate(network.indexes)
        if index_code == "core" and not np.isnan(network.scores[:, number]).all()
    ]
    there = ~np.isnan(network.scores[:, columns])
    rows = np.flatnonzero(there.sum(axis=1) >= max(1.0, LEAST_SHARE * len(columns)))
    return rows.tolist(), columns


def group_network(network: Network, seed: int, resamples: int) -> dict[str, pd.DataFrame]:
    """The tables of one cycle: `clusters` (without names), `profiles`, `maps`, `choices`."""
    import numpy as np
    import pandas as pd

    key = {"cycle": network.cycle, "methodology_id": network.methodology_id}
    rows, columns = select_core(network)
    scores = network.scores[rows][:, columns]
    values = standardise(scores)
    reason = None
    if len(rows) < LEAST_CITIES:
        reason = "fewer_than_10_cities"
    elif not values.any():
        reason = "no_variance"
    if reason:
        choice = {**key, "method": "none", "clusters": 0, "cities": len(rows), "is_chosen": "no", "seed": seed}
        choice |= {"silhouette": None, "agreement": None, "reason": reason}
        empty = {name: pd.DataFrame() for name in ("clusters", "profiles", "maps")}
        return {**empty, "choices": pd.DataFrame([choice])}
    with one_thread():
        cuts = compare_cuts(values, seed)
        cut = choose_cut(cuts)
        stability = measure_stability(values, cut, resamples, seed)
        places, loadings, shares = map_cities(values)
    partners = {(other.groups, other.method): other for other in cuts}
    clusters = [
        {
            **key,
            "city_code": network.cities[row],
            "cluster": int(cut.labels[number]) + 1,
            "silhouette": cut.silhouette,
            "stability": stability,
            "x": places[number, 0],
            "y": places[number, 1],
            "clusters": cut.groups,
            "method": cut.method,
            "areas_missing": int(np.isnan(scores[number]).sum()),
            "resamples": resamples,
            "seed": seed,
        }
        for number, row in enumerate(rows)
    ]
    choices = []
    for each in cuts:
        other = partners.get((each.groups, "ward" if each.method == "kmeans" else "kmeans"))
        choices.append(
            {
                **key,
                "method": each.method,
                "clusters": each.groups,
                "cities": len(rows),
                "silhouette": each.silhouette,
                "agreement": agree(each.labels, other.labels) if other else None,
                "is_chosen": "yes" if each is cut else "no",
                "seed": seed,
                "reason": None,
            }
        )
    maps = [
        {
            **key,
            "area_code": network.areas[column],
            "loading_x": loadings[number, 0],
            "loading_y": loadings[number, 1],
            "share_x": shares[0],
            "share_y": shares[1],
        }
        for number, column in enumerate(columns)
    ]
    return {
        "clusters": pd.DataFrame(clusters),
        "profiles": pd.DataFrame(list_profiles(network, key, scores, values, cut.labels, columns)),
        "maps": pd.DataFrame(maps),
        "choices": pd.DataFrame(choices),
    }


def list_profiles(
    network: Network,
    key: dict[str, Any],
    scores: np.ndarray,
    values: np.ndarray,
    labels: np.ndarray,
    columns: list[int],
) -> list[dict[str, Any]]:
    """Rows by group and area: means, and where the group stands out from the network."""
    import numpy as np

    rows = []
    for group in np.unique(labels):
        members = labels == group
        for number, column in enumerate(columns):
            own = scores[members, number]
            has_own = not np.isnan(own).all()
            difference = float(values[members, number].mean())
            standing = "strong" if difference >= STANDS_OUT else "weak" if difference <= -STANDS_OUT else "usual"
            rows.append(
                {
                    **key,
                    "cluster": int(group) + 1,
                    "area_code": network.areas[column],
                    "cities": int(members.sum()),
                    "cluster_mean": float(np.nanmean(own)) if has_own else None,
                    "network_mean": float(np.nanmean(scores[:, number])),
                    "difference": difference,
                    "standing": standing,
                }
            )
    return rows


def name_letter(number: int) -> str:
    """A, B, … Z, A2, B2, …: names without a meaning, since what a group is like changes over the years."""
    turn, letter = divmod(number, 26)
    return chr(ord("A") + letter) + (str(turn + 1) if turn else "")


def carry_names(before: dict[str, str], now: dict[str, int], used: int) -> tuple[dict[int, str], int]:
    """Names of the groups of a cycle: a group keeps the name of the group from which most of its members come, where it
    holds most of those of them that are still there; any other gets a new one.

    `before` names the group of each city in the cycle before, `now` numbers it in this one; `used` names are taken.
    Returns the names, and how many are taken then.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    groups, names = sorted(set(now.values())), sorted(set(before.values()))
    stayed = np.zeros((len(groups), len(names)))
    for city, group in now.items():
        if city in before:
            stayed[groups.index(group), names.index(before[city])] += 1
    kept: dict[int, str] = {}
    totals = stayed.sum(axis=0)
    for group, name in zip(*linear_sum_assignment(-stayed), strict=True):
        if stayed[group, name] > totals[name] / 2:
            kept[groups[group]] = names[name]
    for group in groups:
        if group not in kept:
            kept[group] = name_letter(used)
            used += 1
    return kept, used


def find_clusters(bench: Bench) -> dict[str, pd.DataFrame]:
    """The tables of the study, over all cycles in order: names are handed on from one to the next."""
    import pandas as pd

    settings = bench.settings
    parts: dict[str, list[pd.DataFrame]] = {"clusters": [], "profiles": [], "maps": [], "choices": []}
    before: dict[str, str] = {}
    used = 0
    for network in read_networks(bench.connection):

        def group(network: Network = network) -> dict[str, pd.DataFrame]:
            return group_network(network, settings.seed, settings.cluster_resamples)

        about = digest_arrays(
            repr((network.cycle, network.methodology_id, network.cities, network.areas, network.indexes)),
            network.scores,
        )
        found = bench.remember("clusters", about, group)
        own = found["clusters"]
        if len(own):
            now = dict(zip(own["city_code"], own["cluster"], strict=True))
            names, used = carry_names(before, now, used)
            before = {city: names[number] for city, number in now.items()}
            found = found | {
                name: found[name].assign(cluster_name=found[name]["cluster"].map(names))
                for name in ("clusters", "profiles")
            }
        for name, frame in found.items():
            if len(frame):
                parts[name].append(frame)
    joined = {
        name: pd.concat(frames, ignore_index=True) if frames else pd.DataFrame() for name, frames in parts.items()
    }
    return dict(zip(STUDY.tables, joined.values(), strict=True))


STUDY = Study(
    name="clusters",
    question="Which cities are alike in what they are strong and weak in?",
    tables=("learning_clusters", "cluster_profiles", "cluster_maps", "cluster_choices"),
    reads=READS,
    compute=find_clusters,
)
