"""A questionnaire workbook while it is being written: what its sheets share, and cells that are written alike everywhere.

Which cells a sheet has belongs to the module of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assets.questionnaire.form import Form, Question
from assets.questionnaire.languages import Wording
from assets.questionnaire.layout import LISTS, OURS, TEMPLATE_VERSION, TICK, Assignment, SheetMark
from assets.questionnaire.styles import Styles
from assets.spreadsheets import MAX_FOOTER_NAME, MAX_MESSAGE, MAX_TITLE, fit, neutralise

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True)
class Previous:
    """The answer of an earlier cycle: options of the same question now, or a state in words where it had none."""

    option_codes: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True)
class Request:
    """Which workbook is wanted: whose, in which words, and what stands in it already. Without areas: all of them."""

    assignment: Assignment
    form: Form
    wording: Wording
    city_name: str
    department: str = ""
    areas: frozenset[str] = frozenset()
    previous_cycle: int | None = None
    previous: Mapping[str, Previous] = field(default_factory=dict)


@dataclass(frozen=True)
class Address:
    """Where a question stands. `rows` are its own and those of its options, counted from 0; `effective` the column of its answer."""

    sheet: str
    row: int
    option_rows: Mapping[str, int]
    effective: str
    closed: str


class Book:
    """The workbook, its styles, the hidden lists that drop-downs show, and where each question stands."""

    def __init__(self, workbook: xlsxwriter.Workbook, request: Request) -> None:
        self.workbook = workbook
        self.request = request
        self.wording = request.wording
        self.styles = Styles(workbook)
        self.taken: set[str] = set()
        self.lists: dict[tuple[str, ...], str] = {}
        self.addresses: dict[str, Address] = {}
        self.say = request.wording.say
        self.cover = ""  # the cell of the cover that links lead to

    def label_options(self, question: Question) -> dict[str, str]:
        """The options of a question and what they are called."""
        return {option.code: self.wording.translate(option.label, question.code) for option in question.options}

    def list_choices(self, labels: Iterable[str]) -> str:
        """The range of the hidden sheet that holds the choices of a drop-down; equal choices share one."""
        choices = tuple(labels)
        if choices not in self.lists:
            from xlsxwriter.utility import xl_range_abs

            column = len(self.lists)
            self.lists[choices] = f"={LISTS}!{xl_range_abs(1, column, len(choices), column)}"
        return self.lists[choices]

    def start_sheet(self, sheet: Worksheet, kind: str, part: str, columns: Sequence[tuple[str, float]]) -> None:
        """Write the hidden row with the mark and the keys of the columns, and set their widths."""
        mark = SheetMark(TEMPLATE_VERSION, kind, part, self.request.assignment)
        for number, (key, width) in enumerate(columns):
            sheet.write_string(0, number, mark.write() if number == 0 else key, self.styles["machine"])
            sheet.set_column(number, number, width, None, {"hidden": width == 0})
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.set_footer(f"&L&8{self.footer()}&R&8&P / &N")

    def footer(self) -> str:
        own = self.request.assignment
        return f"{fit(self.request.city_name, MAX_FOOTER_NAME)} · {own.cycle} · {own.methodology_id}".replace("&", "&&")

    def write_text(self, sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
        """Write words; those that others sent us are not taken for formulas, whatever they begin with."""
        sheet.write_string(row, column, neutralise(text), style)

    def mark_ours(self, sheet: Worksheet, *rows: int) -> None:
        """Say of rows that they hold only our words, so that nobody looks for answers there."""
        for row in rows:
            sheet.write_string(row, 0, OURS, self.styles["machine"])

    def write_band(self, sheet: Worksheet, row: int, columns: int, title: str) -> None:
        """A dark band with a title, up to so many columns."""
        sheet.set_row(row, 34)
        for column in range(1, columns):
            sheet.write_blank(row, column, None, self.styles["band"])
        self.write_text(sheet, row, 1, title, self.styles["band"])

    def write_link(self, sheet: Worksheet, row: int, column: int) -> None:
        """The way back to the cover; a formula, because links of cells lose their colour in some programs."""
        words, target = quote_text(self.say("back")), quote_text("#" + self.cover)
        sheet.write_formula(row, column, f"=HYPERLINK({target},{words})", self.styles["band_link"], self.say("back"))

    def offer(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        choices: Iterable[str] | str,
        last_row: int | None = None,
        is_open: bool = False,
    ) -> None:
        """A drop-down with choices, or with the cells of a range, over one row or several; an open one takes other words too."""
        rule: dict[str, Any] = {
            "validate": "list",
            "source": choices if isinstance(choices, str) else self.list_choices(choices),
            "show_error": not is_open,
            "error_title": fit(self.say("choose.title"), MAX_TITLE),
            "error_message": fit(self.say("choose.error"), MAX_MESSAGE),
        }
        sheet.data_validation(row, column, row if last_row is None else last_row, column, rule)

    def offer_tick(self, sheet: Worksheet, row: int, column: int, last_row: int | None = None) -> None:
        """A cell to tick: a drop-down with the tick alone, that takes an x as well."""
        rule = {"validate": "list", "source": [TICK], "show_error": False}
        sheet.data_validation(row, column, row if last_row is None else last_row, column, rule)

    def write_lists(self) -> None:
        """The hidden sheet with the choices of the drop-downs; comes last, when all are known."""
        sheet = self.workbook.add_worksheet(LISTS)
        for column, choices in enumerate(self.lists):
            if column == 0:
                mark = SheetMark(TEMPLATE_VERSION, LISTS, "", self.request.assignment)
                sheet.write_string(0, 0, mark.write(), self.styles["machine"])
            for row, label in enumerate(choices, start=1):
                sheet.write_string(row, column, label)
        sheet.hide()
        sheet.protect()


def quote_sheet(name: str) -> str:
    """The name of a sheet as formulas have it."""
    return "'" + name.replace("'", "''") + "'"


def quote_text(text: str) -> str:
    """A text as formulas have it."""
    return '"' + text.replace('"', '""') + '"'
