"""The departments of a fictional city: who answers which area, and when.

What becomes of a submission afterwards, from repeated answers to later versions, belongs to `submissions.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# Names, and how their series of submissions are called.
DEPARTMENTS = {
    "Mayor's office": "mayor",
    "Social affairs": "social",
    "Culture and youth": "culture",
    "Planning and housing": "planning",
}


@dataclass(frozen=True)
class Desk:
    """Who answers: the department of each area, and the day on which each department answers."""

    by_area: dict[str, str]
    answered_on: dict[str, str]

    @property
    def departments(self) -> list[str]:
        return sorted(set(self.by_area.values()))


def open_desk(rng: np.random.Generator, areas: Sequence[str], cycle: int) -> Desk:
    """Share the areas between one and four departments."""
    names = list(DEPARTMENTS)[: int(rng.integers(1, len(DEPARTMENTS) + 1))]
    by_area = {area: names[int(rng.integers(len(names)))] for area in areas}
    days = {name: f"{cycle}-{int(rng.integers(2, 7)):02d}-{int(rng.integers(1, 29)):02d}" for name in DEPARTMENTS}
    return Desk(by_area, days)
