"""A sheet of text cells: what every format is turned into before anything is known of its meaning.

The rules that hold for the columns of any format are here. What columns mean is `kinds.py` and
`validation.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from assets.intake.bounds import MAX_COLUMNS
from assets.intake.cells import shape_of_cell
from assets.intake.problems import FileRefusedError, Problem


@dataclass
class Sheet:
    """Text cells by column, all columns of one length; `places` says where each row is (`unit` 3, `unit` 4).

    `shapes` holds the cells, by column and index of the row, that were no plain text (see `validation.py`).
    A sheet of a workbook has a `name`, and `letters` by column. `epoch` is the day that its numbers count from
    where they stand for dates. `remarks` are problems of cells by column: they count where the column is used.
    `sources` names, by column and index of the row, the fields of an export that cells came from.
    `part` is what provenance calls the sheet where one place in the file gives several rows: then each has a part of its own.
    `refusals` are the reasons why the sheet as a whole cannot be used. `city_code` is whose it is, where its columns do not say so.
    """

    unit: str
    columns: dict[str, list[str]] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_found: int = 0
    shapes: dict[str, dict[int, str]] = field(default_factory=dict)
    name: str | None = None
    letters: dict[str, str] = field(default_factory=dict)
    epoch: date | None = None
    remarks: list[tuple[str, Problem]] = field(default_factory=list)
    sources: dict[str, list[str]] = field(default_factory=dict)
    part: str | None = None
    refusals: tuple[Problem, ...] = ()
    city_code: str | None = None

    def add_cells(self, column: str, cells: Sequence[str]) -> None:
        """Add cells to the end of a column, and remember the shapes of those that are no plain text."""
        known = self.columns.setdefault(column, [])
        shapes = {len(known) + row: shape_of_cell(cell) for row, cell in enumerate(cells) if type(cell) is not str}
        if shapes:
            self.shapes.setdefault(column, {}).update(shapes)
        known.extend(cells)

    def describe(self, place: str) -> str:
        """A place of the sheet in words, with its name where it has one."""
        if self.name is None:
            return place
        return f"sheet '{self.name}'" + (f", {place}" if place else "")

    def locate(self, row: int, column: str) -> str:
        """Where a cell is, as its sender sees it; `row` is the index of the row."""
        place = self.places[row]
        if column in self.sources:
            return self.describe(f"{self.unit} {place}, column {self.sources[column][row]}")
        if self.name is None:
            return f"{self.unit} {place}, column {column}"
        if column not in self.letters:
            return self.describe(f"row {place}, column {column}")
        return self.describe(f"cell {self.letters[column]}{place}")


def check_header(names: Sequence[str]) -> None:
    """Raises FileRefusedError where the columns are too many, or one name is there twice."""
    if len(names) > MAX_COLUMNS:
        values = {"value": f"{len(names)} columns", "limit": f"{MAX_COLUMNS} columns"}
        raise FileRefusedError(Problem("file_too_large", "header", values))
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise FileRefusedError(*(Problem("duplicate_column", "header", {"column_name": name}) for name in doubled))


def name_column(name: str, number: int | str) -> str:
    """The name of a column; one without is called by its place, so that its content is not lost unseen."""
    return name or f"{number} (without a name)"
