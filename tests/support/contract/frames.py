"""A tree of areas with weights and the questions that stand in it, as a change between two cycles takes it from either side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from support.contract.nodes import INDEX

Leaves = dict[str, list[tuple[Fraction, Fraction]]]  # area -> weight and score of its questions


def mean(terms: Iterable[tuple[Fraction, Fraction]]) -> Fraction | None:
    terms = list(terms)
    total = sum((weight for weight, _ in terms), Fraction(0))
    return sum((weight * value for weight, value in terms), Fraction(0)) / total if total else None


@dataclass
class Frame:
    """A tree of areas (area -> area above it or INDEX) with area weights and the questions that stand in it."""

    parents: Mapping[str, str]
    weights: Mapping[str, Fraction]
    leaves: Leaves
    values: dict[str, Fraction | None] = field(default_factory=dict)

    def value(self, node: str) -> Fraction | None:
        if node not in self.values:
            self.values[node] = (
                mean(self.leaves[node])
                if node in self.leaves
                else mean((self.weights[area], self.value(area)) for area in self.below(node))
            )
        return self.values[node]

    def below(self, node: str) -> list[str]:
        """The areas that enter a node: with a value, and with a weight."""
        children = [area for area, parent in self.parents.items() if parent == node]
        return [area for area in children if self.weights[area] and self.value(area) is not None]

    def count(self, node: str) -> int:
        """The questions that enter a node."""
        if node in self.leaves:
            return len(self.leaves[node]) if self.value(node) is not None else 0
        return sum(self.count(area) for area in self.below(node))

    def share(self, area: str) -> Fraction:
        """What an area weighs in the index; 0 where it does not reach it."""
        if area == INDEX:
            return Fraction(1)
        siblings = self.below(self.parents[area]) if area in self.parents else []
        if area not in siblings:
            return Fraction(0)
        total = sum((self.weights[sibling] for sibling in siblings), Fraction(0))
        return self.weights[area] / total * self.share(self.parents[area])
