"""How coherent are areas and indexes? Items, and what each brings, for every node of a panel.

The items of an area are its questions, those of a composite and of the index the areas right below. Figures are in
`reliability.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assets.analysis.draws import Draws, nominal_draw
from assets.analysis.panels import READS, Panel
from assets.analysis.ranks import rank_group
from assets.analysis.reliability import CONFLICTING, REDUNDANT, Coherence, measure_coherence
from assets.analysis.rescoring import score_nodes
from assets.analysis.robustness import measure_panels, name_panel
from assets.analysis.studies import Bench, Study
from assets.analysis.versions import INDEX, TOP, Version

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def list_nodes(version: Version) -> list[tuple[int, list[int], list[int]]]:
    """Each node with its items: number of the node, questions, areas; one of both lists is empty."""
    nodes: list[tuple[int, list[int], list[int]]] = [
        (area, version.questions_of(area), version.below(area)) for area in range(len(version.areas))
    ]
    return [*nodes, (len(version.areas), [], version.below(TOP))]


def leave_out(version: Version) -> Draws:
    """Draws in which nothing is changed but one weight, which is 0: of each question, then of each area."""
    import numpy as np

    nominal = nominal_draw(version)
    questions, areas = len(version.questions), len(version.areas)
    count = questions + areas
    question_weights = np.repeat(nominal.question_weights, count, axis=0)
    area_weights = np.repeat(nominal.area_weights, count, axis=0)
    question_weights[np.arange(questions), np.arange(questions)] = 0
    area_weights[questions + np.arange(areas), np.arange(areas)] = 0
    return Draws(
        question_weights,
        area_weights,
        tuple(np.repeat(points, count, axis=0) for points in nominal.points),
        np.repeat(nominal.full_marks, count, axis=0),
        np.repeat(nominal.excludes, count),
        np.repeat(nominal.geometric, count),
        np.repeat(nominal.opened, count),
    )


def shift_ranks(panel: Panel, cities: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Mean absolute shift of the ranks in the index where a question, or an area, is left out."""
    import numpy as np

    version = panel.version
    scores = score_nodes(panel, leave_out(version))[-1][cities]
    ranks = rank_group(np.column_stack([panel.nominal[cities, -1], scores])).astype(float)
    gone = np.isnan(scores).all(axis=0)
    shifts = np.abs(ranks[:, 1:] - ranks[:, [0]]).mean(axis=0) if cities else np.full(scores.shape[1], np.nan)
    shifts[gone] = np.nan
    return shifts[: len(version.questions)], shifts[len(version.questions) :]


def read_items(
    panel: Panel, cities: list[int], questions: list[int], areas: list[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Items of a node, cities × items, NaN where there is none; and the same with closed questions as missing."""
    import numpy as np

    if areas:
        scores = panel.nominal[cities][:, areas]
        return scores, scores
    there = panel.is_answered[cities][:, questions] > 0
    scores = np.where(there, panel.scores[cities][:, questions], np.nan)
    return scores, np.where(panel.is_closed[cities][:, questions], np.nan, scores)


def measure_panel(panel: Panel) -> pd.DataFrame:
    """One row per node and item."""
    import numpy as np
    import pandas as pd

    version = panel.version
    place = {code: number for number, code in enumerate(panel.cities)}
    everybody = panel.cells[panel.cells["peer_group_kind"] == "all"]
    members = {
        node: [place[code] for code in own["city_code"]] for node, own in everybody.groupby("node_code", sort=True)
    }
    by_question, by_area = shift_ranks(panel, members.get(INDEX, []))
    rows: list[dict[str, Any]] = []
    for node, questions, areas in list_nodes(version):
        cities = members.get(version.nodes[node], [])
        items, opened = read_items(panel, cities, questions, areas)
        weights = np.array(
            [version.weights[area] for area in areas] or [version.questions[each].weight for each in questions]
        )
        found, without_closed = measure_coherence(items, weights), measure_coherence(opened, weights)
        names = [version.areas[area] for area in areas] or [version.questions[each].code for each in questions]
        shifts = by_area[areas] if areas else by_question[questions]
        for item, name in enumerate(names):
            rows.append(
                {
                    **name_panel(panel),
                    "area_code": version.nodes[node],
                    "cities": found.cities,
                    "alpha": found.alpha,
                    "alpha_without_closed": without_closed.alpha,
                    "cities_without_closed": without_closed.cities,
                    "question_code": name,
                    **describe_item(found, item, names),
                    "nominal_weight": weights[item] / weights.sum() if weights.sum() > 0 else np.nan,
                    "rank_shift_if_left_out": shifts[item],
                }
            )
    return pd.DataFrame(rows)


def describe_item(found: Coherence, item: int, names: list[str]) -> dict[str, Any]:
    """The figures of one item, and the reason where it has none."""
    import numpy as np

    own = found.correlations[item]
    others = [(name, own[other]) for other, name in enumerate(names) if other != item]
    reason = found.reason or ("item_without_variance" if np.isnan(found.item_rest[item]) else None)
    return {
        "item_rest": found.item_rest[item],
        "alpha_if_left_out": found.alpha_if_left_out[item],
        "redundant_with": "|".join(name for name, value in others if value > REDUNDANT) or None,
        "conflicting_with": "|".join(name for name, value in others if value < CONFLICTING) or None,
        "first_component_share": found.first_component_share,
        "first_component": found.first_component[item],
        "effective_weight": found.effective_weights[item],
        "reason": reason,
    }


def find_coherence(bench: Bench) -> dict[str, pd.DataFrame]:
    """The table `coherence`, over all cycles."""
    return measure_panels(bench, "coherence", measure_panel)


STUDY = Study(
    name="coherence",
    question="Do the questions of an area, and the areas of an index, go together, and does each of them count?",
    tables=("coherence",),
    reads=READS,
    compute=find_coherence,
)
