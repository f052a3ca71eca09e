"""How sure are scores and ranks? Intervals of a panel over draws of all that could have been chosen otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assets.analysis.draws import Draws, draw_inputs
from assets.analysis.panels import READS, Panel, read_panels
from assets.analysis.ranks import rank_group, score_interval, summarise_ranks
from assets.analysis.rescoring import compare_with_scores, score_nodes
from assets.analysis.studies import Bench, Study, digest_arrays
from assets.analysis.versions import INDEX, Version

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


AT_ONCE = 500  # draws


def name_panel(panel: Panel) -> dict[str, Any]:
    """The key that all rows of a panel share."""
    return {
        "cycle": panel.cycle,
        "methodology_id": panel.version.methodology_id,
        "index_code": panel.version.index_code,
    }


def draw_contested(panel: Panel, draws: int, seed: int) -> np.ndarray | None:
    """Numbers between 0 and 1 for each contested answer and draw; None where nothing is contested."""
    import numpy as np

    if not panel.contested:
        return None
    return np.random.default_rng([seed, panel.cycle, len(panel.version.questions)]).random(
        (len(panel.contested), draws)
    )


def score_panel(panel: Panel, draws: Draws, contested: np.ndarray | None, step: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores of the index under all draws (cities × draws), and of the areas under every `step`th (areas × cities × draws).

    Computed some draws at a time, which a processor keeps close at hand: all of them at once take twice as long.
    """
    import numpy as np

    size = step * max(1, AT_ONCE // step)
    index, areas = [], []
    for start in range(0, len(draws), size):
        where = slice(start, start + size)
        scores = score_nodes(panel, draws.part(where), None if contested is None else contested[:, where])
        index.append(scores[-1])
        areas.append(scores[:-1, :, ::step])
    return np.concatenate(index, axis=1), np.concatenate(areas, axis=2)


def measure_panel(panel: Panel, draws: Draws, area_draws: int, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Score intervals of the cities that took part, and rank intervals of those that have a rank.

    The first has a row per city, the second one per city, node and peer group.
    """
    import numpy as np
    import pandas as pd

    step = max(1, len(draws) // area_draws)
    index, areas = score_panel(panel, draws, draw_contested(panel, len(draws), seed), step)
    key = name_panel(panel)
    intervals = [
        (panel.cities[city], *score_interval(index[city], panel.nominal[city, -1])) for city in panel.took_part
    ]
    place = {code: number for number, code in enumerate(panel.cities)}
    found: list[tuple[object, ...]] = []
    for node, cells in panel.cells.groupby("node_code", sort=True):
        names, own = np.unique(cells["city_code"].to_numpy(dtype=str), return_inverse=True)
        scores = index if node == INDEX else areas[panel.version.areas.index(str(node))]
        values = scores[[place[name] for name in names]]
        groups = cells.groupby(["peer_group_kind", "peer_group_code"], sort=True).ngroup().to_numpy()
        nominal = cells["score_rank"].to_numpy(dtype=int)
        keys = cells[["city_code", "node_code", "peer_group_kind", "peer_group_code"]].to_numpy(dtype=object)
        is_ranked = cells["member_cycle"].to_numpy() == panel.cycle
        for group in np.unique(groups[is_ranked]):
            members = np.flatnonzero(groups == group)
            chosen = is_ranked[members]
            ranks = rank_group(values[own[members]])[chosen]
            found.extend(
                (*keys[row], *interval)
                for row, *interval in zip(
                    members[chosen], *summarise_ranks(ranks, nominal[members[chosen]]), strict=True
                )
            )
    return (
        pd.DataFrame(intervals, columns=["city_code", "score_low", "score_high"]).assign(
            **key, draws=len(draws), seed=seed
        ),
        pd.DataFrame(
            found,
            columns=[
                *("city_code", "node_code", "peer_group_kind", "peer_group_code"),
                *("rank_low", "rank_high", "stability"),
            ],
        ).assign(**key),
    )


def draw_for(version: Version, draws: int, seed: int, known: dict[tuple[str, str], Draws]) -> Draws:
    """The draws of a version, made once: cycles under one version are compared under the same draws."""
    key = (version.methodology_id, version.index_code)
    if key not in known:
        known[key] = draw_inputs(version, draws, seed)
    return known[key]


def identify(panel: Panel) -> bytes:
    """A digest of all that the results of a panel depend on."""
    return digest_arrays(
        repr(panel.version),
        repr((panel.cycle, panel.cities, panel.member_cycles, [sorted(map(sorted, each)) for each in panel.sets])),
        repr([[sorted(each) for each in sets] for sets in panel.sets]),
        repr(sorted((place, sorted(each)) for place, each in panel.own_sets.items())),
        *(panel.chosen, panel.in_zero, panel.is_answered, panel.is_closed, panel.asked, panel.nominal),
        repr(panel.contested),
        panel.cells.to_csv(index=False),
    )


def measure_panels(
    bench: Bench, table: str, measure: Callable[[Panel], pd.DataFrame], cycles: list[int] | None = None
) -> dict[str, pd.DataFrame]:
    """A table with one frame per panel, each remembered until the panel changes; of all cycles where none are named."""
    import pandas as pd

    frames = []
    for panel in read_panels(bench.connection, cycles):

        def compute(panel: Panel = panel) -> dict[str, pd.DataFrame]:
            return {table: measure(panel)}

        frames.append(bench.remember(table, identify(panel), compute)[table])
    return {table: pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()}


def measure_robustness(bench: Bench) -> dict[str, pd.DataFrame]:
    """The tables `score_intervals`, `rank_intervals` and `agreement`, over all cycles."""
    import pandas as pd

    settings = bench.settings
    known: dict[tuple[str, str], Draws] = {}
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in STUDY.tables}
    for panel in read_panels(bench.connection):

        def measure(panel: Panel = panel) -> dict[str, pd.DataFrame]:
            draws = draw_for(panel.version, settings.draws, settings.seed, known)
            intervals, ranks = measure_panel(panel, draws, settings.area_draws, settings.seed)
            gap = pd.DataFrame([{**name_panel(panel), "largest_gap": compare_with_scores(panel)}])
            return {"score_intervals": intervals, "rank_intervals": ranks, "agreement": gap}

        for name, frame in bench.remember("robustness", identify(panel), measure).items():
            parts[name].append(frame)
    return {name: pd.concat(frames) if frames else pd.DataFrame() for name, frames in parts.items()}


STUDY = Study(
    name="robustness",
    question="How far could scores and ranks move if weights, points and rules had been chosen otherwise?",
    tables=("score_intervals", "rank_intervals", "agreement"),
    reads=READS,
    compute=measure_robustness,
)
