"""A sheet with the mark of a questionnaire: cells by the keys of row and column, wherever they were moved to.

What the cells mean is known in the modules beside this one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assets.intake.bounds import MAX_COVERED
from assets.intake.grids import Grid, name_column_letters
from assets.intake.problems import FileRefusedError, Problem
from assets.questionnaire.layout import MARK, OURS, SheetMark, read_mark

# How far a mark is looked for: rows and columns may have been put before it.
MARK_ROWS, MARK_COLUMNS = 40, 40


def locate(sheet: str, row: int, column: int) -> str:
    """The place of a cell in words; row and column are counted from 1."""
    return f"sheet '{sheet}', cell {name_column_letters(column)}{row}"


@dataclass
class MarkedSheet:
    """A sheet and where its keys stand: `columns` by key, `doubled` the second place of a key, `rows` those below the mark."""

    name: str
    grid: Grid
    mark: SheetMark
    mark_row: int
    mark_column: int
    columns: dict[str, int] = field(default_factory=dict)
    doubled: dict[str, int] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; what was more than plain text in its file still knows it."""
        text = self.grid.rows.get(row, {}).get(column, "")
        return text.strip() if type(text) is str else text

    def text(self, row: int, key: str) -> str:
        """The text of a cell by the key of its column, empty where the sheet does not have the column."""
        column = self.columns.get(key)
        return "" if column is None else self.cell(row, column)

    def place(self, row: int, key: str) -> tuple[int, int]:
        return row, self.columns.get(key, self.mark_column)

    def locate(self, row: int, key: str = "") -> str:
        """Where a cell is, in words; without a key the cell in the column of the mark."""
        return locate(self.name, *self.place(row, key))

    def list_rows(self) -> Iterator[tuple[int, str]]:
        """The rows below the mark with their keys; those that hold only our words are passed over."""
        for row in self.rows:
            key = self.cell(row, self.mark_column)
            if not key.startswith(OURS):
                yield row, key

    def find_covered(self, keys: Iterable[str]) -> dict[tuple[int, int], str]:
        """Cells of some columns that lie below merged ones, and what was merged.

        Raises FileRefusedError where there are too many to be looked at one by one.
        """
        covered: dict[tuple[int, int], str] = {}
        columns = sorted({self.columns[key] for key in keys if key in self.columns})
        count = 0
        for merged in self.grid.merged:
            rows = self.rows[bisect_left(self.rows, merged.top) : bisect_right(self.rows, merged.bottom)]
            across = columns[bisect_left(columns, merged.left) : bisect_right(columns, merged.right)]
            count += len(rows) * len(across)
            if count > MAX_COVERED:
                place = f"sheet '{self.name}'"
                raise FileRefusedError(Problem("too_many_merged_cells", place, {"limit": f"{MAX_COVERED:,}"}))
            covered |= {(row, column): str(merged) for row in rows for column in across}
            covered.pop((merged.top, merged.left), None)
        return covered


def find_mark(grid: Grid) -> tuple[int, int, str] | None:
    """Row, column and text of the mark of a sheet; None where it has none."""
    for row in sorted(grid.rows):
        if row > MARK_ROWS:
            return None
        for column, text in sorted(grid.rows[row].items()):
            if column <= MARK_COLUMNS and text.lstrip().startswith(MARK):
                return row, column, text
    return None


def read_marked_sheet(name: str, grid: Grid) -> MarkedSheet | Problem | None:
    """The sheet with its keys; a problem where its mark was damaged, None where it has no mark."""
    found = find_mark(grid)
    if found is None:
        return None
    row, column, text = found
    mark = read_mark(text)
    if mark is None:
        return Problem("sheet_mark_changed", locate(name, row, column), {"value": text})
    sheet = MarkedSheet(name, grid, mark, row, column, rows=[each for each in sorted(grid.rows) if each > row])
    for place, key in sorted(grid.rows[row].items()):
        key = key.strip()
        if place != column and key:
            known = sheet.doubled if key in sheet.columns else sheet.columns
            known[key] = place
    return sheet
