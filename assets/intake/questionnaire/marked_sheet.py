"""A sheet with the mark of a questionnaire: cells by the keys of row and column, wherever they were moved to.

What the cells mean is known in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from assets.intake.problems import Problem
from assets.questionnaire.layout import MARK, OURS, SheetMark, read_mark

# How far a mark is looked for: rows and columns may have been put before it.
MARK_ROWS, MARK_COLUMNS = 40, 40


@dataclass(frozen=True)
class Cells:
    """A sheet of any workbook: its name, rows of text from A1 on, and the places (row, column) that hold a formula."""

    name: str
    rows: Sequence[Sequence[str]]
    formulas: Collection[tuple[int, int]] = frozenset()

    def text(self, row: int, column: int) -> str:
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column].strip() if column < len(cells) else ""


def name_cell(row: int, column: int) -> str:
    """The address of a cell as spreadsheets show it; both are counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def find_mark(cells: Cells) -> tuple[int, int, str] | None:
    """Row, column and text of the mark of a sheet; None where it has none."""
    for row, texts in enumerate(cells.rows[:MARK_ROWS]):
        for column, text in enumerate(texts[:MARK_COLUMNS]):
            if text.lstrip().startswith(MARK):
                return row, column, text
    return None


@dataclass
class MarkedSheet:
    """A sheet and where its keys stand: `columns` by key, `doubled` the second place of a key."""

    cells: Cells
    mark: SheetMark
    mark_row: int
    mark_column: int
    columns: dict[str, int] = field(default_factory=dict)
    doubled: dict[str, int] = field(default_factory=dict)

    def text(self, row: int, key: str) -> str:
        """The text of a cell, empty where the sheet does not have the column."""
        column = self.columns.get(key)
        return "" if column is None else self.cells.text(row, column)

    def has_formula(self, row: int, key: str) -> bool:
        return (row, self.columns.get(key, -1)) in self.cells.formulas

    def locate(self, row: int, key: str = "") -> str:
        """Where a cell is, in words; without a key the cell in the column of the mark."""
        return locate(self.cells.name, row, self.columns.get(key, self.mark_column))

    def list_rows(self) -> Iterator[tuple[int, str]]:
        """The rows below the mark with their keys; those that hold only our words are passed over."""
        for row in range(self.mark_row + 1, len(self.cells.rows)):
            key = self.cells.text(row, self.mark_column)
            if not key.startswith(OURS):
                yield row, key


def locate(sheet: str, row: int, column: int) -> str:
    return f"sheet '{sheet}', cell {name_cell(row, column)}"


def read_marked_sheet(cells: Cells) -> MarkedSheet | Problem | None:
    """The sheet with its keys; a problem where its mark was damaged, None where it has no mark."""
    found = find_mark(cells)
    if found is None:
        return None
    row, column, text = found
    mark = read_mark(text)
    if mark is None:
        return Problem("sheet_mark_changed", locate(cells.name, row, column), {"value": text})
    sheet = MarkedSheet(cells, mark, row, column)
    for place, key in enumerate(cells.rows[row]):
        key = key.strip()
        if place == column or not key:
            continue
        if key in sheet.columns:
            sheet.doubled[key] = place
        else:
            sheet.columns[key] = place
    return sheet
