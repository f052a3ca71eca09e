"""A questionnaire workbook as it was filled in becomes rows of three kinds, each with its place."""

from __future__ import annotations

from datetime import date

from support.questionnaires import Given, Wanted, copy_grid, fill, form, make_template, read_sheets, write_on_grids

from assets.intake.grids import Grid
from assets.intake.questionnaire.workbook import is_questionnaire
from assets.questionnaire.layout import Assignment

SINGLE = next(code for code, each in form().questions.items() if not each.is_multiple)
MULTIPLE = next(code for code, each in form().questions.items() if each.is_multiple)


def test_an_untouched_template_gives_nothing_and_no_ticket(read, english, french, with_earlier) -> None:
    for sheets in (english, french, with_earlier):
        assert is_questionnaire(sheets)
        filled, told = read(sheets)
        assert filled.rows == {"answers": [], "policy_grid": [], "facts": []}
        assert told == []


def test_it_is_recognised_by_what_it_holds_and_by_no_name(english) -> None:
    renamed = [copy_grid(grid, f"Sheet {number}") for number, grid in enumerate(reversed(english))]
    assert is_questionnaire(renamed)
    assert not is_questionnaire([Grid("Start", {1: {1: "city_code", 2: "city_name"}, 2: {1: "xa-alba", 2: "Alba"}})])
    assert not is_questionnaire([])


def test_answers_carry_what_the_cover_says(read, filled_in) -> None:
    question = form().questions[SINGLE]
    others = {"evidence_text": "- a plan\n- a list", "evidence_url": "https://example.org", "department": "Culture"}
    wanted = Wanted(
        {
            SINGLE: Given((question.options[0].code,), others=others),
            MULTIPLE: Given(tuple(option.code for option in form().questions[MULTIPLE].options[:2])),
        },
        cover={"submission_version": 3, "answered_on": date(2026, 5, 4), "department": "Mayor's office"},
    )
    filled, told = read(filled_in(wanted))
    assert told == []
    rows = {row.texts["question_code"]: row for row in filled.rows["answers"]}
    assert rows[SINGLE].texts == {
        "cycle": "2026",
        "city_code": "xa-alba",
        "submission_id": "city",
        "submission_version": "3",
        "question_code": SINGLE,
        "methodology_id": "icc-2019",
        "option_codes": question.options[0].code,
        "dont_know": "",
        "not_applicable_reason": "",
        "answered_on": "2026-05-04",
        **others,
    }
    assert rows[MULTIPLE].texts["department"] == "Mayor's office"
    assert rows[MULTIPLE].texts["option_codes"] == "|".join(
        sorted(option.code for option in form().questions[MULTIPLE].options[:2])
    )
    assert rows[SINGLE].sheet.name == "Commitment"
    assert rows[SINGLE].locate("option_codes") == "sheet 'Commitment', cell E4"
    assert rows[SINGLE].locate("cycle") == "sheet 'Commitment', cell A4"


def test_dont_know_and_not_applicable_are_answers(read, filled_in) -> None:
    codes = list(form().questions)[:3]
    wanted = Wanted(
        {
            codes[0]: Given(others={"dont_know": "x"}),
            codes[1]: Given(others={"not_applicable_reason": "There are no schools"}),
            codes[2]: Given(others={"evidence_text": "being gathered"}),
        }
    )
    rows = {row.texts["question_code"]: row.texts for row in read(filled_in(wanted))[0].rows["answers"]}
    assert rows[codes[0]]["dont_know"] == "yes"
    assert rows[codes[1]]["not_applicable_reason"] == "There are no schools"
    assert rows[codes[2]]["option_codes"] == ""


def test_a_department_alone_answers_nothing(read, filled_in) -> None:
    filled, told = read(filled_in(Wanted({SINGLE: Given(others={"department": "Culture"})})))
    assert (filled.rows["answers"], told) == ([], [])


def test_an_unchanged_answer_is_the_earlier_one(read, with_earlier) -> None:
    wanted = Wanted({SINGLE: Given(is_unchanged=True), MULTIPLE: Given(is_unchanged=True)})
    filled, told = read(write_on_grids(with_earlier, fill(with_earlier, wanted)))
    assert told == []
    rows = {row.texts["question_code"]: row.texts["option_codes"] for row in filled.rows["answers"]}
    assert rows == {
        SINGLE: form().questions[SINGLE].options[0].code,
        MULTIPLE: "|".join(sorted(option.code for option in form().questions[MULTIPLE].options[:2])),
    }


def test_an_unchanged_answer_that_is_given_again_is_one(read, with_earlier) -> None:
    code = form().questions[SINGLE].options[0].code
    filled, told = read(
        write_on_grids(with_earlier, fill(with_earlier, Wanted({SINGLE: Given((code,), is_unchanged=True)})))
    )
    assert told == []
    assert [row.texts["option_codes"] for row in filled.rows["answers"]] == [code]


def test_entries_of_the_grid_have_codes_for_labels(read, filled_in) -> None:
    first, second = list(form().questions)[:2]
    entry = {
        "title": "Action plan",
        "area_code": form().areas[1].name,
        "question_codes": f"{first.lower()}, {second}",
        "entry_kind": "Action",
        "status": "Ongoing",
        "started_on": date(2025, 1, 31),
        "budget_eur": 1500.5,
        "governance_levels/local": "x",
        "governance_levels/european": "✓",
        "indicator_ids": "I1; I2",
        "evaluated": "No",
        "good_practice": "oui",
    }
    filled, told = read(filled_in(Wanted(entries=({"title": "First"}, entry), cover={"submission_version": 2})))
    assert told == []
    assert [row.texts["entry_id"] for row in filled.rows["policy_grid"]] == ["city-001", "city-002"]
    texts = {name: text for name, text in filled.rows["policy_grid"][1].texts.items() if text}
    assert texts == {
        "cycle": "2026",
        "city_code": "xa-alba",
        "entry_id": "city-002",
        "revision": "2",
        "title": "Action plan",
        "area_code": form().areas[1].code,
        "question_codes": f"{first}|{second}",
        "entry_kind": "action",
        "status": "ongoing",
        "started_on": "2025-01-31",
        "budget_eur": "1500.5",
        "governance_levels": "local|european",
        "indicator_ids": "I1|I2",
        "evaluated": "no",
        "good_practice": "yes",
    }


def test_facts_have_the_unit_of_the_seed(read, filled_in) -> None:
    facts = {"population": {"year": 2024, "value": 283929}, "foreign_born_pct": {"year": 2023, "value": 18.5}}
    filled, told = read(filled_in(Wanted(facts=facts)))
    assert told == []
    assert [row.texts for row in filled.rows["facts"]] == [
        {"city_code": "xa-alba", "fact_code": "population", "revision": "1", "unit": "persons", "year": "2024", "value": "283929", "source_url": ""},
        {"city_code": "xa-alba", "fact_code": "foreign_born_pct", "revision": "1", "unit": "percent", "year": "2023", "value": "18.5", "source_url": ""},
    ]  # fmt: skip


def test_a_percentage_is_a_number_where_the_fact_is_one(read, filled_in) -> None:
    facts = {"foreign_born_pct": {"year": 2023, "value": "18.5%"}, "population": {"year": 2023, "value": "50%"}}
    filled, _ = read(filled_in(Wanted(facts=facts)))
    assert {row.texts["fact_code"]: row.texts["value"] for row in filled.rows["facts"]} == {
        "foreign_born_pct": "18.5",
        "population": "50%",
    }


def test_departments_are_series_of_their_own(read) -> None:
    sheets = read_sheets(make_template(Assignment(2026, "xa-alba", "icc-2019", "culture"), department="Culture"))
    options = (form().questions[SINGLE].options[0].code,)
    filled, _ = read(write_on_grids(sheets, fill(sheets, Wanted({SINGLE: Given(options)}, ({"title": "A"},)))))
    assert filled.rows["answers"][0].texts["submission_id"] == "culture"
    assert filled.rows["answers"][0].texts["department"] == "Culture"
    assert filled.rows["policy_grid"][0].texts["entry_id"] == "culture-001"


def test_moved_rows_columns_and_sheets_change_nothing(read, filled_in) -> None:
    wanted = Wanted(
        {
            SINGLE: Given((form().questions[SINGLE].options[0].code,), others={"evidence_text": "Yes"}),
            MULTIPLE: Given(tuple(option.code for option in form().questions[MULTIPLE].options[:2])),
        },
        ({"title": "A", "status": "Planned"},),
        {"population": {"year": 2024, "value": 5}},
    )
    sheets = filled_in(wanted)
    before, _ = read(sheets)
    moved = []
    for number, grid in enumerate(reversed(sheets)):
        last_row, last_column = max(grid.rows), max(max(cells) for cells in grid.rows.values())
        rows = {
            # the mark stays above, two rows further down; the hidden column is the last one now
            3 if row == 1 else 4 + last_row - row: {3 + last_column - column: text for column, text in cells.items()}
            for row, cells in grid.rows.items()
        }
        moved.append(Grid(f"Renamed {number}", rows))
    after, told = read(moved)
    assert told == []
    for kind, rows in before.rows.items():
        key = {"answers": "question_code", "policy_grid": "entry_id", "facts": "fact_code"}[kind]
        assert sorted((row.texts for row in after.rows[kind]), key=lambda texts: texts[key]) == sorted(
            (row.texts for row in rows), key=lambda texts: texts[key]
        )


def test_sheets_that_were_left_out_are_no_fault(read, filled_in) -> None:
    wanted = Wanted({SINGLE: Given((form().questions[SINGLE].options[0].code,))})
    sheets = [grid for grid in filled_in(wanted) if grid.name in ("Start", "Commitment")]
    filled, told = read(sheets)
    assert told == []
    assert len(filled.rows["answers"]) == 1
