"""The sheet with the library of indicators: to read and to choose from; nothing on it comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assets.questionnaire.book import Book
from assets.questionnaire.layout import LIBRARY, SEPARATOR
from assets.questionnaire.styles import TABS, measure_height, measure_text
from assets.strategies.fields import LIBRARY_CODE, UNIT, list_labels, read_library

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE_ROW, HELP_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4
WIDTHS = {
    "key": 0.0, LIBRARY_CODE: 40.0, "definition": 54.0, "area_code": 22.0, "kind": 11.0, UNIT: 20.0, "wanted_direction": 13.0,
    "scale": 11.0, "collection_frequency": 16.0, "source": 22.0, "breakdown": 20.0, "collection_cost": 12.0, "question_codes": 18.0,
    "indicator_code": 28.0,
}  # fmt: skip
LABELLED = ("area_code", "kind", "wanted_direction", "collection_frequency", UNIT)


def write_library(book: Book, sheet: Worksheet) -> None:
    form, wording = book.request.form, book.wording
    labels = {key: list_labels(key, form, wording) for key in (*LABELLED, LIBRARY_CODE)}
    book.start_sheet(sheet, LIBRARY, "", list(WIDTHS.items()))
    book.mark_ours(sheet, TITLE_ROW, HELP_ROW, HEAD_ROW)
    book.write_band(sheet, TITLE_ROW, len(WIDTHS), book.say("sheet.indicator_library"))
    book.write_link(sheet, TITLE_ROW, len(WIDTHS) - 1)
    sheet.set_row(HELP_ROW, 36)
    sheet.merge_range(HELP_ROW, 1, HELP_ROW, 4, book.say("strategy.help.indicator_library"), book.styles["text"])
    sheet.set_row(HEAD_ROW, 36)
    for place, key in enumerate(WIDTHS):
        if WIDTHS[key]:
            sheet.write_string(HEAD_ROW, place, book.say(f"strategy.column.{key}"), book.styles["head"])
    entries = read_library()
    for number, entry in enumerate(entries, start=FIRST_ROW):
        code = entry["indicator_code"]
        shown = {
            **{key: labels[key].get(entry[key], entry[key]) for key in LABELLED},
            LIBRARY_CODE: labels[LIBRARY_CODE][code],
            "definition": wording.translate(entry["definition"], code),
            "scale": "–".join(filter(None, (entry["scale_min"], entry["scale_max"]))),
            "source": wording.translate(entry["source"], "source"),
            "breakdown": join_list(entry["breakdown"], wording.translate),
            "collection_cost": book.wording.find(f"value.collection_cost.{entry['collection_cost']}", entry["collection_cost"]),
            "question_codes": join_list(entry["question_codes"]),
            "indicator_code": code,
        }  # fmt: skip
        sheet.write_string(number, 0, code, book.styles["machine"])
        for place, key in enumerate(WIDTHS):
            if WIDTHS[key]:
                style = "label" if key == LIBRARY_CODE else "note"
                book.write_text(sheet, number, place, shown[key], book.styles[style])
        heights = (measure_text(shown[key], WIDTHS[key]) for key in (LIBRARY_CODE, "definition"))
        sheet.set_row(number, measure_height(*heights))
    sheet.autofilter(HEAD_ROW, 1, HEAD_ROW + len(entries), len(WIDTHS) - 1)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_tab_color(TABS["library"])
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})


def join_list(text: str, translate: Callable[[str], str] = str) -> str:
    return ", ".join(translate(part) for part in text.split(SEPARATOR) if part)
