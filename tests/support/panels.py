"""Small panels made by hand: two areas below a composite, one beside it, a question that closes another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from assets.analysis.draws import nominal_draw
from assets.analysis.panels import Panel
from assets.analysis.rescoring import score_nodes
from assets.analysis.versions import TOP, Question, Version

YES_NO = {"yes": 1.0, "partly": 0.5, "no": 0.0}


def make_version(missing_rule: str = "zero") -> Version:
    """Areas A and B below the composite C, D on its own; q2 is open only where q1 is not `no`."""
    return Version(
        "m",
        "core",
        missing_rule,
        (
            Question("q1", 0, 1.0, False, 1.0, YES_NO),
            Question("q2", 0, 2.0, True, 2.0, {"a": 1.0, "b": 1.0, "c": 1.0}, 0, frozenset(["yes", "partly"])),
            Question("q3", 1, 1.0, False, 1.0, YES_NO),
            Question("q4", 3, 1.0, False, 1.0, YES_NO),
        ),
        ("A", "B", "C", "D"),
        (2, 2, TOP, TOP),
        (1.0, 3.0, 1.0, 1.0),
    )


def make_panel(answers: list[list[str | None]], version: Version | None = None, contested=()) -> Panel:
    """A panel from option sets by city and question: `a|b`, `closed`, or None for unanswered."""
    version = version or make_version()
    shape = (len(answers), len(version.questions))
    chosen = np.full(shape, -1)
    sets: list[list[frozenset[str]]] = [[] for _ in version.questions]
    is_answered, is_closed = np.zeros(shape), np.zeros(shape, dtype=bool)
    own = {}
    for city, row in enumerate(answers):
        for number, answer in enumerate(row):
            if answer is None:
                continue
            is_answered[city, number] = 1
            if answer == "closed":
                is_closed[city, number] = True
                continue
            options = frozenset(answer.split("|"))
            if options not in sets[number]:
                sets[number].append(options)
            chosen[city, number] = sets[number].index(options)
            own[city, number] = options
    cities = tuple(f"xa-{city}" for city in range(len(answers)))
    return Panel(
        2020, version, cities, (2020,) * len(cities), tuple(map(tuple, sets)), chosen, np.ones(shape), is_answered,
        np.zeros(shape), is_closed, own, np.ones((len(cities), len(version.areas)), dtype=bool),
        np.full((len(cities), len(version.nodes)), np.nan), tuple(contested), pd.DataFrame(),
    )  # fmt: skip


def make_ranked(answers: list[list[str | None]]) -> Panel:
    """A panel with the nominal scores and ranks that the scores layer would give, all cities in one group."""
    panel = make_panel(answers)
    nominal = score_nodes(panel, nominal_draw(panel.version))[:, :, 0].T
    scores = pd.Series(nominal[:, -1])
    cells = pd.DataFrame(
        {
            "city_code": panel.cities,
            "node_code": "INDEX",
            "peer_group_kind": "all",
            "peer_group_code": "all",
            "score": scores,
            "score_rank": scores.rank(method="min", ascending=False).astype(int),
            "member_cycle": panel.member_cycles,
        }
    )
    return replace(panel, nominal=nominal, cells=cells)


ANSWERS = [
    ["yes", "a|b", "yes", "yes"], ["yes", "a", "partly", "yes"], ["partly", "a", "yes", "no"],
    ["no", "closed", "partly", "partly"], ["no", "closed", "no", "no"], ["partly", "b|c", None, "partly"],
]  # fmt: skip
