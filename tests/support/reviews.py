"""Review workbooks as reviewers fill them in: what is decided about a question, an area or the city, and where that is written."""

from __future__ import annotations

from collections.abc import Mapping

from support.questionnaires import Edit, place, read_sheets, write_on_file

from assets.intake.questionnaire.marked_sheet import MarkedSheet, read_marked_sheet
from assets.questionnaire.layout import REVIEW_COVER, REVIEWS, VALUE, WHOLE

Decided = Mapping[str, object]  # value by key of the column


def list_marked(content: bytes) -> list[MarkedSheet]:
    sheets = [read_marked_sheet(grid.name, grid) for grid in read_sheets(content)]
    return [sheet for sheet in sheets if isinstance(sheet, MarkedSheet)]


def decide(
    content: bytes,
    questions: Mapping[str, Decided] | None = None,
    areas: Mapping[str, Decided] | None = None,
    cover: Decided | None = None,
) -> bytes:
    """The workbook with decisions about questions and areas by code, and cells of the cover by key."""
    edits: list[Edit] = []
    for sheet in list_marked(content):
        for row, key in sheet.list_rows():
            if sheet.mark.kind == REVIEW_COVER:
                edits += [place(sheet, row, VALUE, cover[key])] if cover and key in cover else []
            elif sheet.mark.kind == REVIEWS:
                said = (areas or {}).get(sheet.mark.part, {}) if key == WHOLE else (questions or {}).get(key, {})
                edits += [place(sheet, row, column, value) for column, value in said.items()]
    return write_on_file(content, edits)


def find_cell(content: bytes, code: str, column: str) -> str:
    """What a cell of a question shows."""
    return next(
        sheet.text(row, column) for sheet in list_marked(content) for row, key in sheet.list_rows() if key == code
    )
