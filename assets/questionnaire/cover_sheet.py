"""The cover: whose questionnaire it is, how to fill it in, how far it is, and the keys that the platform reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.questionnaire.book import Book
from assets.questionnaire.layout import (
    ANSWERED_ON,
    COVER,
    DEPARTMENT,
    TEMPLATE_VERSION,
    VALUE,
    VERSION_KEY,
)
from assets.questionnaire.styles import BLUE, LINE_SPACING, SIZE, SMALL, TABS, measure_height, measure_text
from assets.spreadsheets import MAX_MESSAGE, fit

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

KEY, LABEL, VALUE_AT, WIDE, LAST = 0, 1, 2, 3, 5
COLUMNS = [("key", 0.0), ("label", 40.0), (VALUE, 24.0), ("wide", 22.0), ("more", 22.0), ("end", 22.0)]
LABEL_WIDTH = COLUMNS[LABEL][1]
WIDTH = sum(width for _, width in COLUMNS[LABEL:])
HINT_WIDTH = WIDTH - LABEL_WIDTH - COLUMNS[VALUE_AT][1]
STEPS = ("answer", "unchanged", "evidence", "unknown", "grid", "version", "send")
TO_FILL_IN = {VERSION_KEY: "input_whole", ANSWERED_ON: "input_date", DEPARTMENT: "input_text"}


@dataclass(frozen=True)
class Progress:
    """One line of the cover: a sheet, how many questions it has (0: no limit), and the formula that counts what is done."""

    sheet: str
    label: str
    questions: int
    done: str


def write_cover(book: Book, sheet: Worksheet, progress: Sequence[Progress]) -> None:
    request = book.request
    book.start_sheet(sheet, COVER, "", COLUMNS)
    book.write_band(sheet, 1, LAST + 1, request.city_name)
    sheet.set_row(2, 24)
    for column in range(LABEL, LAST + 1):
        sheet.write_blank(2, column, None, book.styles["band_small"])
    title = book.say("cover.title", cycle=request.assignment.cycle)
    book.write_text(sheet, 2, LABEL, f"{title} · {request.department}".strip(" ·"), book.styles["band_small"])
    row = write_steps(book, sheet, 4)
    row = write_own(book, sheet, row + 1)
    row = write_progress(book, sheet, row + 1, progress)
    write_keys(book, sheet, row + 1)
    sheet.set_portrait()
    sheet.set_tab_color(TABS[COVER])
    sheet.protect("", {"format_columns": True, "format_rows": True})


def write_heading(book: Book, sheet: Worksheet, row: int, key: str) -> int:
    sheet.set_row(row, 24)
    for column in range(LABEL, LAST + 1):
        sheet.write_blank(row, column, None, book.styles["heading"])
    sheet.write_string(row, LABEL, book.say(key), book.styles["heading"])
    return row + 1


def write_steps(book: Book, sheet: Worksheet, row: int) -> int:
    """How to fill it in, step by step. Returns the row after it."""
    row = write_heading(book, sheet, row, "cover.how")
    for step in STEPS:
        if step == "unchanged" and book.request.previous_cycle is None:
            continue
        title, text = book.say(f"step.{step}.title"), book.say(f"step.{step}.text", cycle=book.request.previous_cycle)
        sheet.write_string(row, LABEL, title, book.styles["text_bold"])
        sheet.merge_range(row, VALUE_AT, row, LAST, text, book.styles["text"])
        sheet.set_row(row, measure_height(measure_text(text, WIDTH - LABEL_WIDTH), measure_text(title, LABEL_WIDTH)))
        row += 1
    return row


def write_own(book: Book, sheet: Worksheet, row: int) -> int:
    """What the city says of this submission. Returns the row after it."""
    row = write_heading(book, sheet, row, "cover.own")
    for key, style in TO_FILL_IN.items():
        sheet.write_string(row, KEY, key, book.styles["machine"])
        sheet.write_string(row, LABEL, book.say(f"own.{key}"), book.styles["label"])
        sheet.write_blank(row, VALUE_AT, None, book.styles[style])
        hint = book.say(f"own.{key}.hint")
        sheet.merge_range(row, WIDE, row, LAST, hint, book.styles["quiet"])
        sheet.set_row(row, measure_height(measure_text(hint, HINT_WIDTH, SMALL), SIZE * LINE_SPACING))
        if key == VERSION_KEY:
            sheet.write_number(row, VALUE_AT, 1, book.styles[style])
            rule = {
                "validate": "integer",
                "criteria": ">=",
                "value": 1,
                "error_message": fit(book.say("own.version.error"), MAX_MESSAGE),
            }
            sheet.data_validation(row, VALUE_AT, row, VALUE_AT, rule)
        elif key == DEPARTMENT and book.request.department:
            book.write_text(sheet, row, VALUE_AT, book.request.department, book.styles[style])
        row += 1
    return row


def write_progress(book: Book, sheet: Worksheet, row: int, progress: Sequence[Progress]) -> int:
    """How far each sheet is, by formula, with links. Returns the row after it."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    row = write_heading(book, sheet, row, "cover.progress")
    heads = ("progress.sheet", "progress.questions", "progress.done", "progress.share")
    for column, key in enumerate(heads, start=LABEL):
        sheet.write_string(row, column, book.say(key), book.styles["head"])
    first = row = row + 1
    for line in progress:
        sheet.write_url(row, LABEL, f"internal:{line.sheet}!A1", book.styles["link"], line.label)
        if line.questions:
            sheet.write_number(row, VALUE_AT, line.questions, book.styles["figure"])
            share = f"={xl_rowcol_to_cell(row, WIDE)}/{xl_rowcol_to_cell(row, VALUE_AT)}"
            sheet.write_formula(row, WIDE + 1, share, book.styles["percent"], 0)
        else:
            sheet.write_blank(row, VALUE_AT, None, book.styles["blank"])
            sheet.write_blank(row, WIDE + 1, None, book.styles["blank"])
        sheet.write_formula(row, WIDE, line.done, book.styles["figure"], 0)
        row += 1
    write_total(book, sheet, row, first, sum(line.questions for line in progress))
    bar = {"type": "data_bar", "bar_color": BLUE, "bar_solid": True, "min_type": "num", "max_type": "num"}
    sheet.conditional_format(first, WIDE + 1, row, WIDE + 1, {**bar, "min_value": 0, "max_value": 1})
    return row + 1


def write_total(book: Book, sheet: Worksheet, row: int, first: int, questions: int) -> None:
    """The last line of the progress: everything that has a number of questions."""
    from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

    asked, done = xl_range(first, VALUE_AT, row - 1, VALUE_AT), xl_range(first, WIDE, row - 1, WIDE)
    sheet.write_string(row, LABEL, book.say("progress.total"), book.styles["label"])
    sheet.write_number(row, VALUE_AT, questions, book.styles["total"])
    sheet.write_formula(row, WIDE, f'=SUMIF({asked},">0",{done})', book.styles["total"], 0)
    share = f"={xl_rowcol_to_cell(row, WIDE)}/{xl_rowcol_to_cell(row, VALUE_AT)}"
    sheet.write_formula(row, WIDE + 1, share, book.styles["total_percent"], 0)


def write_keys(book: Book, sheet: Worksheet, row: int) -> None:
    """The keys by which the platform knows the workbook again, for everybody to see."""
    own = book.request.assignment
    keys = {
        "template_version": str(TEMPLATE_VERSION),
        "cycle": str(own.cycle),
        "city_code": own.city_code,
        "methodology_id": own.methodology_id,
        "submission_id": own.submission_id,
        "language": book.wording.language,
    }
    row = write_heading(book, sheet, row, "cover.keys")
    for number, (key, value) in enumerate(keys.items(), start=row):
        sheet.write_string(number, KEY, key, book.styles["machine"])
        sheet.write_string(number, LABEL, book.say(f"key.{key}"), book.styles["quiet"])
        sheet.write_string(number, VALUE_AT, value, book.styles["machine"])
