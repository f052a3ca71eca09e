"""A questionnaire workbook while it is being read: whose it is, and the problems met so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assets.intake.problems import Problem, Subject, ticket_kinds
from assets.questionnaire.form import Form
from assets.questionnaire.layout import ANSWERS, STRATEGIES, VERSION_KEY, Assignment

HARMLESS = ("info", "warning")


def blame(
    assignment: Assignment,
    code: str,
    location: str,
    values: Mapping[str, Any],
    version: int | None = None,
    subject: Subject | None = None,
) -> Problem:
    """A problem of a workbook, which the next version of the same submission (or of the subject) mends."""
    return Problem(
        code, location, values, assignment.city_code, assignment.cycle,
        subject or Subject("answers", assignment.submission_id, version),
    )  # fmt: skip


@dataclass
class Submission:
    """What the cover says: `values` are the cells that the city fills in, as canonical text; `language` is the one it reads."""

    assignment: Assignment
    form: Form
    language: str
    values: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    subject: Subject | None = None  # what is being read, where it is not the submission as a whole
    kind: str = ANSWERS  # what the workbook is about: answers of a cycle, or a strategy, which is of no cycle

    def blame(self, code: str, location: str, **values: object) -> None:
        """Keep a problem of this submission."""
        if self.kind == STRATEGIES:
            subject = self.subject or Subject(STRATEGIES, None, None)
            self.problems.append(Problem(code, location, values, self.assignment.city_code, None, subject))
            return
        number = self.values.get(VERSION_KEY)
        self.problems.append(
            blame(self.assignment, code, location, values, int(number) if number else None, self.subject)
        )

    def is_clean_after(self, read: Callable[[], None]) -> bool:
        """Whether something can be read without meeting a problem that makes its row unusable."""
        before = len(self.problems)
        read()
        return all(ticket_kinds()[each.code]["severity"] in HARMLESS for each in self.problems[before:])
