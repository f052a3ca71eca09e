"""The sheet of a policy area: each question with its help, a drop-down or one tick cell per option, and what belongs to an answer.

A question that its parent closes turns grey by itself; a hidden column says so by formula (`conditions.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.questionnaire.book import Address, Book, Previous
from assets.questionnaire.conditions import write_closed, write_effective, write_status
from assets.questionnaire.form import Area, Question
from assets.questionnaire.layout import (
    ANSWER,
    ANSWERS,
    CLOSED,
    DEPARTMENT,
    DONE,
    DONT_KNOW,
    EFFECTIVE,
    EVIDENCE,
    LINK,
    PREVIOUS,
    PREVIOUS_CODES,
    REASON,
    SEPARATOR,
    TICK,
    UNCHANGED,
    join_key,
)
from assets.questionnaire.styles import SMALL, TABS, measure_height, measure_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3
WIDTHS = {
    "key": 0,
    "code": 8,
    DONE: 6,
    "question": 64,
    PREVIOUS: 26,
    UNCHANGED: 12,
    ANSWER: 32,
    DONT_KNOW: 9,
    REASON: 26,
    EVIDENCE: 46,
    LINK: 30,
    DEPARTMENT: 20,
    CLOSED: 0,
    EFFECTIVE: 0,
    PREVIOUS_CODES: 0,
}
OF_PREVIOUS = (PREVIOUS, UNCHANGED, PREVIOUS_CODES)
HEADED = (DONE, "question", PREVIOUS, UNCHANGED, ANSWER, DONT_KNOW, REASON, EVIDENCE, LINK, DEPARTMENT)
INPUTS = {DONT_KNOW: "tick", REASON: "input_text", EVIDENCE: "input_text", LINK: "input_text", DEPARTMENT: "input_text"}
TICKED = (UNCHANGED, DONT_KNOW)


def list_columns(book: Book) -> list[tuple[str, float]]:
    """The columns of the sheet with their widths; those of the earlier cycle only where it is shown."""
    has_previous = book.request.previous_cycle is not None
    return [(key, width) for key, width in WIDTHS.items() if has_previous or key not in OF_PREVIOUS]


class AreaSheet:
    """One sheet while it is being written; `place` gives the column of a key."""

    def __init__(self, book: Book, area: Area, sheet: Worksheet, name: str) -> None:
        self.book, self.area, self.sheet, self.name = book, area, sheet, name
        self.columns = list_columns(book)
        self.place = {key: number for number, (key, _) in enumerate(self.columns)}
        self.last_visible = max(number for number, (_, width) in enumerate(self.columns) if width)

    def note_addresses(self) -> int:
        """Tell the book where each question stands, before any formula is written. Returns the row after the last."""
        row = FIRST_ROW
        for question in self.area.questions:
            options = [option.code for option in question.options] if question.is_multiple else []
            rows = {code: row + number for number, code in enumerate(options, start=1)}
            address = Address(self.name, row, rows, self.letter(EFFECTIVE), self.letter(CLOSED))
            self.book.addresses[question.code] = address
            row += 1 + len(options)
        return row

    def letter(self, key: str) -> str:
        from xlsxwriter.utility import xl_col_to_name

        return xl_col_to_name(self.place[key])

    def write(self) -> None:
        """Write the whole sheet; all questions of the book have their addresses by now."""
        book, sheet = self.book, self.sheet
        book.start_sheet(sheet, ANSWERS, self.area.code, self.columns)
        book.write_band(sheet, TITLE_ROW, self.last_visible + 1, book.wording.translate(self.area.name, self.area.code))
        book.write_link(sheet, TITLE_ROW, self.last_visible)
        sheet.set_row(HEAD_ROW, 36)
        for key in ("code", *HEADED):
            if key in self.place:
                words = book.say(f"column.{key}", cycle=book.request.previous_cycle or "")
                style = "head_left" if key == "question" else "head"
                sheet.write_string(HEAD_ROW, self.place[key], words, book.styles[style])
        book.mark_ours(sheet, TITLE_ROW, HEAD_ROW)
        for question in self.area.questions:
            self.write_question(question)
        sheet.freeze_panes(FIRST_ROW, self.place["question"] + 1)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_tab_color(TABS[ANSWERS])
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_selection(FIRST_ROW, self.place[ANSWER], FIRST_ROW, self.place[ANSWER])

    def write_question(self, question: Question) -> None:
        book, sheet, place = self.book, self.sheet, self.place
        address = book.addresses[question.code]
        row, last = address.row, max(address.option_rows.values(), default=address.row)
        sheet.write_string(row, 0, question.code, book.styles["machine"])
        sheet.write_string(row, place["code"], question.code, book.styles["code"])
        height = self.write_wording(question)
        for key, style in INPUTS.items():
            sheet.write_blank(row, place[key], None, book.styles[style])
        book.offer_tick(sheet, row, place[DONT_KNOW])
        previous = book.request.previous.get(question.code)
        shown = self.write_previous(question, previous)
        if question.is_multiple:
            sheet.write_blank(row, place[ANSWER], None, book.styles["blank"])
        else:
            sheet.write_blank(row, place[ANSWER], None, book.styles["answer"])
            book.offer(sheet, row, place[ANSWER], book.label_options(question).values())
        sheet.set_row(row, measure_height(height, measure_text(shown, WIDTHS[PREVIOUS])))
        for code, label in book.label_options(question).items() if question.is_multiple else ():
            self.write_option(question, code, label)
        write_status(self, question)
        write_effective(self, question)
        write_closed(self, question, last)

    def write_wording(self, question: Question) -> float:
        """The question, its help, its answers and what it depends on, in one cell. Returns the points that they need."""
        book, styles = self.book, self.book.styles
        text = book.wording.translate(question.text, question.code)
        small = [("quiet_run", book.wording.find(f"help.{question.code}"))]
        if question.is_multiple:
            small.append(("quiet_run", book.say("several")))
        else:
            small.append(("quiet_run", book.say("answers", options=" · ".join(book.label_options(question).values()))))
        parent = book.request.form.questions.get(question.parent)
        if parent is not None:
            labels = book.label_options(parent)
            opening = " / ".join(labels[code] for code in labels if code in question.opening)
            small.append(("condition_run", book.say("depends", parent=parent.code, options=opening)))
        small = [(style, line) for style, line in small if line]
        runs = [part for style, line in small for part in (styles[style], "\n" + line)]
        place = (book.addresses[question.code].row, self.place["question"])
        self.sheet.write_rich_string(*place, styles["bold_run"], text, *runs, styles["question"])
        width = WIDTHS["question"]
        return measure_text(text, width) + sum(measure_text(line, width, SMALL) for _, line in small)

    def write_previous(self, question: Question, previous: Previous | None) -> str:
        """What the earlier cycle had, and the empty cell that says that it still holds. Returns the words."""
        if PREVIOUS not in self.place:
            return ""
        book, row = self.book, self.book.addresses[question.code].row
        labels = book.label_options(question)
        previous = previous or Previous()
        state = previous.state and book.say(f"state.{previous.state}")
        shown = (
            ""
            if question.is_multiple and not state
            else state or "\n".join(labels[code] for code in previous.option_codes)
        )
        book.write_text(self.sheet, row, self.place[PREVIOUS], shown, book.styles["previous"])
        if not previous.option_codes:
            self.sheet.write_blank(row, self.place[UNCHANGED], None, book.styles["blank"])
            return shown
        self.sheet.write_blank(row, self.place[UNCHANGED], None, book.styles["tick"])
        book.offer_tick(self.sheet, row, self.place[UNCHANGED])
        self.sheet.write_string(
            row, self.place[PREVIOUS_CODES], SEPARATOR.join(previous.option_codes), book.styles["machine"]
        )
        return shown

    def write_option(self, question: Question, code: str, label: str) -> None:
        book, sheet, place = self.book, self.sheet, self.place
        row = book.addresses[question.code].option_rows[code]
        sheet.write_string(row, 0, join_key(question.code, code), book.styles["machine"])
        for key in ("code", DONE, *INPUTS):
            sheet.write_blank(row, place[key], None, book.styles["blank"])
        sheet.write_string(row, place["question"], label, book.styles["option"])
        sheet.write_blank(row, place[ANSWER], None, book.styles["answer_tick"])
        book.offer_tick(sheet, row, place[ANSWER])
        if PREVIOUS in place:
            previous = book.request.previous.get(question.code, Previous())
            had = TICK if code in previous.option_codes else ""
            sheet.write_string(row, place[PREVIOUS], had, book.styles["previous_tick"])
            sheet.write_blank(row, place[UNCHANGED], None, book.styles["blank"])
        sheet.set_row(row, measure_height(measure_text(label, WIDTHS["question"] - 4)))
