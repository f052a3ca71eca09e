"""Which choice moves ranks most? First-order and total Sobol indices over groups of inputs, through SALib.

The output that is explained is the mean absolute shift in rank of the cities of the network (all of them as one group).
Saisana, Saltelli, Tarantola (2005), J. R. Stat. Soc. A 168, and the JRC/OECD handbook on composite indicators.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assets.analysis.draws import GROUPS, design_inputs, make_draws, sort_draws
from assets.analysis.panels import READS, Panel
from assets.analysis.ranks import rank_group
from assets.analysis.rescoring import score_nodes
from assets.analysis.robustness import measure_panels, name_panel
from assets.analysis.settings import Settings
from assets.analysis.studies import Bench, Study
from assets.analysis.versions import INDEX

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LEAST_CITIES = 5


def explain_variance(
    groups: list[str], output: Callable[[np.ndarray], np.ndarray], power: int, resamples: int, seed: int
) -> tuple[dict[str, dict[str, float]], np.ndarray]:
    """Sobol indices of a function of columns between 0 and 1 (samples × columns in, samples out), by group of columns.

    Returns first_order, total and their 95 % bootstrap intervals by group, and the outputs. Raises ValueError where the
    output does not vary.
    """
    import numpy as np
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    problem = {
        "num_vars": len(groups),
        "names": [f"x{number}" for number in range(len(groups))],
        "groups": groups,
        "bounds": [[0, 1]] * len(groups),
    }
    columns = sampling.sample(problem, 2**power, calc_second_order=False, seed=seed)
    values = output(columns)
    if np.ptp(values) < 1e-12:
        raise ValueError("the output does not vary")
    found = analysis.analyze(
        problem, values, calc_second_order=False, num_resamples=resamples, conf_level=0.95, seed=seed
    )
    return {
        name: {
            "first_order": float(found["S1"][place]),
            "first_order_low": float(found["S1"][place] - found["S1_conf"][place]),
            "first_order_high": float(found["S1"][place] + found["S1_conf"][place]),
            "total": float(found["ST"][place]),
            "total_low": float(found["ST"][place] - found["ST_conf"][place]),
            "total_high": float(found["ST"][place] + found["ST_conf"][place]),
        }
        for place, name in enumerate(dict.fromkeys(groups))
    }, values


def shift_ranks(panel: Panel, cities: list[int], nominal: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Mean absolute shift in rank over the cities, for each row of columns."""
    import numpy as np

    order = sort_draws(panel.version, columns)
    scores = score_nodes(panel, make_draws(panel.version, columns[order]))[-1][cities]
    means = np.empty(len(columns))
    means[order] = np.abs(rank_group(scores) - nominal[:, None]).mean(axis=0)
    return means


def explain_panel(panel: Panel, settings: Settings) -> pd.DataFrame:
    """One row per group of inputs; without figures and with a reason where there can be none."""
    import numpy as np
    import pandas as pd

    cells = panel.cells
    chosen = cells[(cells["node_code"] == INDEX) & (cells["peer_group_kind"] == "all")]
    place = {code: number for number, code in enumerate(panel.cities)}
    cities = [place[code] for code in chosen["city_code"]]
    nominal = chosen["score_rank"].to_numpy(dtype=float)
    groups = design_inputs(panel.version).groups
    found: dict[str, dict[str, float]] = {}
    shifts = np.array([])
    reason = None
    if len(cities) < LEAST_CITIES:
        reason = "fewer_than_5_cities"
    else:
        try:
            found, shifts = explain_variance(
                groups,
                lambda columns: shift_ranks(panel, cities, nominal, columns),
                settings.sensitivity_power,
                settings.resamples,
                settings.seed,
            )
        except ValueError:
            reason = "no_variance"
    rows: list[dict[str, Any]] = [
        {
            **name_panel(panel),
            "input_group": group,
            "cities": len(cities),
            "mean_rank_shift": float(shifts.mean()) if len(shifts) else None,
            **dict.fromkeys(("first_order", "first_order_low", "first_order_high", "total", "total_low", "total_high")),
            **found.get(group, {}),
            "samples": 2**settings.sensitivity_power,
            "seed": settings.seed,
            "reason": reason or (None if group in found else "nothing_to_vary"),
        }
        for group in GROUPS
    ]
    return pd.DataFrame(rows)


def measure_sensitivity(bench: Bench) -> dict[str, pd.DataFrame]:
    """The table `sensitivity`, over all cycles."""
    return measure_panels(bench, "sensitivity", lambda panel: explain_panel(panel, bench.settings))


STUDY = Study(
    name="sensitivity",
    question="Which of the choices behind the index moves ranks most?",
    tables=("sensitivity",),
    reads=READS,
    compute=measure_sensitivity,
)
