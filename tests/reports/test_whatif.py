"""How a scenario reads: scores before and after, what opens and closes, and what to know about each change."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from assets.scenarios.baseline import Baseline
from assets.scenarios.changes import Questionnaire
from assets.scenarios.comparison import Comparison
from assets.scenarios.formula import Formula
from reports.whatif import WhatIf, describe_whatif, show_change, show_points, to_json, write_lines

QUESTIONS = [
    {"methodology_id": "m", "question_code": code, "parent_question_code": parent, "parent_opening_options": opening}
    for code, parent, opening in (("TOP", None, None), ("MID", "TOP", "yes|partly"), ("LOW", "MID", "yes"))
]
SEEDS = {
    "methodology_questions": QUESTIONS,
    "methodology_areas": [
        {"area_code": "WHOLE", "parent_area_code": None},
        {"area_code": "PART", "parent_area_code": "WHOLE"},
    ],
    "areas": [
        {"area_code": "WHOLE", "area_name": "The whole", "sort_order": 1},
        {"area_code": "PART", "area_name": "A part", "sort_order": 2},
    ],
    "questions": [
        {"question_code": row["question_code"], "question_text": f"{row['question_code']}?"} for row in QUESTIONS
    ],
}


def question(code: str, before: str, after: str, **values: Any) -> dict[str, Any]:
    """A row of the comparison: `state` or `state option` before and after."""
    row: dict[str, Any] = {"question_code": code, "is_changed": before != after}
    for when, said in (("before", before), ("after", after)):
        state, _, options = said.partition(" ")
        row |= {
            f"state_{when}": state,
            f"option_codes_{when}": options or None,
            f"score_{when}": 100.0 if state == "answered" else 0.0,
            f"review_decision_{when}": None,
            f"is_stale_{when}": False,
        }
    return row | values


def node(is_changed: bool = True, **values: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"index_code": "core", "is_changed": is_changed, "difference": 2.005}
    for when, score in (("before", 40.0), ("after", 42.005)):
        row |= {
            f"score_{when}": score,
            f"coverage_{when}": 0.7,
            f"coverage_status_{when}": "partial",
            f"comparability_reason_{when}": None,
        }
    return row | values


def describe(
    *indicators: dict[str, Any],
    answers: tuple[dict[str, Any], ...] = (),
    reviews: tuple[dict[str, Any], ...] = (),
    disagreed: tuple[str, ...] = (),
    questionnaire: str = "m",
    indexes: tuple[dict[str, Any], ...] = (node(),),
    areas: tuple[dict[str, Any], ...] = (node(area_code="PART"), node(False, area_code="WHOLE")),
) -> WhatIf:
    filed = [{"cycle": 2020, "city_code": "xa-a", "question_code": code, "is_disagreed": True} for code in disagreed]
    baseline = Baseline(
        formula=Formula(()),
        participations=pa.table({}),
        answers=pa.Table.from_pylist(filed),
        reviews=pa.table({}),
        reference={f"reference.{name}": pa.Table.from_pylist(rows) for name, rows in SEEDS.items()},
    )
    asked = Questionnaire("xa-a", 2020, "m", questionnaire, {}, {})
    comparison = Comparison(pd.DataFrame(list(indexes)), pd.DataFrame(list(areas)), pd.DataFrame(list(indicators)))
    return describe_whatif("2020-abc", baseline, asked, answers, reviews, comparison)


SET_LOW, SET_TOP = {"question_code": "LOW", "option_codes": "yes"}, {"question_code": "TOP", "option_codes": "no"}


def test_scores_are_shown_with_two_decimals_half_away_from_zero() -> None:
    assert [show_points(value) for value in (None, 0.0, 1.005, 66.666)] == ["–", "0.00", "1.00", "66.67"]
    assert [show_change(value) for value in (None, 0.001, 2.0, -0.125)] == ["–", "0.00", "+2.00", "−0.13"]


def test_indexes_areas_and_questions_are_printed() -> None:
    found = describe(
        question("TOP", "answered no", "answered yes"), question("LOW", "closed", "answered yes"), answers=(SET_LOW,)
    )
    assert list(write_lines(found, "Alba")) == [
        "What if? Alba (xa-a), cycle 2020, m",
        "Our computation, not an official result, from the release 2020-abc. Nothing is filed or written.",
        "",
        "Core index: 40.00 → 42.01 (+2.01)",
        "  The whole (WHOLE): 40.00 → 42.01 (+2.01)",
        "  A part (PART): 40.00 → 42.01 (+2.01)",
        "",
        "Questions that change:",
        "  TOP answered (no) → answered (yes): 100.00 → 100.00",
        "      TOP?",
        "  LOW closed by an earlier answer → answered (yes): 0.00 → 100.00",
        "      LOW?",
    ]


def test_a_score_that_is_not_published_says_why() -> None:
    missing = {"score_after": None, "difference": None}
    insufficient = node(coverage_after=0.4, coverage_status_after="insufficient", **missing)
    below = node(comparability_reason_after="area_below_50", **missing)
    lines = list(
        write_lines(describe(question("TOP", "answered", "unanswered"), indexes=(insufficient, below)), "Alba")
    )
    assert (
        "Core index: 40.00 → – (–); coverage 70 % (partial) → 40 % (too little to show); no score: too little to show"
        in lines
    )
    assert "Core index: 40.00 → – (–); no score: less than half of the area was asked" in lines


def test_areas_without_a_change_are_left_out() -> None:
    lines = list(
        write_lines(describe(question("TOP", "answered", "answered"), areas=(node(False, area_code="PART"),)), "Alba")
    )
    assert not [line for line in lines if "PART" in line]
    assert "No question changes." in lines


@pytest.mark.parametrize(
    ("indicators", "changes", "notes"),
    [
        (
            [
                question("TOP", "answered no", "answered no"),
                question("MID", "closed", "closed"),
                question("LOW", "closed", "closed yes", is_stale_after=True),
            ],
            {"answers": (SET_LOW,)},
            [
                "LOW stays closed, and what is said about it has no effect: its parent MID is closed by an earlier answer. "
                "It opens with TOP=yes or partly and MID=yes."
            ],
        ),
        (
            [
                question("TOP", "answered yes", "answered no"),
                question("MID", "answered no", "closed no", is_stale_after=True),
            ],
            {"answers": (SET_TOP,)},
            ["MID closes: the answer given to it is kept and not scored."],
        ),
        ([question("TOP", "answered no", "answered no")], {"answers": (SET_TOP,)}, ["TOP: nothing changes."]),
        (
            [question("TOP", "unanswered", "unanswered", is_changed=True)],
            {"reviews": ({"question_code": "TOP", "decision": "rejected"},)},
            ["TOP: nothing changes."],
        ),
        (
            [question("TOP", "answered yes", "answered no", review_decision_before="corrected")],
            {"answers": (SET_TOP,), "disagreed": ("TOP",)},
            [
                "A review says corrected about TOP; here the new answer counts as accepted.",
                "Departments disagree about TOP; here all of them say the new answer.",
            ],
        ),
        (
            [question("MID", "not_applicable", "not_applicable yes")],
            {"answers": ({"question_code": "MID", "option_codes": "yes"},)},
            ["MID does not apply, and what is said about it has no effect: its parent TOP does not apply."],
        ),
        (
            [question("TOP", "answered yes", "answered no")],
            {"answers": (SET_TOP,), "questionnaire": "older"},
            [
                "The city filled in older; scores are those of the cycle's own version, m. "
                "Questions that do not carry over have no effect."
            ],
        ),
    ],
    ids=[
        "stale",
        "closes",
        "the same",
        "decision without effect",
        "against review and departments",
        "inapplicable",
        "other version",
    ],
)
def test_notes_say_what_to_know(indicators: list[dict[str, Any]], changes: dict[str, Any], notes: list[str]) -> None:
    found = describe(*indicators, **changes)
    assert list(found.notes) == notes
    assert list(write_lines(found, "Alba"))[-len(notes) :] == [f"Note: {note}" for note in notes]


def test_machines_get_figures_as_computed_and_null_where_there_is_none() -> None:
    found = to_json(describe(question("TOP", "answered no", "unanswered"), answers=({**SET_TOP, "scenario_id": "x"},)))
    assert found["indexes"][0]["score_after"] == 42.005
    assert found["indexes"][0]["comparability_reason_after"] is None
    assert found["answers"] == [SET_TOP]
    assert [row["question_code"] for row in found["indicators"]] == ["TOP"]
