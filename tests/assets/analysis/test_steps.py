"""Next steps: what could change, a parent before its child, ranked by gain; each gain is that of the scenario filed."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.panels import YES_NO, make_version

from assets.analysis.candidates import Candidate, Standing, choose_steps, improve, list_candidates, open_up
from assets.analysis.steps import ScenarioDiffers, confirm_submitted
from assets.analysis.versions import Question
from assets.scenarios.baseline import read_release
from assets.scenarios.scores import compute_scenarios

NOTHING: frozenset[str] = frozenset()
ALL = frozenset(["q1", "q2", "q3", "q4"])


def stand(state: str, score: float = 0, *options: str) -> Standing:
    return Standing(state, score, frozenset(options))


def test_a_single_choice_goes_to_its_best_option_and_a_multiple_one_gets_one_more() -> None:
    one, several = make_version().questions[:2]
    assert improve(one, stand("answered", 50, "partly"), NOTHING) == {"yes"}
    assert improve(one, stand("answered", 100, "yes"), NOTHING) is None
    assert improve(one, stand("unanswered"), NOTHING) == {"yes"}
    assert improve(several, stand("answered", 50, "b"), NOTHING) == {"a", "b"}
    assert improve(several, stand("answered", 100, "a", "b"), NOTHING) is None
    none = Question("q", 0, 1.0, True, 2.0, {"none": 0.0, "a": 0.5, "b": 1.0})
    assert improve(none, stand("answered", 0, "none"), frozenset(["none"])) == {"b"}
    worthless = Question("q", 0, 1.0, False, 1.0, {"x": 0.0, "y": 0.0})
    assert improve(worthless, stand("unanswered"), NOTHING) is None


def test_a_parent_opens_with_the_opening_option_that_is_worth_most() -> None:
    child = Question("c", 0, 1.0, False, 1.0, YES_NO, 0, frozenset(["partly", "no"]))
    parent = make_version().questions[0]
    assert open_up(parent, child, stand("answered", 100, "yes"), NOTHING) == {"partly"}
    nowhere = Question("c", 0, 1.0, False, 1.0, YES_NO, 0, NOTHING)
    assert open_up(parent, nowhere, stand("answered", 100, "yes"), NOTHING) is None


def test_a_closed_question_comes_with_its_parent_before_it() -> None:
    version = make_version()
    standings = {
        "q1": stand("answered", 0, "no"),
        "q2": stand("closed"),
        "q3": stand("answered", 100, "yes"),
        "q4": stand("not_asked"),
    }
    found = {each.question_codes: each for each in list_candidates(version.questions, standings, ALL, {})}
    assert set(found) == {("q1",), ("q1", "q2")}
    assert found["q1", "q2"].changes == (("q1", frozenset(["yes"])), ("q2", frozenset(["a"])))
    # an answer that was closed counts as soon as its question is open
    standings["q2"] = stand("closed", 0, "a", "b", "c")
    found = {each.question_codes: each for each in list_candidates(version.questions, standings, ALL, {})}
    assert found["q1", "q2"].changes[1] == ("q2", frozenset(["a", "b", "c"]))
    # what the city cannot change itself is nobody's next step
    assert {each.question_codes for each in list_candidates(version.questions, standings, ALL - {"q1"}, {})} == set()


def test_steps_are_ranked_by_area_then_index_and_change_each_question_once() -> None:
    def about(*codes: str) -> Candidate:
        return Candidate(tuple((code, frozenset(["yes"])) for code in codes))

    listed = [(about("a"), 10.0, 1.0), (about("a", "b"), 30.0, 3.0), (about("c"), 10.0, 2.0), (about("d"), 10.0, None), (about("e"), 0.0, 0.0)]  # fmt: skip
    assert choose_steps(listed, 5) == [1, 2, 3]
    assert choose_steps(listed, 2) == [1, 2]
    assert choose_steps([], 5) == []


@given(st.dictionaries(st.sampled_from(["q1", "q2", "q3", "q4"]), st.sampled_from(["answered", "unanswered", "closed", "rejected", "dont_know"]), min_size=1))  # fmt: skip
def test_every_candidate_is_reachable(states) -> None:
    version = make_version()
    questions = {question.code: question for question in version.questions}
    standings = {code: stand(state) for code, state in states.items()}
    for candidate in list_candidates(version.questions, standings, ALL, {}):
        answers = dict(candidate.changes)
        for code in candidate.question_codes:
            assert set(answers[code]) <= set(questions[code].points)
            parent = questions[code].parent
            if standings[code].state == "closed":
                above = version.questions[parent]
                assert answers[above.code] & questions[code].opening
                codes = candidate.question_codes
                assert codes.index(above.code) < codes.index(code)


@pytest.fixture(scope="module")
def steps(small) -> pd.DataFrame:
    return pd.read_parquet(small.release / "public" / "data" / "next_steps.parquet")


def test_each_gain_is_that_of_the_scenario_from_the_release(small, steps) -> None:
    """The study works inside the run; here the same changes are asked of the published release, as `whatif` does."""
    answers = [
        {
            "scenario_id": f"{row.city_code} {row.step_rank}",
            "cycle": row.cycle,
            "city_code": row.city_code,
            "question_code": change.partition("=")[0],
            "option_codes": change.partition("=")[2],
        }
        for row in steps.itertuples()
        for change in row.changes.split("; ")
    ]
    found = compute_scenarios(read_release(small.release), pd.DataFrame(answers))
    areas = found.areas.set_index(["scenario_id", "city_code", "index_code", "area_code"])["score"]
    indexes = found.indexes.set_index(["scenario_id", "city_code", "index_code"])["score"]
    assert steps["city_code"].nunique() > 20
    for row in steps.itertuples():
        name = f"{row.city_code} {row.step_rank}"
        place = (row.city_code, row.index_code)
        assert row.gain_area == pytest.approx(
            areas[name, *place, row.area_code] - areas["submitted", *place, row.area_code], abs=1e-9
        )
        assert row.gain_index == pytest.approx(
            indexes[name, *place] - indexes["submitted", *place], abs=1e-9, nan_ok=True
        )


def test_steps_are_about_inputs_that_the_city_decides_itself(small, steps) -> None:
    questions = pd.read_parquet(small.release / "public" / "data" / "reference" / "questions.parquet").set_index(
        "question_code"
    )
    named = {code for codes in steps["question_codes"] for code in codes.split("|")}
    assert set(questions.loc[sorted(named), "actionable"]) == {"city"}
    assert set(questions.loc[sorted(named), "data_type"]) == {"input"}
    assert steps["step_rank"].between(1, 5).all()
    assert (steps.groupby("city_code")["gain_area"].diff().dropna() <= 1e-9).all()
    assert (steps["peers_with"] <= steps["peers"]).all()


def test_a_baseline_that_differs_from_the_scores_layer_is_a_fault(small) -> None:
    with small.home.connect() as connection:
        with pytest.raises(ScenarioDiffers, match="xx-nowhere"):
            confirm_submitted(connection, 2025, {("submitted", "xx-nowhere", "core", "INDEX"): 50.0})
        confirm_submitted(connection, 2025, {("step-0001", "xx-nowhere", "core", "INDEX"): 50.0})
