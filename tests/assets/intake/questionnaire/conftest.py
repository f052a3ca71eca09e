"""Templates as sheets in memory, and what reading them gives: rows and the words of the problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest
from support.questionnaires import Wanted, fill, form, make_template, write_on_grids

from assets.intake.formats import read_grids
from assets.intake.grids import Grid
from assets.intake.problems import FileRefusedError, word_problem
from assets.intake.questionnaire.workbook import Filled, read_questionnaire
from assets.questionnaire.book import Previous


class Told(NamedTuple):
    """A problem as a city official reads it."""

    code: str
    location: str
    what: str
    how_to_fix: str


@pytest.fixture(scope="session")
def english() -> list[Grid]:
    return read_grids(make_template()).grids


@pytest.fixture(scope="session")
def french() -> list[Grid]:
    return read_grids(make_template(language="fr")).grids


@pytest.fixture(scope="session")
def with_earlier() -> list[Grid]:
    """Beside each question stands its first option, of a multiple choice the first two."""
    answers = {
        question.code: Previous(tuple(option.code for option in question.options[: 2 if question.is_multiple else 1]))
        for question in form().questions.values()
    }
    return read_grids(make_template(previous=answers)).grids


@pytest.fixture
def read() -> Callable[[Iterable[Grid]], tuple[Filled | None, list[Told]]]:
    """Rows and problems of a workbook; None where it is refused as a whole."""

    def read_all(sheets: Iterable[Grid]) -> tuple[Filled | None, list[Told]]:
        filled, problems = None, []
        try:
            filled = read_questionnaire(list(sheets))
            problems = filled.problems
        except FileRefusedError as refusal:
            problems = list(refusal.problems)
        return filled, [Told(each.code, each.location, *word_problem(each)) for each in problems]

    return read_all


@pytest.fixture
def filled_in(english) -> Callable[[Wanted], list[Grid]]:
    """The English template with something written into it."""
    return lambda wanted: write_on_grids(english, fill(english, wanted))
