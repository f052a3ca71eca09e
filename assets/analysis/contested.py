"""Contested answers, drawn among the options of their question, and what follows for the questions below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.analysis.draws import Draws, worth_of_sets
from assets.analysis.panels import Panel
from assets.analysis.versions import Version

if TYPE_CHECKING:
    import numpy as np


def order_by_parent(version: Version) -> list[int]:
    """Numbers of the questions, each parent before its children."""
    ordered: list[int] = []

    def visit(number: int) -> None:
        parent = version.questions[number].parent
        if number in ordered:
            return
        if parent is not None:
            visit(parent)
        ordered.append(number)

    for number in range(len(version.questions)):
        visit(number)
    return ordered


def follow_contested(
    panel: Panel, draws: Draws, contested: np.ndarray
) -> dict[int, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Of each city that has a contested answer: scores, in the denominator of rule zero, counts as answered.

    `contested` holds a number between 0 and 1 for each contested answer of the panel and each draw; what comes back are
    questions × draws. A drawn option opens and closes the questions below it as an answer does: a closed question counts
    0; one that is opened counts by its own answer, and as unanswered where it has none.
    """
    import numpy as np

    version, count = panel.version, len(draws)
    drawn: dict[int, dict[int, np.ndarray]] = {}
    for row, (city, number) in enumerate(panel.contested):
        options = len(version.questions[number].points)
        drawn.setdefault(city, {})[number] = np.minimum((contested[row] * options).astype(int), options - 1)
    followed = {}
    for city, picks in drawn.items():
        in_zero, is_answered, is_closed, scored = (
            np.repeat(each[city][:, None], count, axis=1)
            for each in (panel.in_zero, panel.is_answered, panel.is_closed, panel.chosen >= 0)
        )
        worth = np.zeros(in_zero.shape)
        sets: dict[int, tuple[frozenset[str], ...]] = {}
        touched: set[int] = set()
        for number in order_by_parent(version):
            question = version.questions[number]
            if number in picks:
                sets[number] = tuple(frozenset([option]) for option in question.points)
                in_zero[number], is_answered[number], is_closed[number], scored[number] = 1, 1, False, True
                touched.add(number)
            elif (city, number) in panel.own_sets:
                sets[number] = (panel.own_sets[city, number],)
            pick = picks.get(number, np.zeros(count, dtype=int))
            if number in sets:
                worth[number] = worth_of_sets(draws, question, number, sets[number])[np.arange(count), pick]
            parent = question.parent
            if parent not in touched:
                continue
            touched.add(number)
            above = sets.get(parent, (frozenset(),))
            opening = np.array([bool(each & question.opening) for each in above])
            closed = is_closed[parent] | (scored[parent] & ~opening[picks.get(parent, 0)])
            opened = is_closed[number] & ~closed
            is_answered[number, opened] = scored[number, opened] = number in sets
            in_zero[number, closed | opened] = 1
            is_answered[number, closed] = 1
            scored[number, closed] = False
            is_closed[number] = closed
        followed[city] = (worth * scored, in_zero, is_answered)
    return followed
