"""The rows of a questionnaire workbook as sheets of the kinds that they are, as if they had come in files of their own."""

from __future__ import annotations

from assets.intake.grids import Workbook, name_column_letters
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.questionnaire.cover import find_language
from assets.intake.questionnaire.marked_sheet import MarkedSheet
from assets.intake.questionnaire.rows import Row
from assets.intake.questionnaire.workbook import read_questionnaire
from assets.intake.sheets import Sheet
from assets.schema import file_kinds


def read_filled(book: Workbook) -> tuple[list[Sheet], list[Problem], str]:
    """The sheets, the problems, and the language of the workbook.

    Raises FileRefusedError where the workbook as a whole cannot be used.
    """
    try:
        filled = read_questionnaire(book.grids)
    except FileRefusedError as refusal:
        language = find_language(book.grids)
        raise FileRefusedError(*book.problems, *refusal.problems, language=language) from refusal
    sheets = [
        build_sheet(kind, marked, [row for row in filled.rows[kind] if row.sheet is marked], filled.city_of(kind))
        for kind, marked_sheets in filled.sheets.items()
        for marked in marked_sheets
    ]
    return sheets, [*book.problems, *filled.problems], filled.submission.language


def build_sheet(kind: str, marked: MarkedSheet, rows: list[Row], city_code: str | None = None) -> Sheet:
    """The rows of one sheet of the workbook with all columns of the contract; each cell is said to be where it came from."""
    sheet = Sheet("row", name=marked.name, epoch=marked.grid.epoch, city_code=city_code)
    sheet.places = [row.row for row in rows]
    sheet.rows_found = len(rows)
    keys = rows[0].keys if rows else {}
    for column in file_kinds()[kind].column_names:
        sheet.add_cells(column, [row.texts.get(column, "") for row in rows])
        place = marked.columns.get(keys.get(column, column), marked.mark_column)
        sheet.letters[column] = name_column_letters(place)
    return sheet
