"""A version of the index as the analyses see it: questions with points, the tree of areas, weights.

Read from the reference tables; nothing about a single methodology is known here. Cities are `panels.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

INDEX = "INDEX"
TOP = -1  # parent of an area that hangs below the index itself


@dataclass(frozen=True)
class Question:
    """A question of a version: `points` by option, `area` an index into the areas of the version."""

    code: str
    area: int
    weight: float
    is_multiple: bool
    full_marks: float
    points: dict[str, float]
    parent: int | None = None
    opening: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Version:
    """One methodology and index_code. `parents` and `weights` are by area; an area has either questions or areas below it."""

    methodology_id: str
    index_code: str
    missing_rule: str
    questions: tuple[Question, ...]
    areas: tuple[str, ...]
    parents: tuple[int, ...]
    weights: tuple[float, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """Everything that has a score: the areas, then the index."""
        return (*self.areas, INDEX)

    def below(self, parent: int) -> list[int]:
        return [area for area, above in enumerate(self.parents) if above == parent]

    def questions_of(self, area: int) -> list[int]:
        return [number for number, question in enumerate(self.questions) if question.area == area]


def as_set(codes: object) -> frozenset[str]:
    return frozenset(str(codes).split("|")) if isinstance(codes, str) and codes else frozenset()


def read_versions(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Version]:
    """All versions of the reference tables, by (methodology_id, index_code)."""
    rules = connection.execute("select methodology_id, missing_rule from reference.methodologies").fetchall()
    questions = connection.execute(
        "select methodology_id, question_code, index_code, area_code, weight, answer_kind, full_marks, "
        "parent_question_code, parent_opening_options from reference.methodology_questions order by question_code"
    ).fetchall()
    points: dict[tuple[str, str], dict[str, float]] = {}
    for methodology_id, question_code, option_code, worth in connection.execute(
        "select methodology_id, question_code, option_code, points from reference.methodology_options "
        "order by sort_order, option_code"
    ).fetchall():
        points.setdefault((methodology_id, question_code), {})[option_code] = float(worth)
    tree: dict[tuple[str, str], list[tuple[str, str, float]]] = {}
    for methodology_id, index_code, *area in connection.execute(
        "select methodology_id, index_code, area_code, parent_area_code, weight from intermediate.int_areas__indexed "
        "order by methodology_id, index_code, area_code"
    ).fetchall():
        tree.setdefault((methodology_id, index_code), []).append((area[0], area[1], float(area[2])))
    versions = {}
    for (methodology_id, index_code), areas in tree.items():
        place = {code: number for number, (code, _, _) in enumerate(areas)}
        own = [row[1:] for row in questions if row[0] == methodology_id and (index_code != "core" or row[2] == "core")]
        numbers = {code: number for number, (code, *_) in enumerate(own)}
        versions[methodology_id, index_code] = Version(
            methodology_id,
            index_code,
            dict(rules)[methodology_id],
            tuple(
                Question(
                    code,
                    place[area_code],
                    float(weight),
                    answer_kind != "single",
                    float(full_marks or 1),
                    points.get((methodology_id, code), {}),
                    numbers.get(parent),
                    as_set(opening),
                )
                for code, _, area_code, weight, answer_kind, full_marks, parent, opening in own
            ),
            tuple(place),
            tuple(place.get(parent, TOP) for _, parent, _ in areas),
            tuple(weight for _, _, weight in areas),
        )
    return versions
