"""Templates that several tests look at."""

from __future__ import annotations

import pytest
from support.questionnaires import form, make_template

from assets.questionnaire.book import Previous


@pytest.fixture(scope="session")
def template() -> bytes:
    """The workbook of a city, in English, without earlier answers."""
    return make_template()


@pytest.fixture(scope="session")
def prefilled() -> bytes:
    """The workbook of a city with an earlier answer to every question: its first option, or its first two."""
    answers = {
        question.code: Previous(tuple(option.code for option in question.options[: 2 if question.is_multiple else 1]))
        for question in form().questions.values()
    }
    return make_template(previous=answers)
