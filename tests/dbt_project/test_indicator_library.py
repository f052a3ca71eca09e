"""The shipped library of indicators: large enough, and everything that it names is there."""

from __future__ import annotations

import pandas as pd
import pytest
from support.built_models import SEEDS

THEMES = {
    "belonging", "feeling valued", "cohesion", "attitudes to diversity", "experienced discrimination", "well-being",
    "gaps in education", "gaps in work", "gaps in health", "gaps in housing", "participation", "trust", "interaction",
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> pd.DataFrame:
    return pd.read_csv(SEEDS / "indicator_library.csv", keep_default_na=False)


def read_codes(name: str) -> set[str]:
    return set(pd.read_csv(SEEDS / f"{name}s.csv")[f"{name}_code"])


def test_there_are_indicators_of_every_kind_and_theme(library) -> None:
    assert len(library) >= 60
    assert library["indicator_code"].is_unique
    assert library["name"].is_unique
    assert set(library["kind"]) == {"output", "outcome", "impact"}
    assert set(library["theme"]) - {""} == THEMES
    assert set(library["wanted_direction"]) == {"up", "down"}
    assert set(library["collection_cost"]) == {"low", "medium", "high"}


def test_every_area_with_questions_has_some(library) -> None:
    versions = pd.read_csv(SEEDS / "methodology_questions.csv")
    assert set(library["area_code"]) == set(versions["area_code"])


def test_related_questions_are_questions_of_the_index(library) -> None:
    named = {code for codes in library["question_codes"] for code in codes.split("|")}
    assert named <= read_codes("question")


def test_nothing_that_a_city_needs_is_empty(library) -> None:
    needed = ["definition", "unit", "source", "breakdown", "collection_frequency", "question_codes"]
    assert not (library[needed] == "").any().any()


def test_scales_have_an_end_above_their_beginning(library) -> None:
    scales = library[(library["scale_min"] != "") & (library["scale_max"] != "")]
    assert (scales["scale_min"].astype(float) < scales["scale_max"].astype(float)).all()
