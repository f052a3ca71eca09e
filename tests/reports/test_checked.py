"""What `check` says of a file: all of it, by sheet, in the language of the workbook, and the same rules as intake."""

from __future__ import annotations

import pytest
from support.filled_files import fill_file
from support.questionnaires import (
    ASSIGNMENT,
    Given,
    Wanted,
    fill,
    form,
    make_template,
    read_sheets,
    sheet_of,
    write_on_file,
)

from assets.intake.phrases import read_place, translate_phrase
from assets.intake.problems import Problem, ticket_kinds
from assets.intake.reading import Reading, check_file
from assets.intake.validation import HINTS
from assets.questionnaire.languages import read_wording
from reports.checked import tell_reading, to_json, write_lines

FRENCH = read_wording("fr")
QUESTIONS = form().questions
FIRST, SECOND = [code for code, each in QUESTIONS.items() if not each.is_multiple and not each.parent][:2]
LAST = [code for code, each in QUESTIONS.items() if not each.is_multiple and not each.parent][-1]


def make_wrong_workbook(language: str = "fr") -> bytes:
    """Three answers that are no options, on two sheets, and a fact that is no number."""
    template = make_template(ASSIGNMENT, language)
    typed = Given(typed="perhaps <b>")
    wanted = Wanted({LAST: typed, SECOND: typed, FIRST: typed}, facts={"population": {"year": 2025, "value": "many"}})
    return fill_file(template, fill(read_sheets(template), wanted, language))


@pytest.fixture(scope="module")
def french() -> Reading:
    return check_file("alba.xlsx", make_wrong_workbook())


def test_every_problem_is_told_by_sheet_in_the_language_of_the_workbook(french) -> None:
    lines = list(write_lines([tell_reading(french)]))
    template = read_sheets(make_template(ASSIGNMENT, "fr"))
    places = {code: sheet_of(code, template) for code in (FIRST, SECOND, LAST)}
    headings = [line.strip() for line in lines if line.startswith("  feuille")]
    wanted = [places[FIRST][0], places[LAST][0], FRENCH.say("sheet.facts")]
    assert headings == [FRENCH.say("place.sheet", name=name) for name in wanted]
    cells = [line.split("(")[0].strip() for line in lines if line.startswith("    cellule")]
    assert [cell[:7] for cell in cells] == ["cellule"] * 4
    assert [int(cell.rpartition(" ")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in cells[:3]] == [
        places[code][1] for code in (FIRST, SECOND, LAST)
    ]
    assert "(rejeté)" in lines[2]
    assert "perhaps <b>" in lines[2]
    assert lines[-1] == "Problèmes\N{NO-BREAK SPACE}: 4, dont seraient rejetés\N{NO-BREAK SPACE}: 4"
    assert not [line for line in lines if "cell " in line or "sheet " in line or "a number" in line]


def test_a_workbook_that_nobody_filled_in_says_so() -> None:
    said = tell_reading(check_file("alba.xlsx", make_template(ASSIGNMENT, "fr")))
    assert list(write_lines([said])) == ["alba.xlsx: rien n’est encore rempli"]
    assert not said.is_rejected


def test_columns_of_our_workbooks_are_called_by_their_headings(french) -> None:
    remark = tell_reading(french).remarks[-1]
    assert f"dans {FRENCH.say('column.value')}" in remark.what
    assert (
        "in value"
        in tell_reading(check_file("a.csv", b"city_code,fact_code,year,value\nxa-a,population,2025,many\n"))
        .remarks[0]
        .what
    )


def test_another_language_can_be_asked_for(french) -> None:
    lines = list(write_lines([tell_reading(french, "en")]))
    assert "(rejected)" in lines[2]
    assert lines[-1] == "Problems: 4, of which would be rejected: 4"


def test_machines_get_sheet_cell_and_code(french) -> None:
    found = to_json([tell_reading(french)])
    assert found["would_be_rejected"] is True
    file = found["files"][0]
    assert (file["file"], file["language"], file["sha256"]) == ("alba.xlsx", "fr", french.sha256)
    problems = {(each["sheet"], each["cell"]): each for each in file["problems"]}
    assert len(problems) == 4
    for (sheet, cell), each in problems.items():
        assert each["location"] == f"sheet '{sheet}', cell {cell}"
        assert each["code"] in ticket_kinds()
        assert each["city_code"] == ASSIGNMENT.city_code
        assert each["cycle"] in (ASSIGNMENT.cycle, None), "a fact belongs to no cycle"
        assert each["what"]
        assert each["how_to_fix"]


def test_what_check_says_is_what_intake_finds(french) -> None:
    told = {(remark.problem.code, remark.problem.location) for remark in tell_reading(french).remarks}
    assert told == {(problem.code, problem.location) for problem in french.problems}


def test_a_workbook_that_cannot_be_used_is_told_in_its_language() -> None:
    template = make_template(ASSIGNMENT, "fr")
    cover = read_sheets(template)[0]
    row, column = next(
        (r, c) for r, cells in cover.rows.items() for c, text in cells.items() if r > 1 and text == "xa-alba"
    )
    reading = check_file("x.xlsx", write_on_file(template, [(cover.name, row, column, "xa-brina")]))
    assert reading.language == "fr"
    lines = list(write_lines([tell_reading(reading)]))
    assert lines[0] == "x.xlsx: ne peut pas être pris en compte"
    assert lines[1].startswith("  feuille")


def test_a_note_rejects_nothing_and_a_file_that_is_left_out_does() -> None:
    note = check_file("a.csv", b"city_code,city_name,country_iso2,colour\nxa-alba,Alba,XA,blue\n")
    told = tell_reading(note)
    assert [(remark.severity, told.is_rejected) for remark in told.remarks] == [("info", False)]
    link = tell_reading(Reading("b.csv", "", 0, problems=[Problem("link_not_followed")]))
    assert [(remark.severity, link.is_rejected) for remark in link.remarks] == [("warning", True)]


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("sheet 'Éducation', cell D7", "feuille «\xa0Éducation\xa0», cellule D7"),
        ("sheet 'row 3', cell A1'", "feuille «\xa0row 3', cell A1\xa0»"),
        ("sheet 'L'action, row 3', row 4, column a, b", "feuille «\xa0L'action, row 3\xa0», ligne 4, colonne a, b"),
        ("sheet 'A'", "feuille «\xa0A\xa0»"),
        ("row 2, column city_name", "ligne 2, colonne city_name"),
        ("entry 3, column x", "élément 3, colonne x"),
        ("line 9", "ligne 9"),
        ("header", "ligne d’en-tête"),
        ("member a/row 3.csv", "fichier a/row 3.csv de l’archive"),
        ("somewhere else", "somewhere else"),
        ("", ""),
    ],
)
def test_places_are_told_in_other_languages(location, told) -> None:
    assert read_place(location).describe(FRENCH).replace("\N{NARROW NO-BREAK SPACE}", "\xa0") == told


@pytest.mark.parametrize(
    "text", sorted({*HINTS.values(), "one of: a, b", "1 to 5", "1 or more", "5 or less", "1,000 bytes"})
)
def test_what_a_cell_should_hold_is_told_in_other_languages(text) -> None:
    assert translate_phrase(text, FRENCH) != text
    assert translate_phrase(text, read_wording("en")) == text


def test_what_a_sender_wrote_is_not_translated() -> None:
    content = b"cycle,city_code,submission_id,submission_version,question_code,option_codes\ntext,xa-alba,s,1,Q,a\n"
    remark = tell_reading(check_file("a.csv", content), "fr").remarks[0]
    assert "«\xa0text\xa0»" in remark.what.replace("\N{NARROW NO-BREAK SPACE}", "\xa0") or "'text'" in remark.what
    assert "un nombre entier" in remark.what + remark.how_to_fix
