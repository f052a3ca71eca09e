"""The questionnaires that the fictional cities fill in, and the units of facts, as the seeds have them.

Only reads; how a city answers belongs to `answers.py`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

USED_SEEDS = (
    "methodologies", "methodology_questions", "methodology_options", "fact_codes", "question_roles", "indicator_library",
    "survey_items", "survey_groups", "areas",
)  # fmt: skip
SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"


@dataclass(frozen=True)
class Option:
    code: str
    points: float
    is_exclusive: bool


@dataclass(frozen=True)
class Question:
    """One question of a version, its options from the least to the most worth."""

    code: str
    area: str
    is_core: bool
    is_multiple: bool
    full_marks: float
    parent: str
    opening: frozenset[str]
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Version:
    """One version: its questions, parents before their children."""

    code: str
    first_cycle: int
    questions: tuple[Question, ...] = field(repr=False)

    @property
    def areas(self) -> list[str]:
        return sorted({question.area for question in self.questions})


def read_seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def read_versions() -> tuple[Version, ...]:
    """All versions in the order of their cycles."""
    options: dict[tuple[str, str], list[Option]] = {}
    for row in read_seed("methodology_options"):
        options.setdefault((row["methodology_id"], row["question_code"]), []).append(
            Option(row["option_code"], float(row["points"]), row["is_exclusive"] == "yes")
        )
    questions: dict[str, list[Question]] = {}
    for row in read_seed("methodology_questions"):
        key = (row["methodology_id"], row["question_code"])
        questions.setdefault(row["methodology_id"], []).append(
            Question(
                code=row["question_code"],
                area=row["area_code"],
                is_core=row["index_code"] == "core",
                is_multiple=row["answer_kind"] == "multi",
                full_marks=float(row["full_marks"] or 1),
                parent=row["parent_question_code"],
                opening=frozenset(filter(None, row["parent_opening_options"].split("|"))),
                options=tuple(sorted(options[key], key=lambda option: (option.points, option.code))),
            )
        )
    return tuple(
        Version(
            code=row["methodology_id"],
            first_cycle=int(row["first_cycle"]),
            questions=tuple(order_by_parent(questions[row["methodology_id"]])),
        )
        for row in sorted(read_seed("methodologies"), key=lambda row: int(row["first_cycle"]))
    )


def order_by_parent(questions: list[Question]) -> list[Question]:
    """Parents before their children, else the order of the questionnaire."""
    ordered: list[Question] = []
    waiting = list(questions)
    while waiting:
        done = {question.code for question in ordered}
        ready = [question for question in waiting if not question.parent or question.parent in done]
        ordered.extend(ready)
        waiting = [question for question in waiting if question not in ready]
    return ordered


def version_of(cycle: int) -> Version:
    """The version that a cycle belongs to."""
    return [version for version in read_versions() if version.first_cycle <= cycle][-1]


@cache
def read_units() -> dict[str, str]:
    """The unit of each kind of fact."""
    return {row["fact_code"]: row["unit"] for row in read_seed("fact_codes")}


@cache
def read_roles() -> dict[str, set[str]]:
    """What some questions are to the checks: codes by role."""
    roles: dict[str, set[str]] = {}
    for row in read_seed("question_roles"):
        roles.setdefault(row["role"], set()).add(row["question_code"])
    return roles


@cache
def read_area_codes() -> dict[str, str]:
    """The code of each area by its name."""
    return {row["area_name"]: row["area_code"] for row in read_seed("areas")}


def read_library() -> list[dict[str, str]]:
    """The ready indicators that strategies can choose from."""
    return read_seed("indicator_library")
