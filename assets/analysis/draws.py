"""What is varied, drawn together for all cities: section 7 of the scoring contract.

Each input is a column of numbers between 0 and 1, so that the same inputs serve random draws and the designed ones of the
sensitivity analysis. How scores follow from a draw is in `rescoring.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.analysis.versions import Question, Version

if TYPE_CHECKING:
    import numpy as np

WEIGHT_RANGE = (0.75, 1.25)  # multiplies every question weight and area weight
POINTS_RANGE = (-0.15, 0.15)  # moves the points of options that are worth neither nothing nor everything
GROUPS = ("question_weights", "area_weights", "points", "missing_rule", "aggregation", "composites")


@dataclass(frozen=True)
class Design:
    """The columns of a version: how many each group has, in the order of GROUPS."""

    counts: tuple[int, ...]

    @property
    def size(self) -> int:
        return sum(self.counts)

    @property
    def groups(self) -> list[str]:
        """The group of each column."""
        return [name for name, count in zip(GROUPS, self.counts, strict=True) for _ in range(count)]

    def split(self, columns: np.ndarray) -> dict[str, np.ndarray]:
        """The columns of each group, draws × columns."""
        import numpy as np

        ends = np.cumsum(self.counts)
        return {name: columns[:, end - count : end] for name, count, end in zip(GROUPS, self.counts, ends, strict=True)}


@dataclass(frozen=True)
class Draws:
    """The inputs of D draws. `points` has one matrix per question (D × options, in the order of the question's options),
    `full_marks` D × questions; `excludes`, `geometric` and `opened` are D yes-or-no values."""

    question_weights: np.ndarray
    area_weights: np.ndarray
    points: tuple[np.ndarray, ...]
    full_marks: np.ndarray
    excludes: np.ndarray
    geometric: np.ndarray
    opened: np.ndarray

    def __len__(self) -> int:
        return len(self.excludes)

    def part(self, where: slice) -> Draws:
        """Some of the draws, in their order."""
        return Draws(
            self.question_weights[where],
            self.area_weights[where],
            tuple(points[where] for points in self.points),
            self.full_marks[where],
            self.excludes[where],
            self.geometric[where],
            self.opened[where],
        )


def levels_of(version: Version) -> list[list[float]]:
    """The points of each question that may move: those between 0 and 1, in order."""
    return [sorted({points for points in each.points.values() if 0 < points < 1}) for each in version.questions]


def design_inputs(version: Version) -> Design:
    """Full marks belong to the points: both say what an answer is worth."""
    moving = sum(len(levels) for levels in levels_of(version))
    multiple = sum(question.is_multiple for question in version.questions)
    return Design((len(version.questions), len(version.areas), moving + multiple, 1, 1, 1))


def nominal_draw(version: Version) -> Draws:
    """One draw in which nothing is changed."""
    import numpy as np

    return Draws(
        np.array([[question.weight for question in version.questions]]),
        np.array([version.weights]),
        tuple(np.array([list(question.points.values())]) for question in version.questions),
        np.array([[question.full_marks for question in version.questions]]),
        np.array([version.missing_rule == "exclude"]),
        np.array([False]),
        np.array([False]),
    )


def make_draws(version: Version, columns: np.ndarray) -> Draws:
    """Draws from numbers between 0 and 1, one row a draw, with the columns of `design_inputs`.

    Equal points move together; moved points keep their order and stay within 0 and 1. Each of the categorical inputs is
    equally likely. Raises ValueError where the columns are not those of the version.
    """
    import numpy as np

    design = design_inputs(version)
    if columns.shape[1] != design.size:
        raise ValueError(f"{columns.shape[1]} columns for {design.size} inputs")
    parts = design.split(columns)
    low, high = WEIGHT_RANGE
    least, most = POINTS_RANGE
    points: list[np.ndarray] = []
    full_marks = np.empty((len(columns), len(version.questions)))
    column = 0
    for number, (question, levels) in enumerate(zip(version.questions, levels_of(version), strict=True)):
        shifts = least + (most - least) * parts["points"][:, column : column + len(levels)]
        column += len(levels)
        moved = np.clip(np.sort(np.array(levels) + shifts, axis=1), 0, 1)
        place = {level: position for position, level in enumerate(levels)}
        worth = np.empty((len(columns), len(question.points)))
        for option, each in enumerate(question.points.values()):
            worth[:, option] = moved[:, place[each]] if each in place else each
        points.append(worth)
        full_marks[:, number] = question.full_marks
        if question.is_multiple:
            steps = np.floor(3 * np.minimum(parts["points"][:, column], np.nextafter(1, 0))) - 1
            full_marks[:, number] = np.maximum(1, question.full_marks + steps)
            column += 1
    return Draws(
        np.array([question.weight for question in version.questions])
        * (low + (high - low) * parts["question_weights"]),
        np.array(version.weights) * (low + (high - low) * parts["area_weights"]),
        tuple(points),
        full_marks,
        parts["missing_rule"][:, 0] >= 0.5,
        parts["aggregation"][:, 0] >= 0.5,
        parts["composites"][:, 0] >= 0.5,
    )


def sort_draws(version: Version, columns: np.ndarray) -> np.ndarray:
    """The order in which draws with the same categories stand together, so that each kind is computed as one block."""
    import numpy as np

    parts = design_inputs(version).split(columns)
    kinds = [parts[name][:, 0] >= 0.5 for name in ("missing_rule", "composites", "aggregation")]
    return np.lexsort(kinds)


def draw_inputs(version: Version, draws: int, seed: int) -> Draws:
    """`draws` random draws; the same seed and version give the same."""
    import zlib

    import numpy as np

    name = f"{version.methodology_id}|{version.index_code}".encode()
    generator = np.random.default_rng([seed, zlib.crc32(name)])
    columns = generator.random((draws, design_inputs(version).size))
    return make_draws(version, columns[sort_draws(version, columns)])


def worth_of_sets(draws: Draws, question: Question, number: int, sets: tuple[frozenset[str], ...]) -> np.ndarray:
    """Scores (0 to 100) of option sets of the question with this number in each draw: draws × sets."""
    import numpy as np

    holds = np.array([[option in each for option in question.points] for each in sets], dtype=float)
    points = draws.points[number] @ holds.reshape(len(sets), len(question.points)).T
    if question.is_multiple:
        return 100 * np.minimum(1, points / draws.full_marks[:, [number]])
    return 100 * points
