"""Whole files, as cities send them: taken in with every check, also after other programs have saved them.

`saved_by_libreoffice` was filled in from template version 1 and saved as XLSX and ODS by LibreOffice 7.4: it has to stay readable.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from support.filled_files import fill_file
from support.questionnaires import Given, Wanted, fill, form, make_template, read_sheets, write_on_file, write_on_grids
from support.submissions import submissions

from assets.intake.problems import word_problem
from assets.intake.questionnaire.workbook import read_questionnaire
from assets.intake.reading import check_file, read_files

HERE = Path(__file__).parent
SINGLE = next(code for code, each in form().questions.items() if not each.is_multiple)
OPTION = form().questions[SINGLE].options[0].code
SAVED = ["saved_by_libreoffice.xlsx", "saved_by_libreoffice.ods"]
COMMON = {
    "cycle": "2026", "city_code": "xa-alba", "submission_id": "culture", "submission_version": "2",
    "methodology_id": "icc-2019", "answered_on": "2026-05-04",
}  # fmt: skip
ANSWERS = [
    {"question_code": "COM1", "option_codes": "yes"},
    {
        "question_code": "COM2",
        "option_codes": "intercultural",
        "evidence_text": "- délibération du conseil\n- « plan » 2025 <été>",
        "evidence_url": "https://example.org/a?b=1&c=2",
    },
    {"question_code": "COM4", "option_codes": "partly"},
    {"question_code": "COM8", "dont_know": "yes"},
    {"question_code": "COM9", "not_applicable_reason": "=pas de service", "department": "Mairie"},
    {"question_code": "MED1", "option_codes": "civil_society|municipal_generalist"},
    {"question_code": "MED2", "option_codes": "institutions|other"},
    {"question_code": "MED3", "option_codes": "no"},
]
ENTRIES = [
    {
        "entry_id": "culture-001", "title": "Plan & pacte", "area_code": "MED", "question_codes": "MED1|MED3",
        "entry_kind": "policy", "status": "ongoing", "started_on": "2025-01-31", "budget_eur": "1500.5",
        "governance_levels": "european|local", "evaluated": "no",
    },
    {"entry_id": "culture-002", "title": "Maison", "description": "+33 pas un numéro"},
]  # fmt: skip
FACTS = [
    {"fact_code": "population", "year": "2024", "value": "283929.0", "unit": "persons"},
    {
        "fact_code": "foreign_born_pct", "year": "2023", "value": "18.5", "unit": "percent",
        "source_url": "https://example.org",
    },
]  # fmt: skip


def rows_of(reading) -> dict[str, list[dict[str, str]]]:
    """The rows of each kind without their empty cells, in the order of the file."""
    rows: dict[str, list[dict[str, str]]] = {}
    for part in reading.parts:
        cells = [dict(zip(part.columns, values, strict=True)) for values in zip(*part.columns.values(), strict=True)]
        rows.setdefault(part.kind, []).extend({name: text for name, text in row.items() if text} for row in cells)
    return rows


@pytest.mark.parametrize("name", SAVED)
def test_what_libreoffice_saved_is_what_was_filled_in(name) -> None:
    reading = check_file("post", (HERE / name).read_bytes())
    assert reading.problems == []
    assert rows_of(reading) == {
        "answers": [COMMON | {"department": "Culture & Jeunesse"} | answer for answer in ANSWERS],
        "policy_grid": [{"cycle": "2026", "city_code": "xa-alba", "revision": "2"} | entry for entry in ENTRIES],
        "facts": [{"city_code": "xa-alba", "revision": "2"} | fact for fact in FACTS],
    }


def test_what_is_wrong_is_told_in_the_language_of_the_workbook() -> None:
    template = make_template(language="fr")
    reading = check_file(
        "post", fill_file(template, fill(read_sheets(template), Wanted({SINGLE: Given(typed="Perhaps")}), "fr"))
    )
    assert reading.language == "fr"
    what, how_to_fix = word_problem(reading.problems[0], reading.language)
    assert what.replace("\xa0", " ") == f"« Perhaps » n’est aucune des réponses à {SINGLE} ; la réponse n’est pas lue."
    assert how_to_fix.replace("\xa0", " ") == "Choisissez dans la liste de la cellule : Oui, Non."


def test_both_formats_have_the_same_digests() -> None:
    xlsx, ods = (read_files([("post", (HERE / name).read_bytes())]) for name in SAVED)
    for kind in ("answers", "policy_grid", "facts"):
        assert list(xlsx[kind].row_digest) == list(ods[kind].row_digest)


def test_a_row_knows_its_sheet_and_row() -> None:
    answers = read_files([("post/any", (HERE / SAVED[1]).read_bytes())])["answers"]
    assert answers[["question_code", "source_file", "source_sheet", "source_row"]].values.tolist()[:2] == [
        ["COM1", "post/any", "Engagement", 4],
        ["COM2", "post/any", "Engagement", 5],
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_untouched_template_is_known_and_says_nothing(language) -> None:
    reading = check_file("post", make_template(language=language))
    assert reading.kind == "answers|policy_grid|facts"
    assert (reading.problems, reading.rows_taken) == ([], 0)


@settings(max_examples=12, deadline=None)
@given(submissions())
def test_a_file_gives_the_rows_that_were_filled_in(wanted) -> None:
    template = make_template()
    sheets = read_sheets(template)
    edits = fill(sheets, wanted)
    reading = check_file("post", fill_file(template, edits))
    assert reading.problems == []
    expected = read_questionnaire(write_on_grids(sheets, edits)).rows
    for kind, rows in rows_of(reading).items():
        key = {"answers": "question_code", "policy_grid": "entry_id", "facts": "fact_code"}[kind]
        assert [row[key] for row in rows] == [row.texts[key] for row in expected[kind]]
        for row, wanted_row in zip(rows, expected[kind], strict=True):
            for name in ("option_codes", "dont_know", "evidence_text", "title", "started_on", "year", "status"):
                assert row.get(name, "") == wanted_row.texts.get(name, "")


def test_another_library_changes_nothing() -> None:
    template = make_template()
    edits = fill(
        read_sheets(template), Wanted({SINGLE: Given((OPTION,))}, ({"title": "A", "started_on": date(2025, 1, 2)},))
    )
    saved = check_file("post", write_on_file(template, edits))
    assert saved.problems == []
    assert rows_of(saved) == rows_of(check_file("post", fill_file(template, edits)))


@pytest.mark.parametrize(
    ("wanted", "code", "location"),
    [
        (Wanted({SINGLE: Given((OPTION,), others={"evidence_text": "x" * 10_001})}), "value_too_long", "sheet 'Commitment', cell H4"),
        (Wanted({SINGLE: Given((OPTION,), others={"evidence_text": "a\u202eb"})}), "direction_characters", "sheet 'Commitment', cell H4"),
        (Wanted(entries=({"title": "A", "started_on": "spring"},)), "value_wrong_type", "sheet 'Policy grid', cell J5"),
        (Wanted(entries=({"title": "A", "budget_eur": -5},)), "value_out_of_bounds", "sheet 'Policy grid', cell L5"),
        (Wanted(facts={"population": {"value": 5}}), "value_missing", "sheet 'City facts', cell D5"),
        (Wanted(facts={"population": {"value": "many", "year": 2024}}), "value_wrong_type", "sheet 'City facts', cell E5"),
    ],
)  # fmt: skip
def test_what_the_contract_asks_is_asked_of_each_cell(wanted, code, location) -> None:
    template = make_template()
    reading = check_file("post", fill_file(template, fill(read_sheets(template), wanted)))
    assert [(each.code, each.location) for each in reading.problems] == [(code, location)]
    assert reading.rows_taken == 0
