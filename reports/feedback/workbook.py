"""The feedback of a city as a workbook: to do, coverage, gaps, what was taken in, what is done. Nothing in it is run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assets.questionnaire.languages import read_wording
from assets.questionnaire.styles import BLUE, FONT, LINE, NIGHT, WHITE
from assets.spreadsheets import name_sheet, neutralise, open_workbook
from reports.feedback.content import Feedback
from reports.feedback.tickets import Task

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None
Columns = Sequence[tuple[str, int]]  # key of the heading, width
CELL = {**FONT, "border": 1, "border_color": LINE, "text_wrap": True}
STYLES = {
    "band": {**FONT, "font_size": 18, "bold": True, "font_color": WHITE, "bg_color": NIGHT},
    "text": {**FONT, "text_wrap": True},
    "head": {**CELL, "bold": True, "font_color": WHITE, "bg_color": BLUE},
    "cell": CELL,
    "share": {**CELL, "num_format": "0%"},
}
TASKS: Columns = (
    ("severity", 18), ("cycle", 8), ("where", 40), ("what", 56), ("how", 56), ("since", 12), ("status", 22),
)  # fmt: skip
COVERAGE: Columns = (("area", 44), ("counted", 14), ("answered", 14), ("share", 12), ("coverage", 30))
GAPS: Columns = (("area", 36), ("code", 10), ("question", 80), ("state", 24))
REVIEWS: Columns = (("about", 60), ("decision", 34), ("note", 60), ("recommendation", 60))
FILINGS: Columns = (("kind", 20), ("filing", 34), ("version", 10), ("department", 34), ("rows", 10), ("arrived", 14))


class Book:
    """A workbook being written: its words, its styles, and the names that its sheets have taken."""

    def __init__(self, workbook: Workbook, feedback: Feedback) -> None:
        self.workbook, self.feedback = workbook, feedback
        self.say = read_wording(feedback.language).say
        self.styles: dict[str, Format] = {name: workbook.add_format(style) for name, style in STYLES.items()}
        self.taken: set[str] = set()

    def add_sheet(self, section: str) -> Worksheet:
        sheet = self.workbook.add_worksheet(name_sheet(self.say(f"feedback.section.{section}"), self.taken))
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def add_table(self, section: str, columns: Columns, rows: Sequence[Sequence[Cell]]) -> None:
        """A sheet that is a table; none where it has no rows."""
        if rows:
            self.write_table(self.add_sheet(section), 0, columns, rows)

    def write_table(self, sheet: Worksheet, top: int, columns: Columns, rows: Sequence[Sequence[Cell]]) -> None:
        for place, (key, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(top, place, self.say(f"feedback.column.{key}"), self.styles["head"])
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + len(rows), len(columns) - 1)
        for row, cells in enumerate(rows, start=top + 1):
            for place, (cell, (key, _)) in enumerate(zip(cells, columns, strict=True)):
                style = self.styles["share" if key == "share" else "cell"]
                if isinstance(cell, str):
                    sheet.write_string(row, place, neutralise(cell), style)
                elif cell is None:
                    sheet.write_blank(row, place, None, style)
                else:
                    sheet.write_number(row, place, cell, style)

    def tell(self, tasks: Iterable[Task]) -> list[list[Cell]]:
        return [
            [
                self.say(f"feedback.severity.{task.severity}"), task.cycle, task.where, task.what, task.how_to_fix,
                task.opened_on, f"{self.say(f'feedback.status.{task.status}')} {task.closed_on}".strip(),
            ]
            for task in tasks
        ]  # fmt: skip


def write_workbook(feedback: Feedback, statement: str) -> bytes:
    """The workbook as bytes (XLSX), the same for the same feedback."""
    title = f"{read_wording(feedback.language).say('feedback.title')} · {feedback.city_name}"
    workbook, buffer = open_workbook(title, feedback.language)
    book = Book(workbook, feedback)
    write_start(book, title, statement)
    verdicts = [[row.where, row.decision, row.note, row.recommendation] for row in feedback.verdicts]
    book.add_table("review", REVIEWS, verdicts)
    coverage = [[row.area, row.counted, row.answered, row.share, row.status] for row in feedback.coverage]
    book.add_table("coverage", COVERAGE, coverage)
    book.add_table("gaps", GAPS, [[row.area, row.code, row.question, row.state] for row in feedback.gaps])
    book.add_table("stale", TASKS, book.tell(feedback.stale))
    filings = [[row.kind, row.name, row.version, row.departments, row.rows, row.arrived_on] for row in feedback.filings]
    book.add_table("filings", FILINGS, filings)
    book.add_table("done", TASKS, book.tell(feedback.done))
    workbook.close()
    return buffer.getvalue()


def write_start(book: Book, title: str, statement: str) -> None:
    """The first sheet: what this is, in a sentence how things stand, and what is to do."""
    sheet, last = book.add_sheet("to_do"), len(TASKS) - 1
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, last, neutralise(title), book.styles["band"])
    lines = [*summarise(book), statement]
    for row, line in enumerate(lines, start=1):
        sheet.set_row(row, 32)
        sheet.merge_range(row, 0, row, last, neutralise(line), book.styles["text"])
    if book.feedback.to_do:
        book.write_table(sheet, len(lines) + 2, TASKS, book.tell(book.feedback.to_do))
    else:
        for place, (_, width) in enumerate(TASKS):
            sheet.set_column(place, place, width)


def summarise(book: Book) -> list[str]:
    """How things stand, in sentences."""
    feedback, say = book.feedback, book.say
    lines = []
    if feedback.cycle is None:
        lines.append(say("feedback.nothing_filed"))
    else:
        cycle = say("feedback.cycle", cycle=feedback.cycle)
        lines.append(f"{cycle} · {say('feedback.until', date=feedback.until)}" if feedback.until else cycle)
    if feedback.is_held_back:
        lines.append(say("feedback.held_back", cycle=feedback.cycle))
    if len(feedback.to_do) == 1:
        lines.append(say("feedback.to_do.one"))
    elif feedback.to_do:
        lines.append(say("feedback.to_do.many", count=len(feedback.to_do)))
    elif feedback.cycle:
        lines.append(say("feedback.nothing_to_do"))
    if feedback.is_review_complete:
        lines.append(say("feedback.review_complete"))
    return lines
