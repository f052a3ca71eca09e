"""How long the analyses take, on panels of random answers; never a test.

    python -m benchmarks.analysis

10,000 draws with ranks for 160 cities, one cycle and index, against one recomputation of all scores in a loop over draws;
1,000 draws for 10,000 cities with peak memory; all cycles of a network of 160 cities.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from assets.analysis.draws import draw_inputs, nominal_draw
from assets.analysis.panels import Panel
from assets.analysis.rescoring import score_nodes
from assets.analysis.robustness import measure_panel
from assets.analysis.sensitivity import explain_panel
from assets.analysis.settings import read_settings
from assets.analysis.versions import INDEX, Version, read_versions

SEEDS = Path(__file__).resolve().parents[1] / "dbt_project" / "seeds"


def read_version(methodology_id: str, index_code: str) -> Version:
    """A shipped version, read from the seeds."""
    with duckdb.connect() as connection:
        connection.execute("create schema reference; create schema intermediate")
        for name in ("methodologies", "methodology_questions", "methodology_options", "methodology_areas"):
            connection.execute(
                f"create table reference.{name} as select * from read_csv(?, header = true)",
                [str(SEEDS / f"{name}.csv")],
            )
        connection.execute(
            "create table intermediate.int_areas__indexed as "
            "select methodology_id, area_code, coalesce(parent_area_code, 'INDEX') as parent_area_code, weight, "
            "unnest(case when index_code = 'core' then ['core', 'extended'] else ['extended'] end) as index_code "
            "from reference.methodology_areas"
        )
        return read_versions(connection)[methodology_id, index_code]


def make_panel(version: Version, cities: int, cycle: int = 2025) -> Panel:
    """Random answers of `cities` that all took part, in one group of all and groups of a tenth."""
    random = np.random.default_rng(cycle)
    shape = (cities, len(version.questions))
    sets = []
    chosen = np.empty(shape, dtype=np.int32)
    for number, question in enumerate(version.questions):
        options = list(question.points)
        several = [frozenset(random.permutation(options)[: random.integers(1, 4)]) for _ in range(12)]
        known = several if question.is_multiple else [frozenset([option]) for option in options]
        sets.append(tuple(dict.fromkeys(known)))
        chosen[:, number] = random.integers(0, len(sets[-1]), cities)
    names = tuple(f"xa-{number:05d}" for number in range(cities))
    panel = Panel(
        cycle, version, names, (cycle,) * cities, tuple(sets), chosen, np.ones(shape), np.ones(shape),
        np.zeros(shape), np.zeros(shape, dtype=bool), {}, np.ones((cities, len(version.areas)), dtype=bool),
        np.empty((cities, len(version.nodes))), (), pd.DataFrame(),
    )  # fmt: skip
    panel.nominal[:] = score_nodes(panel, nominal_draw(version))[:, :, 0].T
    return panel


def rank_panel(panel: Panel, nodes: tuple[str, ...], with_tenths: bool) -> Panel:
    """The panel with its peer cells, for the nodes."""
    from dataclasses import replace

    frames = []
    for node in nodes:
        scores = pd.Series(panel.nominal[:, panel.version.nodes.index(node)])
        tenths = pd.Series(np.arange(len(panel.cities)) % 10).astype(str)
        for kind, code in (("all", pd.Series("all", index=scores.index)), ("population", tenths)):
            if kind == "all" or with_tenths:
                ranks = scores.groupby(code).rank(method="min", ascending=False).astype(int)
                frames.append(
                    pd.DataFrame(
                        {
                            "city_code": panel.cities,
                            "node_code": node,
                            "peer_group_kind": kind,
                            "peer_group_code": code,
                            "score": scores,
                            "score_rank": ranks,
                            "member_cycle": panel.cycle,
                        }
                    )
                )
    return replace(panel, cells=pd.concat(frames, ignore_index=True))


def time_it(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    settings = read_settings()
    version = read_version("icc-2019", "extended")
    panel = rank_panel(make_panel(version, 160), (INDEX,), False)
    draws = draw_inputs(version, 10_000, settings.seed)
    vectorised = min(time_it(lambda: measure_panel(panel, draws, 2_000, settings.seed)) for _ in range(3))
    once = min(time_it(lambda: score_nodes(panel, nominal_draw(version))) for _ in range(3))
    print(
        f"10,000 draws with ranks, 160 cities, one index: {vectorised:.2f} s (aim: at most 1 s), "
        f"1/{10_000 * once / vectorised:.0f} of as many single recomputations at {once * 1000:.1f} ms"
    )
    everything = 0.0
    for cycle in range(2011, 2026):
        for index_code in ("core", "extended"):
            own = read_version("icc-2019", index_code)
            full = rank_panel(make_panel(own, 160, cycle), own.nodes, True)
            own_draws = draw_inputs(own, settings.draws, settings.seed)
            everything += time_it(
                lambda full=full, own_draws=own_draws: (
                    measure_panel(full, own_draws, settings.area_draws, settings.seed),
                    explain_panel(full, settings),
                )
            )
    print(f"robustness and sensitivity, 160 cities × 15 cycles × 2 indexes: {everything:.1f} s (aim: at most 40 s)")
    large = rank_panel(make_panel(version, 10_000), (INDEX,), False)
    few = draw_inputs(version, 1_000, settings.seed)
    seconds = time_it(lambda: measure_panel(large, few, 100, settings.seed))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"1,000 draws, 10,000 cities, one index: {seconds:.1f} s, peak memory {peak:.2f} GiB (aim: at most 2)")


if __name__ == "__main__":
    main()
