"""The rows of a sheet, checked against the contract of their kind.

A row with a problem is left out as a whole: an unusable row is never half used. What a text may be is
`validation.py`; here stands what the shapes of cells (`cells.py`) say beyond their text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from assets.intake.cells import date_of_serial
from assets.intake.problems import Problem, Subject
from assets.intake.sheets import Sheet
from assets.intake.validation import HINTS, Cell, check_cell, describe_column, fail
from assets.schema import Column, Table

WHOLE_DAYS = re.compile(r"\d{1,7}", re.ASCII)
YEARS = range(1900, 2201)
VERSIONS = ("submission_version", "review_version", "revision")
SHAPES_AT_FAULT = {"error": "cell_with_error", "unvalued": "formula_without_value", "merged": "cells_merged"}


def check_column(column: Column, sheet: Sheet) -> tuple[list[str | None], dict[int, Cell]]:
    """The canonical cells of a column, and the cells with a problem by index of the row.

    Each distinct text is checked once.
    """
    texts = sheet.columns.get(column.name)
    if texts is None:
        return [check_cell(column, "")[0]] * len(sheet.places), {}
    checked = {text: check_cell(column, text) for text in set(texts)}
    cells = [checked[text][0] for text in texts]
    failed = {text for text, cell in checked.items() if cell[1]}
    bad = {row: checked[text] for row, text in enumerate(texts) if text in failed} if failed else {}
    for row, shape in sheet.shapes.get(column.name, {}).items():
        cell = check_shape(column, shape, texts[row], sheet.epoch)
        if cell is None:
            continue
        cells[row] = cell[0]
        bad.pop(row, None)
        if cell[1]:
            bad[row] = cell
    return cells, bad


def check_shape(column: Column, shape: str, text: str, epoch: date | None) -> Cell | None:
    """What the shape of a cell says beyond its text; None where the text alone decides.

    Shapes are those of `cells.py`, and `merged A1:A3` for a cell below merged ones.
    """
    word, _, detail = shape.partition(" ")
    is_date = column.data_type == "date"
    if word == "number":
        return check_serial(column, text, epoch) if is_date and epoch else None
    if (word == "date" and (is_date or column.meta.get("dates"))) or (word == "array" and column.meta.get("list")):
        return None
    if word in ("date", "moment") and not is_date:
        return fail("date_not_expected", column, value=text, hint=describe_column(column))
    if word in SHAPES_AT_FAULT:
        return fail(SHAPES_AT_FAULT[word], column, value=detail or text)
    return fail("value_wrong_type", column, value=text, hint=describe_column(column))


def check_serial(column: Column, text: str, epoch: date) -> Cell:
    """A number in a column of dates counts days, unless it looks like a year."""
    day = date_of_serial(int(text), epoch) if WHOLE_DAYS.fullmatch(text) else None
    if day is None or int(text) in YEARS:
        return fail("value_wrong_type", column, value=text, hint=HINTS["date"])
    return day.isoformat(), None, {}


def find_gaps(
    column: Column, cells: list[str | None], failed: Mapping[int, Cell]
) -> tuple[dict[int, Cell], list[Problem]]:
    """Cells that are empty in a column which is given in all rows or in none, and what is to be said where it is in none."""
    note = column.meta.get("given_throughout")
    empty = [row for row, cell in enumerate(cells) if cell is None and row not in failed] if note else []
    if not empty:
        return {}, []
    if len(empty) == len(cells):
        return {}, [Problem(str(note))]
    return {row: fail("value_missing", column, hint=describe_column(column)) for row in empty}, []


def name_row(kind: Table, cells: Mapping[str, list[str | None]], row: int) -> Subject:
    """What a row is about beside city and cycle, and under which version; None for what cannot be read.

    Answers are replaced by whole submissions, so the question is no part of it.
    """
    version = next((name for name in VERSIONS if name in cells), None)
    left_out = {"city_code", "cycle", "question_code", *VERSIONS}
    named = [column for column in kind.columns if column.is_key and column.name not in left_out]
    parts = [cells[column.name][row] or ("" if column.may_be_empty else None) for column in named]
    number = cells[version][row] if version else None
    return Subject(kind.name, None if None in parts else " ".join(map(str, parts)), int(number) if number else None)


def check_rows(kind: Table, sheet: Sheet) -> tuple[dict[str, list[str | None]], list[int], list[Problem]]:
    """The good rows by column (all columns of the contract), their places, and the problems of the others."""
    cells: dict[str, list[str | None]] = {}
    bad: list[tuple[int, str, Cell]] = []
    problems: list[Problem] = []
    for column in kind.columns:
        cells[column.name], failed = check_column(column, sheet)
        gaps, notes = find_gaps(column, cells[column.name], failed)
        failed, problems = failed | gaps, [*problems, *notes]
        bad.extend((row, column.name, cell) for row, cell in failed.items())
    if not bad:
        return cells, sheet.places, problems
    problems += [
        Problem(
            str(code),
            sheet.locate(row, name),
            values,
            cells["city_code"][row] if "city_code" in cells else sheet.city_code,
            int(str(cells["cycle"][row])) if "cycle" in cells and cells["cycle"][row] else None,
            name_row(kind, cells, row),
        )
        for row, name, (_, code, values) in sorted(bad, key=lambda item: item[0])
    ]
    wrong = {row for row, *_ in bad}
    good = [row for row in range(len(sheet.places)) if row not in wrong]
    cells = {name: [column[row] for row in good] for name, column in cells.items()}
    return cells, [sheet.places[row] for row in good], problems
