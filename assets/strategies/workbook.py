"""The workbook of a city's strategy: a cover, a sheet per kind of row, the library to choose from, and what was filed (hidden).

Pure: a request in, bytes out. What was filed is written twice: into the cells, for people to go on from, and as a digest per row,
so that a row which nobody touched is known to say nothing new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.questionnaire.book import Book, Request, quote_sheet
from assets.questionnaire.cover_sheet import COLUMNS, KEY, LABEL, LAST, VALUE_AT, WIDE, write_heading, write_keys
from assets.questionnaire.layout import FILED, LISTS, MEASUREMENTS, OF_STRATEGY, STRATEGY_COVER, VERSION_KEY
from assets.questionnaire.styles import TABS, measure_height, measure_text
from assets.spreadsheets import MAX_MESSAGE, fit, name_sheet, open_workbook
from assets.strategies.due import Due
from assets.strategies.fields import END, INDICATOR_ID, REVISION, UNIT, digest_cells, find_columns, name_key
from assets.strategies.filed import Filed
from assets.strategies.library_sheet import write_library
from assets.strategies.row_sheets import RowSheet

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

STEPS = ("values", "indicators", "strategy", "correct", "send")
FILED_COLUMNS = ("key", "kind", "thing", REVISION, "digest", UNIT)


@dataclass(frozen=True)
class StrategyRequest:
    """Which workbook is wanted: whose and in which words (`request`), what was filed, and which values are due."""

    request: Request
    filed: Filed
    due: Sequence[Due] = ()


def write_strategy(wanted: StrategyRequest) -> bytes:
    """The workbook as bytes (XLSX)."""
    request = wanted.request
    title = request.wording.say("strategy.title")
    workbook, buffer = open_workbook(f"{title} · {request.city_name}", request.wording.language)
    book = Book(workbook, request)
    book.taken |= {LISTS, FILED}
    cover_name = name_sheet(book.say("sheet.cover"), book.taken)
    book.cover = f"{quote_sheet(cover_name)}!A1"
    cover = workbook.add_worksheet(cover_name)
    sheets: dict[str, RowSheet] = {}
    for kind in OF_STRATEGY:
        name = name_sheet(book.say(f"sheet.{kind}"), book.taken)
        sheets[kind] = RowSheet(book, workbook.add_worksheet(name), name, kind, wanted.filed, wanted.due)
    for sheet in sheets.values():
        sheet.write(sheets)
    library = name_sheet(book.say("sheet.indicator_library"), book.taken)
    write_library(book, workbook.add_worksheet(library))
    write_cover(book, cover, wanted, {kind: sheet.name for kind, sheet in sheets.items()} | {"library": library})
    book.write_lists()
    write_filed(book, workbook.add_worksheet(FILED), wanted.filed, sheets)
    cover.activate()
    workbook.close()
    return buffer.getvalue()


def write_cover(book: Book, sheet: Worksheet, wanted: StrategyRequest, names: dict[str, str]) -> None:
    """How it works, what is in it, and the version."""
    request, say = book.request, book.say
    book.start_sheet(sheet, STRATEGY_COVER, "", COLUMNS)
    book.write_band(sheet, 1, LAST + 1, request.city_name)
    for column in range(LABEL, LAST + 1):
        sheet.write_blank(2, column, None, book.styles["band_small"])
    book.write_text(sheet, 2, LABEL, say("strategy.title"), book.styles["band_small"])
    row = write_heading(book, sheet, 4, "strategy.how")
    width = sum(width for _, width in COLUMNS[VALUE_AT:])
    for step in STEPS:
        text = say(f"strategy.step.{step}", cycle=request.assignment.cycle)
        sheet.write_string(row, LABEL, say(f"strategy.step.{step}.title"), book.styles["text_bold"])
        sheet.merge_range(row, VALUE_AT, row, LAST, text, book.styles["text"])
        sheet.set_row(row, measure_height(measure_text(text, width)))
        row += 1
    row = write_heading(book, sheet, row + 1, "strategy.contents")
    for column, key in enumerate(("progress.sheet", "strategy.filed_rows", "strategy.due_rows"), start=LABEL):
        sheet.write_string(row, column, say(key), book.styles["head"])
    for kind, name in names.items():
        row += 1
        sheet.write_url(row, LABEL, f"internal:{quote_sheet(name)}!A1", book.styles["link"], name)
        for column, count in (
            (VALUE_AT, len(wanted.filed.rows[kind]) if kind in OF_STRATEGY else None),
            (WIDE, len(wanted.due) if kind == MEASUREMENTS else None),
        ):
            if count is None:
                sheet.write_blank(row, column, None, book.styles["blank"])
            else:
                sheet.write_number(row, column, count, book.styles["figure"])
    row = write_heading(book, sheet, row + 2, "strategy.own")
    sheet.write_string(row, KEY, VERSION_KEY, book.styles["machine"])
    sheet.write_string(row, LABEL, say("strategy.own.version"), book.styles["label"])
    sheet.write_number(row, VALUE_AT, 1, book.styles["input_whole"])
    hint = say("strategy.own.version.hint")
    sheet.merge_range(row, WIDE, row, LAST, hint, book.styles["quiet"])
    sheet.set_row(row, 30)
    message = fit(say("own.version.error"), MAX_MESSAGE)
    rule = {"validate": "integer", "criteria": ">=", "value": 1, "error_message": message}
    sheet.data_validation(row, VALUE_AT, row, VALUE_AT, rule)
    write_keys(book, sheet, row + 2)
    sheet.set_portrait()
    sheet.set_tab_color(TABS["cover"])
    sheet.protect("", {"format_columns": True, "format_rows": True})


def write_filed(book: Book, sheet: Worksheet, filed: Filed, sheets: dict[str, RowSheet]) -> None:
    """The hidden sheet with what was filed: of each row what it is about, its revision and what its cells show."""
    book.start_sheet(sheet, FILED, "", [(name, 12.0) for name in FILED_COLUMNS])
    row, measured = 1, {each[INDICATOR_ID] for each in filed.rows[MEASUREMENTS]}
    for kind in OF_STRATEGY:
        revisions = find_columns(kind)[REVISION]
        for each in filed.rows[kind]:
            revision = each.get(REVISION) or str(revisions.meta["default"])
            cells = (kind, name_key(kind, each) + END, revision, digest_cells(kind, sheets[kind].show(each)))
            for column, text in enumerate((*cells, each[UNIT] if name_key(kind, each) in measured else ""), start=1):
                sheet.write_string(row, column, text, book.styles["machine"])
            row += 1
    sheet.hide()
    sheet.protect()
