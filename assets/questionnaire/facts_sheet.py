"""The sheet of facts about the city: one row per fact of the seed, with year, value and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.questionnaire.book import Book
from assets.questionnaire.layout import FACTS
from assets.questionnaire.styles import SMALL, TABS, measure_height, measure_text
from assets.spreadsheets import MAX_MESSAGE, MAX_TITLE, fit

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE_ROW, HELP_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4
COLUMNS = [("key", 0.0), ("fact", 54.0), ("unit", 14.0), ("year", 10.0), ("value", 18.0), ("source_url", 56.0)]
PLACE = {key: number for number, (key, _) in enumerate(COLUMNS)}
INPUTS = {"year": "input_whole", "value": "input_decimal", "source_url": "input_text"}
OLDEST = 20  # years before the cycle; older facts say nothing about it


def write_facts(book: Book, sheet: Worksheet, name: str) -> str:
    """Write the sheet. Returns the range whose filled cells are counted on the cover."""
    from xlsxwriter.utility import xl_range_abs

    width = COLUMNS[1][1]
    facts, cycle = book.request.form.facts, book.request.assignment.cycle
    book.start_sheet(sheet, FACTS, "", COLUMNS)
    book.write_band(sheet, TITLE_ROW, len(COLUMNS), book.say("sheet.facts"))
    book.write_link(sheet, TITLE_ROW, len(COLUMNS) - 1)
    sheet.set_row(HELP_ROW, 36)
    sheet.merge_range(HELP_ROW, 1, HELP_ROW, len(COLUMNS) - 1, book.say("facts.help"), book.styles["text"])
    sheet.set_row(HEAD_ROW, 30)
    for key, place in PLACE.items():
        if place:
            sheet.write_string(HEAD_ROW, place, book.say(f"column.{key}"), book.styles["head"])
    book.mark_ours(sheet, TITLE_ROW, HELP_ROW, HEAD_ROW)
    for row, fact in enumerate(facts, start=FIRST_ROW):
        text, use = (book.wording.translate(words, fact.code) for words in (fact.name, fact.use))
        sheet.write_string(row, 0, fact.code, book.styles["machine"])
        runs = [book.styles["bold_run"], text, book.styles["quiet_run"], "\n" + use]
        sheet.write_rich_string(row, PLACE["fact"], *runs, book.styles["question"])
        sheet.write_string(row, PLACE["unit"], book.wording.translate(fact.unit, fact.code), book.styles["note"])
        for key, style in INPUTS.items():
            sheet.write_blank(row, PLACE[key], None, book.styles[style])
        sheet.set_row(row, measure_height(measure_text(text, width) + measure_text(use, width, SMALL)))
    last = FIRST_ROW + len(facts) - 1
    rule = {
        "validate": "integer",
        "criteria": "between",
        "minimum": cycle - OLDEST,
        "maximum": cycle + 1,
        "error_type": "warning",
        "error_title": fit(book.say("year.title"), MAX_TITLE),
        "error_message": fit(book.say("year.error"), MAX_MESSAGE),
    }
    sheet.data_validation(FIRST_ROW, PLACE["year"], last, PLACE["year"], rule)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.set_tab_color(TABS[FACTS])
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_selection(FIRST_ROW, PLACE["year"], FIRST_ROW, PLACE["year"])
    return f"{name}!{xl_range_abs(FIRST_ROW, PLACE['value'], last, PLACE['value'])}"
