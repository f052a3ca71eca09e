"""Entries of the policy assessment grid and facts about the city, from the sheets that have one row for each.

The version of the submission is the revision of these rows, so that a corrected workbook replaces what an earlier one said.
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.intake.questionnaire.labels import fold, index_areas, index_values, read_tick, split_codes
from assets.intake.questionnaire.marked_sheet import MarkedSheet
from assets.intake.questionnaire.rows import CellGuard, Row, check_columns, drop_contradicting, find_stray
from assets.intake.questionnaire.submission import Submission
from assets.questionnaire.form import Fact, accepted_values
from assets.questionnaire.grid_fields import ENTRY, label_values, list_fields
from assets.questionnaire.languages import read_wording
from assets.questionnaire.layout import SEPARATOR, VERSION_KEY
from assets.schema import Column

FACT_INPUTS = ("year", "value", "source_url")
PERCENT = "percent"  # the unit in which a cell may say %


def read_grid(submission: Submission, sheets: Sequence[MarkedSheet]) -> list[Row]:
    """The rows of `policy_grid`."""
    keys = [ENTRY, *(key for key, _, _ in list_fields())]
    for sheet in sheets:
        check_columns(submission, sheet, keys)
    usable = [sheet for sheet in sheets if ENTRY in sheet.columns and not sheet.doubled.keys() & set(keys)]
    guard = CellGuard(submission, usable, keys)
    rows: list[Row] = []
    for sheet in usable:
        for place, _ in sheet.list_rows():
            if not guard.holds(sheet, place, keys[1:]):
                continue
            row = Row(sheet, place)

            def read(row: Row = row) -> None:
                guard.check(row.sheet, row.row, keys)
                read_entry(submission, row)

            if submission.is_clean_after(read):
                rows.append(row)
    return drop_contradicting(submission, rows, (ENTRY,))


def read_entry(submission: Submission, row: Row) -> None:
    """Fill the row of one entry of the grid."""
    sheet, place = row.sheet, row.row
    row.texts = {
        "cycle": str(submission.assignment.cycle),
        "city_code": submission.assignment.city_code,
        ENTRY: sheet.text(place, ENTRY),
        "revision": submission.values[VERSION_KEY],
    }
    if not row.texts[ENTRY]:
        submission.blame("entry_without_number", sheet.locate(place, ENTRY))
    for key, column, value in list_fields():
        text, location = sheet.text(place, key), sheet.locate(place, key)
        if not value:
            row.texts[column.name] = read_field(submission, column, text, location)
            continue
        row.keys.setdefault(column.name, key)
        ticked = read_tick(text, submission.language)
        if ticked is None:
            submission.blame("tick_not_understood", location, value=text)
        earlier = row.texts.get(column.name, "")
        row.texts[column.name] = SEPARATOR.join(filter(None, (earlier, value if ticked else "")))


def read_field(submission: Submission, column: Column, text: str, location: str) -> str:
    """A cell of the grid as the contract has it: labels become codes, lists are separated by |."""
    if not text:
        return ""
    language = submission.language
    if column.name == "question_codes":
        codes = {fold(code): code for code in submission.form.questions}
        unknown = [code for code in split_codes(text) if fold(code) not in codes]
        if unknown:
            limit = submission.assignment.methodology_id
            submission.blame("grid_question_unknown", location, value=", ".join(unknown), limit=limit)
        return SEPARATOR.join(codes[fold(code)] for code in split_codes(text) if fold(code) in codes)
    if column.name == "area_code":
        index = index_areas(submission.form, language)
        labels = [read_wording(language).translate(area.name, area.code) for area in submission.form.areas]
    elif accepted := accepted_values(column):
        index = index_values(column, accepted, language)
        labels = list(label_values(read_wording(language), column, accepted).values())
    else:
        return SEPARATOR.join(split_codes(text)) if column.meta.get("list") else text
    if fold(text) not in index:
        words = {"value": text, "column_name": column.name, "limit": ", ".join(labels)}
        submission.blame("value_not_accepted", location, **words)
    return index.get(fold(text), "")


def read_facts(submission: Submission, sheets: Sequence[MarkedSheet]) -> list[Row]:
    """The rows of `facts`. A fact without a value is not given."""
    for sheet in sheets:
        check_columns(submission, sheet, FACT_INPUTS)
    usable = [sheet for sheet in sheets if "value" in sheet.columns and not sheet.doubled.keys() & set(FACT_INPUTS)]
    guard = CellGuard(submission, usable, FACT_INPUTS)
    facts = {fact.code: fact for fact in submission.form.facts}
    rows = []
    for sheet in usable:
        for place, code in sheet.list_rows():
            if not code:
                find_stray(submission, sheet, place, FACT_INPUTS)
            elif code not in facts:
                submission.blame("row_code_changed", sheet.locate(place), value=code, limit="fact_codes")
            elif guard.holds(sheet, place, FACT_INPUTS):
                row = build_fact(submission, sheet, place, facts[code])
                if submission.is_clean_after(lambda: guard.check(row.sheet, row.row, FACT_INPUTS)):  # noqa: B023
                    rows.append(row)
    given = [row for row in rows if row.texts["value"]]
    for row in rows:
        if not row.texts["value"]:
            submission.blame("fact_without_value", row.locate("value"))
    return drop_contradicting(submission, given, ("year", "fact_code"))


def build_fact(submission: Submission, sheet: MarkedSheet, place: int, fact: Fact) -> Row:
    value = sheet.text(place, "value")
    texts = {
        "city_code": submission.assignment.city_code,
        "fact_code": fact.code,
        "revision": submission.values[VERSION_KEY],
        "unit": fact.unit,
        "year": sheet.text(place, "year"),
        "value": value.removesuffix("%").rstrip() if fact.unit == PERCENT and value.endswith("%") else value,
        "source_url": sheet.text(place, "source_url"),
    }
    return Row(sheet, place, texts)
