"""The profile of a city: how many of its answers stand for each principle of the approach, and for each kind of data.

Counts alone. Nothing is summed to a score: principles and kinds of data have no weight in the index.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reports.book import Row
from reports.language import say
from reports.words_by_code import DATA_TYPES, PRINCIPLES

OUTSIDE = ("not_asked", "not_applicable")
FULL = 100.0


@dataclass(frozen=True)
class Line:
    """One principle, or kind of data: questions that apply to the city, and what its answers bring."""

    name: str
    questions: int
    answered: int
    full: int
    part: int

    @property
    def none(self) -> int:
        """Answered, and without a point."""
        return self.answered - self.full - self.part


def describe_profile(questions: dict[str, Row], indicators: Iterable[Row]) -> list[tuple[str, list[Line]]]:
    """By principle and by kind of data; of what no question applies there is no line. `questions` are the seed by code."""
    rows = [(questions[row["question_code"]], row) for row in indicators if row["state"] not in OUTSIDE]
    return [
        (title, [line for code in names if (line := count_answers(rows, column, code, say(names[code]))).questions])
        for title, column, names in (
            (say("By principle"), "principle", PRINCIPLES),
            (say("By kind of data"), "data_type", DATA_TYPES),
        )
    ]


def count_answers(rows: list[tuple[Row, Row]], column: str, code: str, name: str) -> Line:
    own: list[dict[str, Any]] = [row for question, row in rows if question[column] == code]
    said = [row["score"] for row in own if row["state"] == "answered"]
    return Line(
        name, len(own), len(said), sum(score == FULL for score in said), sum(0 < score < FULL for score in said)
    )
