"""The workbook of a reviewer: what it shows, and that what is decided in it comes back as reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.built_models import CompiledProject
from support.questionnaires import ASSIGNMENT, METHODOLOGY, form, load
from support.reviews import decide, find_cell

from assets.intake.reading import Reading, check_file, read_files
from assets.questionnaire.book import Request
from assets.questionnaire.languages import read_wording
from assets.questionnaire.layout import Assignment
from assets.reviews.material import Answered, Material, build_material, is_outdated
from assets.reviews.workbook import ReviewRequest, write_review

QUESTIONS = form().questions
SINGLE, SECOND, THIRD = [code for code, each in QUESTIONS.items() if not each.is_multiple and not each.parent][:3]
MULTIPLE = next(code for code, each in QUESTIONS.items() if each.is_multiple)
AREA_OF = {question.code: area.code for area in form().areas for question in area.questions}
ON = {"reviewed_on": date(2026, 6, 1), "reviewer_role": "expert"}


def code_of(question: str, number: int) -> str:
    return QUESTIONS[question].options[number].code


def label_of(question: str, number: int, language: str = "en") -> str:
    return read_wording(language).translate(QUESTIONS[question].options[number].label, question)


def said(question: str, department: str, number: int, **beside: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("dont_know", "not_applicable_reason", "evidence_text", "evidence_url"))
    return {
        "question_code": question, "submission_id": department, "answer_number": 1,
        "option_codes": code_of(question, number), "department": department, **empty, **beside,
    }  # fmt: skip


MATERIAL = Material(
    METHODOLOGY,
    {
        SINGLE: Answered(
            (code_of(SINGLE, 0),), form="options", said=(said(SINGLE, "Culture", 0, evidence_text="=cmd()", evidence_url="x"),)
        ),
        SECOND: Answered(
            (code_of(SECOND, 0), code_of(SECOND, 1)),
            form="options",
            is_disagreed=True,
            said=(said(SECOND, "Culture", 0), said(SECOND, "Parks", 1)),
        ),
        MULTIPLE: Answered((code_of(MULTIPLE, 0), code_of(MULTIPLE, 1)), form="options"),
    },
    {
        SINGLE: {
            "question_code": SINGLE, "decision": "accepted", "expected_option_codes": code_of(SINGLE, 1),
            "corrected_option_codes": None, "reviewed_on": date(2026, 5, 1), "note": "looked at it", "recommendation": None,
        }
    },
    {SINGLE: ("There is a doubt.",), AREA_OF[SINGLE]: ("About the area.",), "": ("About it all.",)},
)  # fmt: skip


def make(language: str = "en", material: Material = MATERIAL) -> bytes:
    request = Request(
        Assignment(ASSIGNMENT.cycle, ASSIGNMENT.city_code, METHODOLOGY, "review"),
        form(),
        read_wording(language),
        "Alba",
    )
    return write_review(ReviewRequest(request, material, 3))


@pytest.fixture(scope="module")
def template() -> bytes:
    return make()


def rows_of(reading: Reading) -> dict[str, dict[str, str]]:
    """The rows of a reading by review_id, without empty cells."""
    return {
        part.columns["review_id"][place]: {
            name: cells[place] for name, cells in part.columns.items() if cells[place] is not None
        }
        for part in reading.parts
        for place in range(len(part.places))
    }


def test_it_shows_answers_evidence_doubts_and_what_was_decided(template) -> None:
    assert find_cell(template, SINGLE, "submitted") == label_of(SINGLE, 0)
    assert "Culture: =cmd() · x" in find_cell(template, SINGLE, "evidence")
    assert find_cell(template, SINGLE, "remarks") == "There is a doubt."
    assert find_cell(template, SINGLE, "earlier").splitlines() == [
        "OUT OF DATE: made on another answer; no effect",
        "Accept (2026-05-01)",
        "looked at it",
    ]
    assert find_cell(template, SECOND, "submitted").splitlines() == [
        "Departments disagree:",
        f"Culture: {label_of(SECOND, 0)}",
        f"Parks: {label_of(SECOND, 1)}",
    ]
    assert find_cell(template, MULTIPLE, "submitted").splitlines() == [label_of(MULTIPLE, 0), label_of(MULTIPLE, 1)]
    assert find_cell(template, THIRD, "submitted") == "no answer"
    texts = [cell.value for sheet in load(template) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {"About the area.", "About it all."} <= set(texts)


def test_nothing_of_what_was_sent_is_run() -> None:
    answered = Answered((code_of(SINGLE, 0),), form="options", said=(said(SINGLE, "", 0, evidence_text="=cmd()"),))
    workbook = load(make(material=Material(METHODOLOGY, {SINGLE: answered})))
    found = [
        (cell.data_type, cell.value)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if "cmd()" in str(cell.value)
    ]
    assert found == [("s", "'=cmd()")]


def test_an_untouched_workbook_decides_nothing(template) -> None:
    reading = check_file("r.xlsx", template)
    assert rows_of(reading) == {}
    assert reading.problems == []
    assert reading.kind == "reviews"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_decisions_come_back(language) -> None:
    say = read_wording(language).say
    filled = decide(
        make(language),
        {
            SINGLE: {"decision": say("value.decision.accepted"), "note": "<b>fine</b>"},
            SECOND: {
                "decision": say("value.decision.corrected"),
                "corrected_option_codes": label_of(SECOND, 1, language),
            },
            THIRD: {"decision": say("value.decision.needs_evidence"), "recommendation": "show it"},
            MULTIPLE: {
                "decision": say("value.decision.corrected"),
                "corrected_option_codes": f"{label_of(MULTIPLE, 1, language)}\n{label_of(MULTIPLE, 0, language)}",
            },
        },
        {AREA_OF[SINGLE]: {"decision": say("value.decision.accepted"), "note": "the area", "recommendation": "go on"}},
        {**ON, "decision": say("value.decision.accepted"), "note": "all in all"},
    )
    reading = check_file("r.xlsx", filled)
    assert reading.problems == []
    own = {
        "review_version": "3", "cycle": str(ASSIGNMENT.cycle), "city_code": ASSIGNMENT.city_code,
        "reviewed_on": "2026-06-01", "reviewer_role": "expert",
    }  # fmt: skip
    begin = f"{ASSIGNMENT.city_code}-{ASSIGNMENT.cycle}-review-"

    def row(part: str, **cells: str) -> dict[str, str]:
        return {"review_id": begin + part, **own, **cells}

    def of(question: str, **cells: str) -> dict[str, str]:
        return row(question, question_code=question, area_code=AREA_OF[question], **cells)

    multiple = "|".join(sorted((code_of(MULTIPLE, 0), code_of(MULTIPLE, 1))))
    both = "|".join(sorted((code_of(SECOND, 0), code_of(SECOND, 1))))
    wanted = [
        row("city", decision="accepted", note="all in all"),
        row(AREA_OF[SINGLE], area_code=AREA_OF[SINGLE], decision="accepted", note="the area", recommendation="go on"),
        of(SINGLE, decision="accepted", expected_option_codes=code_of(SINGLE, 0), note="<b>fine</b>"),
        of(SECOND, decision="corrected", expected_option_codes=both, corrected_option_codes=code_of(SECOND, 1)),
        of(THIRD, decision="needs_evidence", recommendation="show it"),
        of(MULTIPLE, decision="corrected", expected_option_codes=multiple, corrected_option_codes=multiple),
    ]
    found = rows_of(reading)
    for cells in found.values():
        if "expected_option_codes" in cells:
            cells["expected_option_codes"] = "|".join(sorted(cells["expected_option_codes"].split("|")))
    assert found == {each["review_id"]: each for each in wanted}


@pytest.mark.parametrize(
    ("said_of", "code"),
    [
        ({"note": "hm"}, "decision_missing"),
        ({"corrected_option_codes": "LABEL"}, "decision_missing"),
        ({"decision": "perhaps"}, "value_not_accepted"),
        ({"decision": "Correct"}, "correction_missing"),
        ({"decision": "Accept", "corrected_option_codes": "LABEL"}, "correction_not_decided"),
        ({"decision": "Correct", "corrected_option_codes": "no such answer"}, "option_not_on_list"),
        ({"decision": "Correct", "corrected_option_codes": "LABEL\nOTHER"}, "two_answers_in_cell"),
        ({"decision": "#N/A"}, "cell_with_error"),
    ],
)
def test_half_a_decision_is_told_and_not_taken(template, said_of, code) -> None:
    cells = {
        key: text.replace("LABEL", label_of(SINGLE, 0)).replace("OTHER", label_of(SINGLE, 1))
        for key, text in said_of.items()
    }
    reading = check_file("r.xlsx", decide(template, {SINGLE: cells, SECOND: {"decision": "Accept"}}, cover=ON))
    assert [problem.code for problem in reading.problems][:1] == [code]
    assert reading.problems[0].subject.key == f"{ASSIGNMENT.city_code}-{ASSIGNMENT.cycle}-review-{SINGLE}"
    assert "cell" in reading.problems[0].location
    assert [row["question_code"] for row in rows_of(reading).values()] == [SECOND]


def test_an_area_can_only_be_accepted(template) -> None:
    area = AREA_OF[SINGLE]
    reading = check_file("r.xlsx", decide(template, areas={area: {"decision": "Reject"}}, cover=ON))
    assert [problem.code for problem in reading.problems] == ["value_not_accepted"]
    noted = check_file("r.xlsx", decide(template, areas={area: {"note": "well done"}}, cover=ON))
    assert [problem.code for problem in noted.problems] == ["decision_missing"]


def test_a_review_without_a_date_is_told(template) -> None:
    reading = check_file("r.xlsx", decide(template, {SINGLE: {"decision": "Accept"}}))
    assert [problem.code for problem in reading.problems] == ["review_without_date"]
    assert len(rows_of(reading)) == 1


def test_material_is_put_together_from_tables() -> None:
    merged = {
        "question_code": SINGLE,
        "option_codes": "a|b",
        "not_applicable_reason": None,
        "answer_form": "contradiction",
    }
    review = {"review_version": 4, "area_code": "", "question_code": SINGLE, "expected_option_codes": "b|a"}
    material = build_material(
        {
            "participations": [{"questionnaire_id": METHODOLOGY}],
            "answers_merged": [{**merged, "is_disagreed": "yes"}],
            "answer_versions": [said(SINGLE, "Culture", 0), said(SINGLE, "Parks", 1)],
            "review_notes": [review],
            "tickets": [{"question_code": None, "area_code": "AREA", "what": "told"}],
        }
    )
    assert material.last_version == 4
    assert material.remarks == {"AREA": ["told"]}
    answered = material.answers[SINGLE]
    assert (answered.option_codes, answered.is_disagreed, len(answered.said)) == (("a", "b"), True, 2)
    assert not is_outdated(material.reviews[SINGLE], answered)
    assert is_outdated(material.reviews[SINGLE], Answered(("a",)))


def test_what_is_decided_in_a_workbook_decides_in_the_models(project: CompiledProject) -> None:
    """And is out of date, with a ticket, once the city answers otherwise."""
    filled = decide(make(), {SINGLE: {"decision": "Reject"}, SECOND: {"decision": "Accept"}}, cover=ON)
    files = [
        ("cities.csv", b"city_code,city_name,country_iso2\nxa-alba,Alba,XA\n"),
        ("review.xlsx", filled),
    ]
    header = "cycle,city_code,submission_id,submission_version,question_code,option_codes\n"
    both = f"{code_of(SECOND, 0)}|{code_of(SECOND, 1)}"
    states = []
    for number in (0, 1):
        answers = f"2026,xa-alba,s,1,{SINGLE},{code_of(SINGLE, number)}\n2026,xa-alba,s,1,{SECOND},{both}\n"
        with project.build(read_files([*files, ("a.csv", (header + answers).encode())])) as connection:
            state = connection.execute(
                "select state from marts.indicator_scores where cycle = 2026 and methodology_id = ? and question_code = ?",
                [METHODOLOGY, SINGLE],
            ).fetchone()
            tickets = connection.execute("select ticket_code from marts.tickets where status = 'open'").fetchall()
        states.append((state[0], ("review_outdated",) in tickets))
    assert states == [("rejected", False), ("answered", True)]
