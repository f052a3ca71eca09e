"""The workbook of a reviewer: a cover, and a sheet per area with each answer, its evidence, and the cells to decide in.

Pure: a request in, bytes out. The options that the reviewer sees are written beside each decision, so that a decision about an
answer that has changed since is known to be out of date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.questionnaire.book import Book, Request, quote_sheet
from assets.questionnaire.cover_sheet import COLUMNS, KEY, LABEL, LAST, VALUE_AT, WIDE, write_heading, write_keys
from assets.questionnaire.form import Area, Question
from assets.questionnaire.layout import (
    CORRECTED,
    DECISION,
    EARLIER,
    EXPECTED,
    NOTE,
    RECOMMENDATION,
    REMARKS,
    REVIEW_COVER,
    REVIEW_VERSION,
    REVIEWED_ON,
    REVIEWS,
    ROLE,
    SEPARATOR,
    SUBMITTED,
    WHOLE,
)
from assets.questionnaire.styles import TABS, measure_height, measure_text
from assets.reviews.material import Answered, Material, Row, is_outdated
from assets.spreadsheets import name_sheet, open_workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

DECISIONS = ("accepted", "corrected", "rejected", "needs_evidence")
STEPS = ("decide", "correct", "area", "version", "effect")
WIDTHS = {
    "key": 0, "code": 8, "question": 48, SUBMITTED: 32, "evidence": 48, REMARKS: 36, EARLIER: 28,
    DECISION: 18, CORRECTED: 28, NOTE: 40, RECOMMENDATION: 40, EXPECTED: 0,
}  # fmt: skip
COLUMNS_OF_AREAS = [(key, float(width)) for key, width in WIDTHS.items()]
PLACE = {key: number for number, key in enumerate(WIDTHS)}
LAST_VISIBLE = PLACE[RECOMMENDATION]
TITLE_ROW, HEAD_ROW, WHOLE_ROW = 1, 2, 3


@dataclass(frozen=True)
class ReviewRequest:
    """Which workbook is wanted; `request.assignment.submission_id` is the series of reviews, `version` what it begins with."""

    request: Request
    material: Material
    version: int = 1


def write_review(wanted: ReviewRequest) -> bytes:
    """The workbook as bytes (XLSX)."""
    request = wanted.request
    title = request.wording.say("review.title", cycle=request.assignment.cycle)
    workbook, buffer = open_workbook(f"{title} · {request.city_name}", request.wording.language)
    book = Book(workbook, request)
    cover_name = name_sheet(book.say("sheet.cover"), book.taken)
    book.cover = f"{quote_sheet(cover_name)}!A1"
    cover = workbook.add_worksheet(cover_name)
    for area in request.form.areas:
        name = name_sheet(book.wording.translate(area.name, area.code), book.taken)
        write_area(book, workbook.add_worksheet(name), area, wanted.material)
    write_cover(book, cover, wanted)
    book.write_lists()
    cover.activate()
    workbook.close()
    return buffer.getvalue()


def write_cover(book: Book, sheet: Worksheet, wanted: ReviewRequest) -> None:
    request, say = book.request, book.say
    book.start_sheet(sheet, REVIEW_COVER, "", COLUMNS)
    book.write_band(sheet, 1, LAST + 1, request.city_name)
    for column in range(LABEL, LAST + 1):
        sheet.write_blank(2, column, None, book.styles["band_small"])
    book.write_text(sheet, 2, LABEL, say("review.title", cycle=request.assignment.cycle), book.styles["band_small"])
    row = write_heading(book, sheet, 4, "cover.how")
    width = sum(width for _, width in COLUMNS[VALUE_AT:])
    for step in STEPS:
        text = say(f"review.step.{step}")
        sheet.write_string(row, LABEL, say(f"review.step.{step}.title"), book.styles["text_bold"])
        sheet.merge_range(row, VALUE_AT, row, LAST, text, book.styles["text"])
        sheet.set_row(row, measure_height(measure_text(text, width)))
        row += 1
    row = write_heading(book, sheet, row + 1, "review.own")
    inputs = {
        REVIEW_VERSION: "input_whole", REVIEWED_ON: "input_date", ROLE: "input_text", DECISION: "answer",
        NOTE: "input_text", RECOMMENDATION: "input_text",
    }  # fmt: skip
    for key, style in inputs.items():
        sheet.write_string(row, KEY, key, book.styles["machine"])
        sheet.write_string(row, LABEL, say(f"review.own.{key}"), book.styles["label"])
        sheet.write_blank(row, VALUE_AT, None, book.styles[style])
        hint = say(f"review.own.{key}.hint")
        sheet.merge_range(row, WIDE, row, LAST, hint, book.styles["quiet"])
        sheet.set_row(row, 30)
        if key == REVIEW_VERSION:
            sheet.write_number(row, VALUE_AT, wanted.version, book.styles[style])
        elif key == DECISION:
            book.offer(sheet, row, VALUE_AT, [say(f"value.{DECISION}.accepted")])
        row += 1
    write_keys(book, sheet, row + 1)
    remarks = wanted.material.remarks.get("", ())
    if remarks:
        row = write_heading(book, sheet, row + 9, "review.column.remarks")
        for text in remarks:
            book.write_text(sheet, row, LABEL, text, book.styles["text"])
            row += 1
    sheet.set_tab_color(TABS["cover"])
    sheet.protect("", {"format_columns": True, "format_rows": True})


def write_area(book: Book, sheet: Worksheet, area: Area, material: Material) -> None:
    """One sheet: a row for the whole area, then a row per question."""
    book.start_sheet(sheet, REVIEWS, area.code, COLUMNS_OF_AREAS)
    book.write_band(sheet, TITLE_ROW, LAST_VISIBLE + 1, book.wording.translate(area.name, area.code))
    book.write_link(sheet, TITLE_ROW, LAST_VISIBLE)
    sheet.set_row(HEAD_ROW, 36)
    for key in WIDTHS:
        if WIDTHS[key] and key != "code":
            sheet.write_string(HEAD_ROW, PLACE[key], book.say(f"review.column.{key}"), book.styles["head"])
    sheet.write_blank(HEAD_ROW, PLACE["code"], None, book.styles["head"])
    book.mark_ours(sheet, TITLE_ROW, HEAD_ROW)
    shown = {
        "question": book.say("review.whole_area"),
        REMARKS: "\n".join(material.remarks.get(area.code, ())),
        EARLIER: tell_review(book, material.reviews.get(area.code), None, None),
    }
    write_row(book, sheet, WHOLE_ROW, WHOLE, shown)
    book.offer(sheet, WHOLE_ROW, PLACE[DECISION], [book.say(f"value.{DECISION}.accepted")])
    sheet.write_blank(WHOLE_ROW, PLACE[CORRECTED], None, book.styles["blank"])
    for row, question in enumerate(area.questions, start=WHOLE_ROW + 1):
        write_question(book, sheet, row, question, material)
    sheet.freeze_panes(WHOLE_ROW, PLACE["question"] + 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_tab_color(TABS["answers"])
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def write_question(book: Book, sheet: Worksheet, row: int, question: Question, material: Material) -> None:
    answered = material.answers.get(question.code, Answered())
    labels = book.label_options(question)
    shown = {
        "code": question.code,
        "question": book.wording.translate(question.text, question.code)
        + "\n"
        + book.say("answers", options=" · ".join(labels.values())),
        SUBMITTED: tell_answer(book, question, answered),
        "evidence": "\n".join(tell_evidence(row) for row in answered.said if tell_evidence(row)),
        REMARKS: "\n".join(material.remarks.get(question.code, ())),
        EARLIER: tell_review(book, material.reviews.get(question.code), question, answered),
        EXPECTED: SEPARATOR.join(answered.option_codes),
    }
    write_row(book, sheet, row, question.code, shown)
    book.offer(sheet, row, PLACE[DECISION], [book.say(f"value.{DECISION}.{each}") for each in DECISIONS])
    if not question.is_multiple:
        book.offer(sheet, row, PLACE[CORRECTED], labels.values())


def write_row(book: Book, sheet: Worksheet, row: int, key: str, shown: dict[str, str]) -> None:
    """The cells of a row: what is shown is locked, what is decided is not."""
    sheet.write_string(row, 0, key, book.styles["machine"])
    styles = {"code": "code", "question": "question", EXPECTED: "machine"}
    for name in ("code", "question", SUBMITTED, "evidence", REMARKS, EARLIER, EXPECTED):
        book.write_text(sheet, row, PLACE[name], shown.get(name, ""), book.styles[styles.get(name, "note")])
    for name, style in (
        (DECISION, "answer"),
        (CORRECTED, "answer"),
        (NOTE, "input_text"),
        (RECOMMENDATION, "input_text"),
    ):
        sheet.write_blank(row, PLACE[name], None, book.styles[style])
    heights = (measure_text(text, WIDTHS[name]) for name, text in shown.items() if WIDTHS[name])
    sheet.set_row(row, measure_height(*heights))


def tell_answer(book: Book, question: Question, answered: Answered) -> str:
    """The answer as it counts now, in words; of departments that disagree each with its own."""
    labels = book.label_options(question)

    def name(codes: object) -> str:
        return "\n".join(labels.get(code, code) for code in str(codes or "").split(SEPARATOR) if code)

    if answered.is_disagreed:
        told = [f"{row['department'] or row['submission_id']}: {name(row['option_codes'])}" for row in answered.said]
        return "\n".join([book.say("review.disagreed"), *told])
    if answered.reason:
        return f"{book.say('state.not_applicable')}: {answered.reason}"
    if answered.option_codes:
        return name(SEPARATOR.join(answered.option_codes))
    return book.say("state.dont_know") if answered.form == "dont_know" else book.say("review.unanswered")


def tell_evidence(row: Row) -> str:
    parts = [row["evidence_text"], row["evidence_url"]]
    said = " · ".join(part for part in parts if part)
    return f"{row['department']}: {said}" if said and row["department"] else said


def tell_review(book: Book, review: Row | None, question: Question | None, answered: Answered | None) -> str:
    """What was decided so far, and whether that is out of date."""
    if review is None:
        return ""
    decision = book.say(f"value.{DECISION}.{review['decision']}")
    lines = [f"{decision} ({review['reviewed_on'] or '–'})"]
    if question and review["corrected_option_codes"]:
        labels = book.label_options(question)
        lines[0] += ": " + ", ".join(
            labels.get(code, code) for code in review["corrected_option_codes"].split(SEPARATOR)
        )
    if answered is not None and is_outdated(review, answered):
        lines.insert(0, book.say("review.outdated"))
    return "\n".join([*lines, *(review[name] for name in (NOTE, RECOMMENDATION) if review[name])])
