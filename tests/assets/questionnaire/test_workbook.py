"""The workbook as cities get it: everything is asked, with its help and its list; nothing else can be written to."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile

import pytest
from support.questionnaires import ASSIGNMENT, form, load, make_template

from assets.questionnaire.book import Previous
from assets.questionnaire.form import list_texts
from assets.questionnaire.grid_fields import list_fields
from assets.questionnaire.languages import LANGUAGES, read_wording
from assets.questionnaire.layout import Assignment, SheetMark, read_mark
from assets.spreadsheets import name_sheet, neutralise

QUESTION, ANSWER = "D", "E"


@pytest.fixture(scope="module")
def book(template):
    return load(template)


def sheets_of(book, kind: str) -> list:
    marked = [(sheet, read_mark(str(sheet["A1"].value))) for sheet in book.worksheets]
    return [sheet for sheet, mark in marked if mark is not None and mark.kind == kind]


def keys_of(sheet) -> dict[str, int]:
    return {cell.value: cell.row for cell in sheet["A"][1:] if cell.value and cell.value != "#"}


def columns_of(sheet) -> dict[str, str]:
    return {cell.value: cell.column_letter for cell in sheet[1][1:] if cell.value}


def choices_of(book, sheet, address: str) -> list[str] | None:
    """What the drop-down of a cell offers."""
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list" and address in rule.sqref:
            if rule.formula1.startswith('"'):
                return rule.formula1.strip('"').split(",")
            name, cells = rule.formula1.split("!")
            return [row[0].value for row in book[name][cells.replace("$", "")]]
    return None


def test_every_question_is_asked_once_in_its_area(book) -> None:
    areas = sheets_of(book, "answers")
    assert [read_mark(sheet["A1"].value).part for sheet in areas] == [area.code for area in form().areas]
    asked = [key for sheet in areas for key in keys_of(sheet) if "/" not in key]
    assert asked == list(form().questions)


def test_a_question_has_wording_help_and_what_it_depends_on(book) -> None:
    wording, questions = read_wording("en"), form().questions
    for sheet in sheets_of(book, "answers"):
        for key, row in keys_of(sheet).items():
            text = str(sheet[f"{QUESTION}{row}"].value)
            code, _, option = key.partition("/")
            question = questions[code]
            if option:
                assert text == next(each.label for each in question.options if each.code == option)
                continue
            lines = text.split("\n")
            assert lines[0] == question.text
            assert lines[1] == wording.find(f"help.{code}")
            assert ("Several answers" in lines[2]) == question.is_multiple
            assert (f"Only if {question.parent} is:" in text) == bool(question.parent)


def test_lists_offer_the_options_of_the_question(book) -> None:
    questions = form().questions
    for sheet in sheets_of(book, "answers"):
        for key, row in keys_of(sheet).items():
            code, _, option = key.partition("/")
            labels = [each.label for each in questions[code].options]
            expected = ["✓"] if option else None if questions[code].is_multiple else labels
            assert choices_of(book, sheet, f"{ANSWER}{row}") == expected, key
            if not option:
                assert choices_of(book, sheet, f"{columns_of(sheet)['dont_know']}{row}") == ["✓"]


def test_a_list_takes_nothing_else_and_a_tick_takes_an_x(book) -> None:
    sheet = sheets_of(book, "answers")[0]
    rules = {rule.formula1: rule for rule in sheet.data_validations.dataValidation}
    assert rules['"✓"'].showErrorMessage is not True
    others = [rule for formula, rule in rules.items() if formula != '"✓"']
    assert all(rule.showErrorMessage and "not on the list" in rule.error for rule in others)


def test_what_may_be_filled_in_is_open_and_the_rest_is_locked(book) -> None:
    inputs = {"answer", "dont_know", "not_applicable_reason", "evidence_text", "evidence_url", "department"}
    questions = form().questions
    for sheet in sheets_of(book, "answers"):
        assert sheet.protection.sheet
        columns = columns_of(sheet)
        for key, row in keys_of(sheet).items():
            code, _, option = key.partition("/")
            for name, letter in columns.items():
                is_open = not sheet[f"{letter}{row}"].protection.locked
                if name == "answer":
                    assert is_open == (bool(option) or not questions[code].is_multiple), key
                else:
                    assert is_open == (name in inputs and not option), (key, name)


def test_keys_are_hidden_and_the_cover_comes_first(book) -> None:
    assert book.worksheets[0] is sheets_of(book, "cover")[0] is book.active
    for sheet in book.worksheets[:-1]:
        assert sheet.row_dimensions[1].hidden
        assert sheet.column_dimensions["A"].hidden
        assert sheet.freeze_panes or sheet is book.active
    assert book.worksheets[-1].sheet_state == "hidden"


def test_the_cover_says_whose_it_is_and_how_to_fill_it_in(book) -> None:
    cover = sheets_of(book, "cover")[0]
    keys = {key: cover[f"C{row}"].value for key, row in keys_of(cover).items()}
    assert keys == {
        "submission_version": 1,
        "answered_on": None,
        "department": None,
        "template_version": "1",
        "cycle": "2026",
        "city_code": "xa-alba",
        "methodology_id": "icc-2019",
        "submission_id": "city",
        "language": "en",
    }
    texts = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value]
    assert "Alba" in texts
    assert any("Choose the answer from the list" in text for text in texts)
    assert not any("2023" in text for text in texts)


def test_the_grid_asks_every_column_of_the_contract(book) -> None:
    grid = sheets_of(book, "policy_grid")[0]
    columns = columns_of(grid)
    assert list(columns) == ["entry_id", *(key for key, _, _ in list_fields())]
    assert grid[f"{columns['entry_id']}5"].value == "city-001"
    assert choices_of(book, grid, f"{columns['area_code']}5") == [area.name for area in form().areas]
    assert choices_of(book, grid, f"{columns['status']}104") == ["Planned", "Ongoing", "Completed", "Discontinued"]
    assert choices_of(book, grid, f"{columns['evaluated']}5") == ["Yes", "No"]
    assert choices_of(book, grid, f"{columns['governance_levels/local']}5") == ["✓"]
    assert not grid.protection.sheet


def test_the_facts_are_those_of_the_seed(book) -> None:
    facts = sheets_of(book, "facts")[0]
    assert list(keys_of(facts)) == [fact.code for fact in form().facts]
    assert set(columns_of(facts)) == {"fact", "unit", "year", "value", "source_url"}


def test_the_same_request_gives_the_same_bytes(template) -> None:
    assert make_template() == template


def test_earlier_answers_stand_beside_empty_cells() -> None:
    multiple = next(code for code, question in form().questions.items() if question.is_multiple)
    single = next(code for code, question in form().questions.items() if not question.is_multiple)
    had = tuple(option.code for option in form().questions[multiple].options[1:3])
    told = [code for code in form().questions if code not in (multiple, single)][:2]
    content = make_template(
        previous={
            multiple: Previous(had),
            single: Previous((form().questions[single].options[1].code,)),
            told[0]: Previous(state="dont_know"),
            told[1]: Previous(state="changed"),
        }
    )
    book = load(content)
    rows = {}
    for sheet in sheets_of(book, "answers"):
        columns = columns_of(sheet)
        for key, row in keys_of(sheet).items():
            cells = {name: sheet[f"{letter}{row}"] for name, letter in columns.items()}
            assert cells["answer"].value is None
            assert cells["unchanged"].value is None
            rows[key] = cells
    assert rows[single]["previous"].value == form().questions[single].options[1].label
    assert rows[single]["previous_codes"].value == form().questions[single].options[1].code
    assert not rows[single]["unchanged"].protection.locked
    ticks = {key for key, cells in rows.items() if key.startswith(f"{multiple}/") and cells["previous"].value == "✓"}
    assert ticks == {f"{multiple}/{code}" for code in had}
    assert rows[told[0]]["previous"].value == "Don’t know"
    assert "answer anew" in rows[told[1]]["previous"].value
    assert all(rows[code]["unchanged"].protection.locked for code in told)
    cover = sheets_of(book, "cover")[0]
    assert any("The answer of 2023" in str(cell.value) for row in cover.iter_rows() for cell in row)


def test_a_department_gets_its_own_series_and_only_its_areas() -> None:
    first, second = (area.code for area in form().areas[:2])
    content = make_template(
        Assignment(2026, "xa-alba", "icc-2019", "culture"), department="Culture", areas=(first, second)
    )
    book = load(content)
    assert [read_mark(sheet["A1"].value).part for sheet in sheets_of(book, "answers")] == [first, second]
    cover = sheets_of(book, "cover")[0]
    keys = {key: cover[f"C{row}"].value for key, row in keys_of(cover).items()}
    assert (keys["submission_id"], keys["department"]) == ("culture", "Culture")
    grid = sheets_of(book, "policy_grid")[0]
    assert grid["B5"].value == "culture-001"


@pytest.mark.parametrize(
    "name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "{=1+1}", "http://x", "O'Hara & <b>"]
)
def test_what_others_wrote_is_never_a_formula(name) -> None:
    content = make_template(city_name=name, department=name)
    book = load(content)
    cover = sheets_of(book, "cover")[0]
    shown = [cell for row in cover.iter_rows() for cell in row if name.strip() in str(cell.value)]
    assert shown
    for cell in shown:
        assert cell.data_type == "s"
        assert str(cell.value)[0] not in "=+-@\t"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        formulas = [
            formula
            for entry in archive.namelist()
            if entry.startswith("xl/worksheets/sheet")
            for formula in re.findall(r"<f>(.*?)</f>", archive.read(entry).decode())
        ]
    assert not any("cmd" in formula or "SUM(A1)" in formula for formula in formulas)


def test_words_that_are_too_long_for_a_program_are_cut(tmp_path, monkeypatch) -> None:
    texts = [*dict.fromkeys(text.source for text in list_texts() if text.source)]
    rows = [("", text, f"{text} {'x' * 300}") for text in texts if text != read_wording("en").say("language.name")]
    (tmp_path / "en.csv").write_text((LANGUAGES / "en.csv").read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "de.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("context", "source", "text"), *rows])
    monkeypatch.setenv("INTERCULTURAL_LANGUAGES", str(tmp_path))
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the library warns of what it leaves out
        book = load(make_template(language="de", city_name="A & B" * 60))
    sheet = sheets_of(book, "answers")[0]
    assert choices_of(book, sheet, f"{ANSWER}4") == [
        f"{each.label} {'x' * 300}" for each in next(iter(form().questions.values())).options
    ]


def test_texts_that_begin_like_formulas_get_an_apostrophe() -> None:
    assert [neutralise(text) for text in ("=1", "+1", "-1", "@x", "\tx", "\rx", "a=1", "", "'x")] == [
        "'=1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "a=1", "", "'x",
    ]  # fmt: skip


def test_names_of_sheets_are_short_clean_and_different() -> None:
    taken: set[str] = set()
    names = [
        name_sheet(name, taken) for name in ("A/B: [C]?", "a b c", "x" * 40, "x" * 40, "'quoted'", "", "word " * 9)
    ]
    assert names == [
        "A B C",
        "a b c 2",
        "x" * 30 + "…",
        "x" * 29 + " 2",
        "quoted",
        "Sheet",
        "word word word word word word…",
    ]
    assert all(len(name) <= 31 for name in names)


def test_a_mark_is_read_as_it_was_written() -> None:
    mark = SheetMark(1, "answers", "EDU", ASSIGNMENT)
    assert read_mark(f" {mark.write()} ") == mark
    for text in (
        "",
        "x",
        mark.write() + "|x",
        mark.write().replace("|1|", "|one|"),
        mark.write().replace("answers", "other"),
    ):
        assert read_mark(text) is None
    assert read_mark(mark.write().replace("2026", "9" * 5000)) is None
