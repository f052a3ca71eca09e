"""Entries of the policy assessment grid and facts about the city, from the sheets that have one row for each.

The version of the submission is the revision of these rows, so that a corrected workbook replaces what an earlier one said.
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.intake.problems import Problem
from assets.intake.questionnaire.cover import Cover
from assets.intake.questionnaire.labels import fold, index_areas, index_values, read_tick, split_codes
from assets.intake.questionnaire.marked_sheet import MarkedSheet
from assets.intake.questionnaire.rows import Row, check_columns, drop_contradicting, find_formulas, find_stray
from assets.questionnaire.form import accepted_values
from assets.questionnaire.grid_fields import ENTRY, label_values, list_fields
from assets.questionnaire.languages import read_wording
from assets.questionnaire.layout import SEPARATOR, VERSION_KEY
from assets.schema import Column

FACT_INPUTS = ("year", "value", "source_url")


def read_grid(cover: Cover, sheets: Sequence[MarkedSheet]) -> tuple[list[Row], list[Problem]]:
    """The rows of `policy_grid`, and the problems of the sheets."""
    fields = list_fields()
    keys = [key for key, _, _ in fields]
    rows, problems = [], []
    for sheet in sheets:
        problems += check_columns(cover, sheet, (ENTRY, *keys))
        if ENTRY not in sheet.columns or sheet.doubled.keys() & {ENTRY, *keys}:
            continue
        for place, _ in sheet.list_rows():
            if not any(sheet.text(place, key) for key in keys):
                continue
            if not sheet.text(place, ENTRY):
                problems.append(cover.blame("entry_without_number", sheet.locate(place, ENTRY)))
                continue
            row, found = read_entry(cover, sheet, place)
            problems += [*found, *find_formulas(cover, sheet, place, (ENTRY, *keys))]
            rows.append(row)
    kept, found = drop_contradicting(cover, rows, (ENTRY,))
    bad = {problem.location for problem in problems}
    return [row for row in kept if not is_blamed(row, bad)], problems + found


def is_blamed(row: Row, locations: set[str]) -> bool:
    """Whether a cell of the row has a problem: such a row is left out as a whole."""
    return any(row.sheet.locate(row.row, key) in locations for key in row.sheet.columns)


def read_entry(cover: Cover, sheet: MarkedSheet, place: int) -> tuple[Row, list[Problem]]:
    """One entry of the grid, and the cells of it that cannot be understood."""
    row, problems = Row(sheet, place), []
    row.texts = {
        "cycle": str(cover.assignment.cycle),
        "city_code": cover.assignment.city_code,
        ENTRY: sheet.text(place, ENTRY),
        "revision": cover.values[VERSION_KEY],
    }
    for key, column, value in list_fields():
        text = sheet.text(place, key)
        if value:
            row.texts.setdefault(column.name, "")
            tick = read_tick(text, cover.language)
            if tick is None:
                problems.append(cover.blame("tick_not_understood", sheet.locate(place, key), value=text))
            elif tick:
                row.texts[column.name] = SEPARATOR.join(filter(None, (row.texts.get(column.name), value)))
            row.keys.setdefault(column.name, key)
            continue
        canonical, found = read_field(cover, column, text, sheet.locate(place, key))
        problems += found
        row.texts[column.name] = canonical
    return row, problems


def read_field(cover: Cover, column: Column, text: str, location: str) -> tuple[str, list[Problem]]:
    """A cell of the grid as the contract has it: labels become codes, lists are separated by |."""
    if not text:
        return "", []
    if column.name == "question_codes":
        codes = {fold(code): code for code in cover.form.questions}
        given = split_codes(text)
        unknown = [code for code in given if fold(code) not in codes]
        if unknown:
            values = {"value": ", ".join(unknown), "limit": cover.assignment.methodology_id}
            return "", [cover.blame("grid_question_unknown", location, **values)]
        return SEPARATOR.join(codes[fold(code)] for code in given), []
    if column.name == "area_code":
        index = index_areas(cover.form, cover.language)
        labels = [read_wording(cover.language).translate(area.name, area.code) for area in cover.form.areas]
    elif accepted := accepted_values(column):
        index = index_values(column, accepted, cover.language)
        labels = list(label_values(read_wording(cover.language), column, accepted).values())
    else:
        return SEPARATOR.join(split_codes(text)) if column.meta.get("list") else text, []
    if fold(text) not in index:
        words = {"value": text, "column_name": column.name, "limit": ", ".join(labels)}
        return "", [cover.blame("value_not_accepted", location, **words)]
    return index[fold(text)], []


def read_facts(cover: Cover, sheets: Sequence[MarkedSheet]) -> tuple[list[Row], list[Problem]]:
    """The rows of `facts`, and the problems of the sheets. A fact without a value is not given."""
    facts = {fact.code: fact for fact in cover.form.facts}
    rows, problems = [], []
    for sheet in sheets:
        problems += check_columns(cover, sheet, FACT_INPUTS)
        if "value" not in sheet.columns or sheet.doubled.keys() & set(FACT_INPUTS):
            continue
        for place, code in sheet.list_rows():
            if not code:
                problems += find_stray(cover, sheet, place, FACT_INPUTS)
                continue
            if code not in facts:
                problems.append(cover.blame("row_code_changed", sheet.locate(place), value=code, limit="fact_codes"))
                continue
            formulas = find_formulas(cover, sheet, place, FACT_INPUTS)
            problems += formulas
            if not sheet.text(place, "value"):
                if any(sheet.text(place, key) for key in FACT_INPUTS):
                    problems.append(cover.blame("fact_without_value", sheet.locate(place, "value")))
                continue
            if not formulas:
                rows.append(build_fact(cover, sheet, place, code, facts[code].unit))
    kept, found = drop_contradicting(cover, rows, ("year", "fact_code"))
    return kept, problems + found


def build_fact(cover: Cover, sheet: MarkedSheet, place: int, code: str, unit: str) -> Row:
    texts = {
        "city_code": cover.assignment.city_code,
        "fact_code": code,
        "revision": cover.values[VERSION_KEY],
        "unit": unit,
        **{key: sheet.text(place, key) for key in FACT_INPUTS},
    }
    return Row(sheet, place, texts)
