"""Two versions of a submission beside each other: what is answered otherwise, added, withdrawn, or only better shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.questionnaires import form

from reports.version_difference import VersionsNotThere, compare_versions, to_json, write_lines

QUESTIONS = form().questions
FIRST, SECOND, THIRD, FOURTH, FIFTH = list(QUESTIONS)[:5]


def row(
    version: int, question: str, options: str | None = None, submission: str = "s", **changed: Any
) -> dict[str, Any]:
    return {
        "submission_id": submission, "submission_version": version, "question_code": question, "option_codes": options,
        "dont_know": None, "not_applicable_reason": None, "evidence_text": None, "evidence_url": None, "department": None,
        "arrived_on": date(2026, 5, version), "is_current": "yes" if version == 3 else "no", **changed,
    }  # fmt: skip


ROWS = [
    row(1, FIRST, "old"),
    row(2, FIRST, "a"),
    row(2, SECOND, "b|a"),
    row(2, THIRD, "a"),
    row(2, FIFTH, "a", evidence_text="a plan"),
    row(3, FIRST, "c"),
    row(3, SECOND, "a|b"),
    row(3, FOURTH, dont_know="yes"),
    row(3, FIFTH, "a", evidence_text="a strategy"),
    row(1, FIRST, "a", submission="t"),
]


def test_each_question_is_told_once() -> None:
    (difference,) = compare_versions(ROWS)
    assert (difference.submission_id, difference.from_version, difference.to_version) == ("s", 2, 3)
    assert difference.is_current
    assert {(change.kind, change.question_code) for change in difference.changes} == {
        ("changed", FIRST),
        ("withdrawn", THIRD),
        ("added", FOURTH),
        ("beside", FIFTH),
    }
    assert difference.unchanged == 1, "the order of options says nothing"
    assert list(write_lines([difference], form()))[:2] == [
        "s: version 2 (arrived 2026-05-02) → version 3 (arrived 2026-05-03), counts now",
        "  answered otherwise: 1, added: 1, withdrawn: 1, only evidence or department changed: 1, unchanged: 1",
    ]
    lines = list(write_lines([difference], None))
    assert lines[lines.index("Answered otherwise:") + 2] == "    a → c"
    assert "    no answer → don't know" in lines
    assert "    evidence_text: a plan → a strategy" in lines


def test_labels_stand_beside_codes() -> None:
    codes = [option.code for option in QUESTIONS[FIRST].options]
    pair = compare_versions([row(1, FIRST, codes[0]), row(2, FIRST, codes[1])])
    label = QUESTIONS[FIRST].options[1].label
    assert any(line.endswith(f"→ {codes[1]} ({label})") for line in write_lines(pair, form()))


def test_versions_can_be_named() -> None:
    (difference,) = compare_versions(ROWS, "s", 1, 3)
    assert (difference.from_version, difference.to_version) == (1, 3)
    (back,) = compare_versions(ROWS, "s", 3, 1)
    assert not back.is_current
    assert to_json([back])[0]["changes"][0]["after"][0]["option_codes"] == "old"


@pytest.mark.parametrize("asked", [("t", None, None), ("s", 1, 7), ("u", None, None), ("s", 2, 2)])
def test_versions_that_are_not_there_list_those_that_are(asked) -> None:
    with pytest.raises(VersionsNotThere, match=r"There are \(submission: versions\): s: 1, 2, 3; t: 1\."):
        compare_versions(ROWS, *asked)
