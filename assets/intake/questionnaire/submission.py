"""A questionnaire workbook while it is being read: whose it is, and the problems met so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from assets.intake.problems import Problem, ticket_kinds
from assets.questionnaire.form import Form
from assets.questionnaire.layout import Assignment

HARMLESS = ("info", "warning")


@dataclass
class Submission:
    """What the cover says: `values` are the cells that the city fills in, as canonical text; `language` is the one it reads."""

    assignment: Assignment
    form: Form
    language: str
    values: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def blame(self, code: str, location: str, **values: object) -> None:
        """Keep a problem of this city and cycle."""
        own = self.assignment
        self.problems.append(Problem(code, location, values, own.city_code, own.cycle))

    def is_clean_after(self, read: Callable[[], None]) -> bool:
        """Whether something can be read without meeting a problem that makes its row unusable."""
        before = len(self.problems)
        read()
        return all(ticket_kinds()[each.code]["severity"] in HARMLESS for each in self.problems[before:])
