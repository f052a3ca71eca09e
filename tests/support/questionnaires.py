"""Questionnaire workbooks as people fill them in: what is wanted of a city, and where that is written on which sheet.

`fill` says which cells are written; `write_on_grids` does it on sheets in memory, `write_on_file` in a workbook (XLSX).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assets.intake.cells import Day
from assets.intake.formats import read_grids
from assets.intake.grids import Grid
from assets.intake.questionnaire.marked_sheet import MarkedSheet, read_marked_sheet
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
Edit = tuple[str, int, int, object]  # sheet, row and column from 1, value


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


def read_sheets(content: bytes) -> list[Grid]:
    """The sheets of a workbook (XLSX or ODS) as intake sees them."""
    return read_grids(content).grids


def texts_of(grid: Grid) -> list[str]:
    return [text for cells in grid.rows.values() for text in cells.values()]


def find_sheets(sheets: Iterable[Grid]) -> list[MarkedSheet]:
    marked = [read_marked_sheet(grid.name, grid) for grid in sheets]
    return [sheet for sheet in marked if isinstance(sheet, MarkedSheet)]


def fill(sheets: Iterable[Grid], wanted: Wanted, language: str = "en", tick: str = TICK) -> list[Edit]:
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
    return sheet.name, row, sheet.columns[key], value


def show(value: object) -> str:
    """A value as the reader of workbooks has it."""
    return Day(value.isoformat()) if isinstance(value, date) else str(value)


def write_on_grids(sheets: Iterable[Grid], edits: Iterable[Edit]) -> list[Grid]:
    """The same sheets with some cells written."""
    copies = {grid.name: copy_grid(grid) for grid in sheets}
    for name, row, column, value in edits:
        copies[name].rows.setdefault(row, {})[column] = show(value)
    return list(copies.values())


def copy_grid(grid: Grid, name: str = "") -> Grid:
    rows = {row: dict(cells) for row, cells in grid.rows.items()}
    return Grid(name or grid.name, rows, set(grid.formulas), list(grid.merged), grid.epoch)


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
            workbook[name].cell(row, column).value = value

    return change_file(content, write)


def sheet_of(code: str, sheets: list[Grid]) -> tuple[str, int]:
    """Name of the sheet and row of a question or option."""
    return next((sheet.name, row) for sheet in find_sheets(sheets) for row, key in sheet.list_rows() if key == code)


def change(sheets: list[Grid], name: str, edit: Callable[[Grid], object]) -> list[Grid]:
    """The same sheets after something was done to one of them."""
    copies = [copy_grid(grid) for grid in sheets]
    for grid in copies:
        if grid.name == name:
            edit(grid)
    return copies


def put_text(row: int, column: int, text: str) -> Callable[[Grid], None]:
    def edit(grid: Grid) -> None:
        grid.rows.setdefault(row, {})[column] = text

    return edit


def remove_row(row: int) -> Callable[[Grid], None]:
    """Delete a row; those below it move up."""

    def edit(grid: Grid) -> None:
        grid.rows = {number - (number > row): cells for number, cells in grid.rows.items() if number != row}

    return edit


def insert_row(row: int, cells: Mapping[int, str]) -> Callable[[Grid], None]:
    """Insert a row; those from there on move down."""

    def edit(grid: Grid) -> None:
        grid.rows = {number + (number >= row): held for number, held in grid.rows.items()} | {row: dict(cells)}

    return edit


def map_cells(sheets: Iterable[Grid], turn: Callable[[str], str]) -> list[Grid]:
    """The same sheets with every text turned into another."""
    copies = [copy_grid(grid) for grid in sheets]
    for grid in copies:
        grid.rows = {row: {column: turn(text) for column, text in cells.items()} for row, cells in grid.rows.items()}
    return copies
