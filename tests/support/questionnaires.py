"""Questionnaire workbooks as people fill them in: what is wanted of a city, and where that is written on which sheet.

`fill` says which cells are written; `write_on_cells` does it on sheets in memory, `write_on_file` in a workbook (XLSX).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assets.intake.questionnaire.marked_sheet import Cells, MarkedSheet, read_marked_sheet
from assets.questionnaire.book import Previous, Request
from assets.questionnaire.form import Form, Question, read_form
from assets.questionnaire.grid_fields import ENTRY
from assets.questionnaire.languages import read_wording
from assets.questionnaire.layout import (
    ANSWER,
    ANSWERS,
    COVER,
    FACTS,
    GRID,
    PART,
    TICK,
    UNCHANGED,
    VALUE,
    Assignment,
)
from assets.questionnaire.workbook import write_questionnaire

METHODOLOGY = "icc-2019"
ASSIGNMENT = Assignment(2026, "xa-alba", METHODOLOGY, "city")
Edit = tuple[str, int, int, object]  # sheet, row and column from 0, value


@dataclass(frozen=True)
class Given:
    """What a city writes beside one question; `typed` goes into the cell of the answer instead of the labels."""

    options: tuple[str, ...] = ()
    typed: str = ""
    is_unchanged: bool = False
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """All that a city fills in: answers by question, entries of the grid, facts, and cells of the cover, each by key."""

    answers: Mapping[str, Given] = field(default_factory=dict)
    entries: tuple[Mapping[str, object], ...] = ()
    facts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    cover: Mapping[str, object] = field(default_factory=dict)


def form() -> Form:
    return read_form(METHODOLOGY)


def make_template(
    assignment: Assignment = ASSIGNMENT,
    language: str = "en",
    previous: Mapping[str, Previous] | None = None,
    department: str = "",
    areas: Iterable[str] = (),
    city_name: str = "Alba",
) -> bytes:
    """A template as it is handed out; with `previous` the answers of 2023 stand beside the questions."""
    return write_questionnaire(
        Request(
            assignment,
            read_form(assignment.methodology_id),
            read_wording(language),
            city_name,
            department,
            frozenset(areas),
            None if previous is None else 2023,
            previous or {},
        )
    )


def find_sheets(sheets: Iterable[Cells]) -> list[MarkedSheet]:
    marked = [read_marked_sheet(cells) for cells in sheets]
    return [sheet for sheet in marked if isinstance(sheet, MarkedSheet)]


def fill(sheets: Iterable[Cells], wanted: Wanted, language: str = "en", tick: str = TICK) -> list[Edit]:
    """The cells that a person writes."""
    edits: list[Edit] = []
    for sheet in find_sheets(sheets):
        if sheet.mark.kind == COVER:
            rows = {key: row for row, key in sheet.list_rows()}
            edits += [place(sheet, rows[key], VALUE, value) for key, value in wanted.cover.items()]
        elif sheet.mark.kind == FACTS:
            for row, code in sheet.list_rows():
                edits += [place(sheet, row, key, value) for key, value in wanted.facts.get(code, {}).items()]
        elif sheet.mark.kind == GRID:
            free = [row for row, _ in sheet.list_rows() if sheet.text(row, ENTRY)]
            for row, entry in zip(free, wanted.entries, strict=False):
                edits += [place(sheet, row, key, value) for key, value in entry.items()]
        elif sheet.mark.kind == ANSWERS:
            for row, key in sheet.list_rows():
                code, _, option = key.partition(PART)
                if code in wanted.answers:
                    edits += write_answer(
                        sheet, row, form_of(sheet).questions[code], option, wanted.answers[code], language, tick
                    )
    return edits


def form_of(sheet: MarkedSheet) -> Form:
    return read_form(sheet.mark.assignment.methodology_id)


def write_answer(
    sheet: MarkedSheet, row: int, question: Question, option: str, given: Given, language: str, tick: str
) -> list[Edit]:
    """The cells of the row of a question, or of one of its options."""
    if option:
        return [place(sheet, row, ANSWER, tick)] if option in given.options else []
    labels = {each.code: read_wording(language).translate(each.label, question.code) for each in question.options}
    edits = [place(sheet, row, key, value) for key, value in given.others.items()]
    if given.is_unchanged:
        edits.append(place(sheet, row, UNCHANGED, tick))
    if given.typed:
        edits.append(place(sheet, row, ANSWER, given.typed))
    elif given.options and not question.is_multiple:
        edits.append(place(sheet, row, ANSWER, "\n".join(labels[code] for code in given.options)))
    return edits


def place(sheet: MarkedSheet, row: int, key: str, value: object) -> Edit:
    return sheet.cells.name, row, sheet.columns[key], value


def show(value: object) -> str:
    """A value as the reader of workbooks turns it into text."""
    return value.isoformat() if isinstance(value, date) else str(value)


def write_on_cells(sheets: Iterable[Cells], edits: Iterable[Edit]) -> list[Cells]:
    """The same sheets with some cells written."""
    tables = {cells.name: ([list(row) for row in cells.rows], cells.formulas) for cells in sheets}
    for name, row, column, value in edits:
        rows = tables[name][0]
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = show(value)
    return [Cells(name, rows, formulas) for name, (rows, formulas) in tables.items()]


def load(content: bytes) -> Any:
    """The workbook as openpyxl has it; it does not know all that Excel does, and says so."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(content))


def change_file(content: bytes, change: Callable) -> bytes:
    """A workbook after something was done with it in a spreadsheet program (`change` gets openpyxl's workbook)."""
    workbook = load(content)
    change(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def write_on_file(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The workbook with some cells written."""

    def write(workbook) -> None:
        for name, row, column, value in edits:
            workbook[name].cell(row + 1, column + 1).value = value

    return change_file(content, write)


def read_cells(content: bytes) -> list[Cells]:
    """The sheets of a workbook (XLSX or ODS) as intake sees them."""
    import python_calamine

    workbook = python_calamine.load_workbook(io.BytesIO(content))
    return [
        Cells(name, [[as_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)])
        for name in workbook.sheet_names
        for sheet in [workbook.get_sheet_by_name(name)]
    ]


def as_text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else show(value)


def sheet_of(code: str, sheets: list[Cells]) -> tuple[str, int]:
    """Name of the sheet and row from 0 of a question or option."""
    return next(
        (sheet.cells.name, row) for sheet in find_sheets(sheets) for row, key in sheet.list_rows() if key == code
    )


def change(sheets: list[Cells], name: str, edit: Callable[[list[list[str]]], object]) -> list[Cells]:
    """The same sheets after one of them was edited as a table."""
    changed = []
    for cells in sheets:
        rows = [list(row) for row in cells.rows]
        if cells.name == name:
            edit(rows)
        changed.append(Cells(cells.name, rows, cells.formulas))
    return changed


def put_text(row: int, column: int, text: str) -> Callable[[list[list[str]]], None]:
    def edit(rows: list[list[str]]) -> None:
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = text

    return edit
