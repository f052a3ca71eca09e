"""The sheet of the policy assessment grid: one row per policy, structure, action or service, with drop-downs.

Its columns are those of the contract; a list of accepted values becomes one tick cell per value, areas are chosen by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.questionnaire.book import Book
from assets.questionnaire.form import accepted_values
from assets.questionnaire.grid_fields import ENTRY, label_values, list_fields, name_label
from assets.questionnaire.layout import GRID
from assets.questionnaire.styles import TABS
from assets.schema import Column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE_ROW, HELP_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4
ROWS = 100
WIDTHS = {
    "title": 36, "area_code": 26, "question_codes": 16, "entry_kind": 14, "status": 14, "description": 46, "department": 20,
    "started_on": 12, "ended_on": 12, "budget_eur": 14, "spent_eur": 14, "governance_levels": 10, "objective": 34,
    "indicator_ids": 16, "evidence_url": 30, "evaluated": 11, "good_practice": 12,
}  # fmt: skip
STYLE_OF_TYPE = {"date": "input_date", "double": "input_decimal", "integer": "input_whole", "bigint": "input_whole"}


def name_entry(submission_id: str, number: int) -> str:
    """The code of an entry: the same from version to version, different in the workbooks of two departments."""
    return f"{submission_id}-{number:03d}"


def write_grid(book: Book, sheet: Worksheet, name: str) -> str:
    """Write the sheet. Returns the range whose filled cells are counted on the cover."""
    from xlsxwriter.utility import xl_range_abs

    fields = list_fields()
    widths = [(key, WIDTHS.get(column.name, 16)) for key, column, _ in fields]
    book.start_sheet(sheet, GRID, "", [("key", 0), (ENTRY, 12), *widths])
    book.mark_ours(sheet, TITLE_ROW, HELP_ROW, HEAD_ROW)
    book.write_band(sheet, TITLE_ROW, len(fields) + 2, book.say("sheet.policy_grid"))
    book.write_link(sheet, TITLE_ROW, 5)
    sheet.set_row(HELP_ROW, 36)
    sheet.merge_range(HELP_ROW, 1, HELP_ROW, 7, book.say("grid.help"), book.styles["text"])
    sheet.set_row(HEAD_ROW, 48)
    sheet.write_string(HEAD_ROW, 1, book.say("column.entry_id"), book.styles["head"])
    last = FIRST_ROW + ROWS - 1
    for row in range(FIRST_ROW, last + 1):
        entry = name_entry(book.request.assignment.submission_id, row - FIRST_ROW + 1)
        sheet.write_string(row, 1, entry, book.styles["code"])
    for place, (_, column, value) in enumerate(fields, start=2):
        write_field(book, sheet, place, column, value)
    sheet.freeze_panes(FIRST_ROW, 3)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_tab_color(TABS[GRID])
    sheet.set_selection(FIRST_ROW, 2, FIRST_ROW, 2)
    return f"{name}!{xl_range_abs(FIRST_ROW, 2, last, 2)}"


def write_field(book: Book, sheet: Worksheet, place: int, column: Column, value: str) -> None:
    """The header of one column, its empty cells and what they offer."""
    last = FIRST_ROW + ROWS - 1
    words = book.say(f"column.{column.name}", cycle="")
    if value:
        words += "\n" + book.wording.find(name_label(column, value), value)
    sheet.write_string(HEAD_ROW, place, words, book.styles["head"])
    style = "tick" if value else STYLE_OF_TYPE.get(column.data_type, "input_text")
    for row in range(FIRST_ROW, last + 1):
        sheet.write_blank(row, place, None, book.styles[style])
    if value:
        book.offer_tick(sheet, FIRST_ROW, place, last)
    elif column.name == "area_code":
        areas = [book.wording.translate(area.name, area.code) for area in book.request.form.areas]
        book.offer(sheet, FIRST_ROW, place, areas, last)
    elif values := accepted_values(column):
        book.offer(sheet, FIRST_ROW, place, label_values(book.wording, column, values).values(), last)
