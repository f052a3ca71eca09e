"""What stands beside the questions: the answers of the last cycle before, as far as they can still be given."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from support.questionnaires import METHODOLOGY, form

from assets.questionnaire.book import Previous
from assets.questionnaire.earlier import City, carry_question, read_earlier, read_register
from assets.questionnaire.form import read_seed

MULTIPLE = next(code for code, each in form().questions.items() if each.is_multiple)
SINGLE, SECOND, THIRD, FOURTH = [code for code, each in form().questions.items() if not each.is_multiple][:4]
MAPPED = read_seed("question_map")[0]  # an old question that carries over to one of another code


def options_of(code: str, count: int) -> str:
    return "|".join(option.code for option in form().questions[code].options[:count])


@pytest.fixture
def release(tmp_path) -> Path:
    """A release with two cities, one of them not published, in two cycles."""
    public, internal = tmp_path / "public" / "data", tmp_path / "internal" / "data"
    columns = ["city_code", "cycle", "methodology_id", "question_code", "state", "option_codes"]
    seen = [
        ("xa-alba", 2023, METHODOLOGY, SINGLE, "answered", options_of(SINGLE, 1)),
        ("xa-alba", 2023, METHODOLOGY, MULTIPLE, "answered", options_of(MULTIPLE, 2)),
        ("xa-alba", 2023, METHODOLOGY, SECOND, "answered", "an_old_option"),
        ("xa-alba", 2023, METHODOLOGY, THIRD, "dont_know", None),
        ("xa-alba", 2023, METHODOLOGY, FOURTH, "closed", None),
        ("xa-alba", 2023, "icc-2016", SINGLE, "answered", "back-cast"),
        ("xa-alba", 2020, METHODOLOGY, SINGLE, "answered", "older"),
        ("xa-alba", 2026, METHODOLOGY, SINGLE, "answered", "not before"),
    ]
    hidden = [("xa-bela", 2014, "icc-2008", MAPPED["question_code_a"], "answered", "yes")]
    cities = ["city_code", "city_name", "languages"]
    for folder, name, rows, names in (
        (public, "indicator_scores", seen, columns),
        (internal, "draft_indicator_scores", hidden, columns),
        (public, "cities", [("xa-alba", "Alba", "fr|de")], cities),
        (internal, "draft_cities", [("xa-bela", "Bela", None)], cities),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        pd.DataFrame(rows, columns=names).to_parquet(folder / f"{name}.parquet")
    return tmp_path


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
