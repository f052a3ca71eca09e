"""The change between two cycles worked out again, straight from section 6 of the scoring contract, question by question.

It starts where the question is how cycles compare: from the state and score of each question, and from the scores as
published. It shares nothing with the models: sets instead of rows, recursion instead of paths, all sixteen v(S) by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial

INDEX = "INDEX"
PARTS = ("answers", "coverage", "questions", "weights")
GIVEN = {"answered", "closed", "rejected"}
MISSING = {"invalid", "dont_know", "unanswered"}


@dataclass(frozen=True)
class Version:
    """A methodology: question -> (area, index_code, weight), area -> (parent or INDEX, index_code, weight)."""

    missing_rule: str
    questions: Mapping[str, tuple[str, str, float]]
    areas: Mapping[str, tuple[str, str, float]]

    def has(self, index: str, code: str) -> bool:
        return index == "extended" or code == "core"

    def tree(self, index: str) -> dict[str, str]:
        return {area: parent for area, (parent, code, _) in self.areas.items() if self.has(index, code)}

    def area_weights(self, index: str) -> dict[str, float]:
        return {area: weight for area, (_, code, weight) in self.areas.items() if self.has(index, code)}

    def places(self, index: str) -> dict[str, str]:
        return {question: area for question, (area, code, _) in self.questions.items() if self.has(index, code)}


@dataclass(frozen=True)
class Cycle:
    """A cycle of a city under its own version: question -> (state, score), and whether that version was filled in."""

    version: Version
    states: Mapping[str, tuple[str, float | None]]
    is_back_cast: bool

    def asked(self) -> dict[str, tuple[str, float | None]]:
        return {question: cell for question, cell in self.states.items() if cell[0] != "not_asked"}

    def tree(self, index: str) -> dict[str, str]:
        """The areas of the index without those of which less than half of the weight was asked."""
        tree = self.version.tree(index)
        return {area: parent for area, parent in tree.items() if not self.is_back_cast or self.has_half(area, index)}

    def has_half(self, area: str, index: str) -> bool:
        tree, places = self.version.tree(index), self.version.places(index)
        below = {question for question, place in places.items() if area in ancestors(tree, place)}
        weights = {question: self.version.questions[question][2] for question in below}
        asked = sum(weight for question, weight in weights.items() if question in self.asked())
        return asked > 0 and asked >= 0.5 * sum(weights.values())


def ancestors(tree: Mapping[str, str], area: str) -> list[str]:
    """The area and everything above it, without the index."""
    return [area, *ancestors(tree, tree[area])] if area in tree else []


def mean(pairs: Iterable[tuple[float, float]]) -> float | None:
    """The weighted mean of (weight, value); None of nothing."""
    pairs = list(pairs)
    total = sum(weight for weight, _ in pairs)
    return sum(weight * value for weight, value in pairs) / total if total else None


def score_node(
    node: str, tree: Mapping[str, str], weights: Mapping[str, float], leaves: Mapping[str, list[tuple[float, float]]]
) -> float | None:
    """A node from the (weight, score) of the questions below it."""
    if node in leaves:
        return mean(leaves[node])
    below = [(area, score_node(area, tree, weights, leaves)) for area, parent in tree.items() if parent == node]
    return mean((weights[area], value) for area, value in below if value is not None)


@dataclass(frozen=True)
class Pair:
    """Two cycles of a city and the bridge between their versions: question of the earlier -> question of the later."""

    earlier: Cycle
    later: Cycle
    bridge: Mapping[str, str]

    def join(self) -> list[tuple[str | None, str | None]]:
        """U: the questions that either cycle asked, joined by the bridge."""
        first, last = self.earlier.asked(), self.later.asked()
        joined = [(code, self.bridge.get(code) if self.bridge.get(code) in last else None) for code in first]
        return joined + [(None, code) for code in last if code not in {other for _, other in joined}]

    def value(self, taken: frozenset[str], node: str, index: str) -> float | None:
        """v(S) of a node, where S is what is taken from the later cycle."""
        cycles = (self.earlier, self.later)
        answers, coverage, questions, weights = (int(part in taken) for part in PARTS)
        tree = cycles[questions].tree(index)
        places = cycles[questions].version.places(index)
        leaves: dict[str, list[tuple[float, float]]] = {area: [] for area in tree if area in places.values()}
        for codes in self.join():
            area = places.get(codes[questions] or "")
            if area not in leaves:
                continue
            asked = [cycle.asked().get(code or "") for cycle, code in zip(cycles, codes, strict=True)]
            # what one cycle did not ask, it takes from the other
            status = coverage if asked[coverage] else 1 - coverage
            state = asked[status][0]
            source = weights if asked[weights] else 1 - weights
            weight = cycles[source].version.questions[codes[source]][2]
            scores = [cell[1] if cell and cell[0] in GIVEN else None for cell in asked]
            score = scores[answers] if scores[answers] is not None else scores[1 - answers]
            if state in GIVEN:
                leaves[area].append((weight, score))
            elif state in MISSING and cycles[status].version.missing_rule == "zero":
                leaves[area].append((weight, 0.0))
        own, other = (cycles[side].version.area_weights(index) for side in (weights, 1 - weights))
        return score_node(node, tree, {**other, **own}, leaves)

    def split(self, node: str, index: str, first: float, last: float) -> dict[str, float] | None:
        """The Shapley value of each part; None where some v(S) has no question. v of nothing and of all are given."""
        sets = [frozenset(chosen) for size in range(5) for chosen in combinations(PARTS, size)]
        values = {taken: self.value(taken, node, index) for taken in sets}
        if None in values.values():
            return None
        assert abs(values[sets[0]] - first) < 1e-9, "v of nothing is the earlier score as published"
        assert abs(values[sets[-1]] - last) < 1e-9, "v of all is the later score as published"
        return {
            part: sum(
                factorial(len(taken))
                * factorial(3 - len(taken))
                / factorial(4)
                * (values[taken | {part}] - values[taken])
                for taken in sets
                if part not in taken
            )
            for part in PARTS
        }


def compare_like_for_like(
    version: Version, first: Mapping, last: Mapping, node: str, index: str
) -> tuple[float | None, int]:
    """The change of a node on the questions in the denominator of both, under one version, and how many these are.

    `first` and `last` are the states of both cycles under the version: question -> (state, score).
    """
    counted = GIVEN if version.missing_rule == "exclude" else GIVEN | MISSING
    places, tree = version.places(index), version.tree(index)
    common = [code for code in places if first[code][0] in counted and last[code][0] in counted]
    values = [
        score_node(
            node,
            tree,
            version.area_weights(index),
            {
                area: [(version.questions[code][2], states[code][1]) for code in common if places[code] == area]
                for area in tree
                if area in places.values()
            },
        )
        for states in (first, last)
    ]
    below = [code for code in common if node in (INDEX, *ancestors(tree, places[code]))]
    return (None if values[0] is None or values[1] is None else values[1] - values[0]), len(below)
