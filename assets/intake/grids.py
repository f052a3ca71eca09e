"""The sheets of a workbook, as XLSX and ODS have them in common: cells by row and column.

What cells may be is `cells.py`. Formulas are never computed: a cell has the value that the program that saved it wrote
beside the formula.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assets.intake.bounds import MAX_CELLS, MAX_UNPACKED
from assets.intake.cells import EPOCH
from assets.intake.problems import FileRefusedError, Problem

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576


@dataclass(frozen=True)
class Merged:
    """Merged cells, by first and last row and column, all counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{name_column_letters(self.left)}{self.top}:{name_column_letters(self.right)}{self.bottom}"


@dataclass
class Grid:
    """One sheet of a workbook: cells with content by row and column, both counted from 1 as spreadsheets do.

    A cell is plain text, or text of one of the classes of `cells.py`. `formulas` are the cells whose value a formula gave.
    """

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    epoch: date = EPOCH


@dataclass
class Workbook:
    """The sheets of a workbook, and the problems of the workbook as a whole. Counts its cells while it is read."""

    grids: list[Grid] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    cells: int = 0
    characters: int = 0

    def count(self, cells: int, characters: int) -> None:
        """Raises FileRefusedError where the workbook holds more than is taken in."""
        self.cells += cells
        self.characters += characters
        if self.cells > MAX_CELLS:
            raise FileRefusedError(Problem("workbook_too_many_cells", values={"limit": f"{MAX_CELLS:,}"}))
        if self.characters > MAX_UNPACKED:
            limit = f"{MAX_UNPACKED:,} characters"
            values = {"value": f"more than {limit}", "limit": limit}
            raise FileRefusedError(Problem("file_too_large", values=values))


def name_column_letters(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_letters(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
