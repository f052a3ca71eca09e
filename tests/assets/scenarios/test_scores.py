"""Scenarios in small: children that open and close, reviews that come later, are replaced or out of date."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from support.built_models import CompiledProject

from assets.intake.reading import read_files
from assets.scenarios import scores as scenarios
from assets.scenarios.baseline import Baseline, read_warehouse
from assets.scenarios.comparison import NotAsPublished, compare_scenarios, confirm_published
from assets.scenarios.scores import SUBMITTED, compute_scenarios

CITY = {"cycle": 2020, "city_code": "xa-a"}
FILES = [
    ("cities.csv", b"city_code,city_name,country_iso2\nxa-a,Alba,XA\nxa-b,Brava,XA\n"),
    (
        "answers.csv",
        b"""cycle,city_code,submission_id,submission_version,question_code,option_codes
2020,xa-a,s1,1,MED1,none
2020,xa-a,s1,1,MED2,institutions
2020,xa-a,s1,1,MED3,no
2020,xa-b,s1,1,MED1,none
""",
    ),
    (
        "reviews.csv",
        b"""review_id,review_version,cycle,city_code,question_code,decision,expected_option_codes,reviewed_on
r1,1,2020,xa-a,MED3,accepted,no,2020-06-01
""",
    ),
]


@pytest.fixture(scope="module")
def small(project: CompiledProject) -> Baseline:
    with project.build(read_files(FILES)) as connection:
        return read_warehouse(connection, project.formula)


def state_of(
    small: Baseline, question: str, *answers: dict[str, Any], reviews: tuple[dict[str, Any], ...] = ()
) -> tuple[str, float]:
    """State and score of a question in the one scenario of these rows."""
    rows, decisions = (
        pd.DataFrame([{"scenario_id": "if", **CITY, **row} for row in each]) if each else None
        for each in (answers, reviews)
    )
    found = compute_scenarios(small, rows, decisions).indicators
    row = found[(found["scenario_id"] == "if") & (found["question_code"] == question)]
    return row["state"].item(), row["score"].item()


def test_a_child_opens_and_closes_with_its_parent(small: Baseline) -> None:
    opened = {"question_code": "MED1", "option_codes": "civil_society|municipal_generalist"}
    assert state_of(small, "MED2", {"question_code": "MED3"}) == ("closed", 0)
    assert state_of(small, "MED2", opened) == ("answered", pytest.approx(100 / 3))
    assert state_of(small, "MED2", {"question_code": "MED1", "dont_know": "yes"})[0] == "answered"
    both = {"question_code": "MED2"}
    assert state_of(small, "MED2", opened, both) == ("unanswered", 0)


def test_an_answer_is_accepted_against_any_review(small: Baseline) -> None:
    assert (
        state_of(small, "MED3", {"question_code": "MED3", "not_applicable_reason": "no mediation"})[0]
        == "not_applicable"
    )
    assert state_of(small, "MED3", {"question_code": "MED3", "option_codes": "yes"}) == ("answered", 100)


def test_a_decision_of_the_scenario_comes_last(small: Baseline) -> None:
    rejected = {"question_code": "MED3", "decision": "rejected"}
    assert state_of(small, "MED3", reviews=(rejected,))[0] == "rejected"
    answer = {"question_code": "MED3", "option_codes": "yes"}
    assert state_of(small, "MED3", answer, reviews=(rejected,))[0] == "rejected"
    corrected = {"question_code": "MED3", "decision": "corrected", "corrected_option_codes": "yes"}
    assert state_of(small, "MED3", reviews=(corrected,)) == ("answered", 100)


@pytest.mark.parametrize(
    ("review", "state"),
    [
        ({"expected_option_codes": "no", "reviewed_on": "2020-07-01"}, "rejected"),
        ({"expected_option_codes": "yes", "reviewed_on": "2020-07-01"}, "answered"),  # it saw another answer
        ({"expected_option_codes": "no", "reviewed_on": "2020-01-01"}, "answered"),  # an earlier one than what is there
        (
            {"expected_option_codes": "no", "reviewed_on": "2020-01-01", "review_id": "r1"},
            "rejected",
        ),  # its next version
    ],
)
def test_reviews_are_previewed_as_they_would_be_filed(small: Baseline, review: dict[str, Any], state: str) -> None:
    dated = {**review, "reviewed_on": pd.Timestamp(review["reviewed_on"]).date()}
    decision = {"question_code": "MED3", "decision": "rejected", **dated}
    assert state_of(small, "MED3", reviews=(decision,))[0] == state


def test_a_city_is_accepted_as_a_whole(small: Baseline) -> None:
    not_applicable = pd.DataFrame([{"scenario_id": "if", **CITY, "decision": "accepted"}])
    found = compute_scenarios(small, reviews=not_applicable).indicators
    decided = found[found["scenario_id"] == "if"].set_index("question_code")["review_decision"]
    assert (decided == "accepted").all()


def test_scenarios_do_not_depend_on_how_many_are_computed_at_once(
    small: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = pd.DataFrame(
        [
            {
                "scenario_id": f"s{number}",
                "cycle": 2020,
                "city_code": city,
                "question_code": "MED1",
                "option_codes": option,
            }
            for city in ("xa-a", "xa-b")
            for number, option in enumerate(("none", "civil_society", "municipal_generalist"))
        ]
    )
    together = compute_scenarios(small, rows)
    monkeypatch.setattr(scenarios, "AT_ONCE", 1)
    alone = compute_scenarios(small, rows)
    for name in ("indicators", "areas", "indexes"):
        pd.testing.assert_frame_equal(getattr(together, name), getattr(alone, name), check_exact=True)
    assert set(together.indexes["scenario_id"]) == {"s0", "s1", "s2", SUBMITTED}


def test_other_versions_are_scored_where_they_are_asked_for(small: Baseline) -> None:
    rows = pd.DataFrame([{"scenario_id": "if", **CITY, "question_code": "MED1", "option_codes": "none"}])
    assert set(compute_scenarios(small, rows).indexes["methodology_id"]) == {"icc-2019"}
    found = compute_scenarios(small, rows, under=["icc-2008", "icc-2019"])
    assert set(found.indexes["methodology_id"]) == {"icc-2008", "icc-2019"}


def test_comparison_puts_before_and_after_side_by_side(small: Baseline) -> None:
    rows = pd.DataFrame([{"scenario_id": "if", **CITY, "question_code": "MED1", "option_codes": "civil_society"}])
    comparison = compare_scenarios(compute_scenarios(small, rows))
    changed = comparison.indicators[comparison.indicators["is_changed"]].set_index("question_code")
    assert list(changed.index) == ["MED1", "MED2"]
    assert changed.loc["MED2", ["state_before", "state_after"]].tolist() == ["closed", "answered"]
    assert changed.loc["MED2", "difference"] == pytest.approx(100 / 3)
    areas = comparison.areas[comparison.areas["index_code"] == "core"].set_index("area_code")
    assert areas.loc["MED", ["score_before", "score_after"]].tolist() == pytest.approx([0, (50 + 100 / 3) / 3])
    assert list(areas.index[areas["is_changed"]]) == ["MED"], "the index has too little coverage for a score"


def test_a_formula_that_does_not_give_the_published_scores_is_a_fault(small: Baseline) -> None:
    rows = pd.DataFrame([{"scenario_id": "if", **CITY, "question_code": "MED1", "option_codes": "none"}])
    computed = compute_scenarios(small, rows)
    row = {**CITY, "methodology_id": "icc-2019"}
    published = [{**row, "index_code": index, "score": None} for index in ("core", "extended")]
    confirm_published(computed, published)
    with pytest.raises(NotAsPublished, match="core"):
        confirm_published(computed, [{**published[0], "score": 50.0}, published[1]])
