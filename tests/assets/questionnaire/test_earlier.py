"""What stands beside the questions: the answers of the last cycle before, as far as they can still be given."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.questionnaires import METHODOLOGY, form
from support.small_releases import MAPPED, MULTIPLE, SECOND, SINGLE, THIRD, options_of, write_release

from assets.questionnaire.book import Previous
from assets.questionnaire.earlier import City, carry_question, read_earlier, read_register


@pytest.fixture
def release(tmp_path) -> Path:
    return write_release(tmp_path)


def test_the_register_has_published_and_unpublished_cities(release) -> None:
    assert read_register(release) == {
        "xa-alba": City("xa-alba", "Alba", ("fr", "de")),
        "xa-bela": City("xa-bela", "Bela"),
    }


def test_the_last_cycle_before_stands_beside_the_questions(release) -> None:
    earlier = read_earlier(release, 2026, form())["xa-alba"]
    assert earlier.cycle == 2023
    assert earlier.answers == {
        SINGLE: Previous((options_of(SINGLE, 1),)),
        MULTIPLE: Previous(tuple(options_of(MULTIPLE, 2).split("|"))),
        SECOND: Previous(state="changed"),
        THIRD: Previous(state="dont_know"),
    }


def test_one_city_can_be_asked_for(release) -> None:
    assert set(read_earlier(release, 2026, form(), ["xa-bela"])) == {"xa-bela"}
    assert read_earlier(release, 2010, form()) == {}


def test_a_question_carries_over_by_the_map_in_both_directions(release) -> None:
    old, new = MAPPED["question_code_a"], MAPPED["question_code_b"]
    assert old not in form().questions
    earlier = read_earlier(release, 2026, form())["xa-bela"]
    assert (earlier.cycle, list(earlier.answers)) == (2014, [new])
    assert carry_question(form(), MAPPED["methodology_id_a"], old).code == new
    assert carry_question(form(), METHODOLOGY, old) is None
    assert carry_question(form(), "icc-2008", "NOSUCH") is None
