"""Two files of a city beside each other, before they are sent: answers, grid and facts, by the rules of intake."""

from __future__ import annotations

from support.filled_files import fill_file
from support.questionnaires import ASSIGNMENT, Given, Wanted, fill, form, make_template, read_sheets

from assets.intake.reading import Reading, check_file
from reports.file_difference import compare_files, to_json, write_lines

QUESTIONS = form().questions
FIRST, SECOND, THIRD = [code for code, each in QUESTIONS.items() if not each.is_multiple and not each.parent][:3]


def read_csv(*rows: str) -> Reading:
    header = "cycle,city_code,submission_id,submission_version,question_code,option_codes,evidence_text"
    return check_file("a.csv", "\n".join([header, *rows, ""]).encode())


def test_rows_are_compared_by_their_keys_without_the_version() -> None:
    before = read_csv("2026,xa-a,s,1,Q1,a,old", "2026,xa-a,s,1,Q2,b|a,", "2026,xa-a,s,1,Q3,c,", "2026,xa-a,s,1,Q10,c,")
    after = read_csv("2026,xa-a,s,2,Q2,a|b,", "2026,xa-a,s,2,Q1,a,new", "2026,xa-a,s,2,Q4,d,", "2026,xa-a,s,2,Q10,d,")
    difference = compare_files(before, after)
    assert list(write_lines(difference)) == [
        "answers: changed: 2, added: 1, no longer there: 1, unchanged: 1",
        "  Q1 (changed)",
        "    evidence_text: old → new",
        "  Q3 (no longer there)",
        "  Q4 (added)",
        "  Q10 (changed)",
        "    option_codes: c → d",
    ]
    assert to_json(difference)["changes"][0]["cells"] == {"evidence_text": {"before": "old", "after": "new"}}


def test_workbooks_are_compared_in_all_that_they_hold() -> None:
    template = make_template(ASSIGNMENT)

    def read(option: int, status: str, value: int) -> Reading:
        answers = {
            FIRST: Given((QUESTIONS[FIRST].options[option].code,)),
            SECOND: Given((QUESTIONS[SECOND].options[0].code,)),
        }
        entry, fact = {"title": "Plan", "status": status}, {"year": 2025, "value": value}
        return check_file(
            "w.xlsx", fill_file(template, fill(read_sheets(template), Wanted(answers, (entry,), {"population": fact})))
        )

    difference = compare_files(read(0, "Planned", 1000), read(1, "Ongoing", 1200))
    cells = {(each.kind, name): pair for each in difference.changes for name, pair in each.cells.items()}
    assert cells == {
        ("answers", "option_codes"): (QUESTIONS[FIRST].options[0].code, QUESTIONS[FIRST].options[1].code),
        ("policy_grid", "status"): ("planned", "ongoing"),
        ("facts", "value"): ("1000.0", "1200.0"),
    }
    assert difference.unchanged == {"answers": 1}


def test_files_without_rows_say_so() -> None:
    empty = check_file("w.xlsx", make_template(ASSIGNMENT))
    assert list(write_lines(compare_files(empty, empty))) == ["Neither file holds rows that can be compared."]
