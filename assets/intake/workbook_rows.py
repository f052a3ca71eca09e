"""The sheets of a workbook as tables: a header, rows below it, and the address of each cell.

Each sheet is looked at by itself. Where its header is, and what is said of formulas and merged cells, is decided here;
the cells come from `xlsx_grids.py` and `ods_grids.py`, and what the columns mean is `kinds.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from assets.intake.bounds import MAX_COLUMNS, MAX_COVERED, MAX_HEADER_ROW
from assets.intake.cells import Unvalued
from assets.intake.grids import Grid, name_column_letters
from assets.intake.kinds import find_kind
from assets.intake.problems import FileRefusedError, Problem, quote_value
from assets.intake.sheets import Sheet, check_header, name_column


def name_grids(grids: Sequence[Grid]) -> Iterator[tuple[str, Grid]]:
    """The grids with names that can be shown and that are all different."""
    taken: set[str] = set()
    for number, grid in enumerate(grids, start=1):
        name = plain = quote_value(grid.name.strip()) or f"number {number}"
        copies = 1
        while name in taken:
            copies += 1
            name = f"{plain} ({copies})"
        taken.add(name)
        yield name, grid


def tabulate_grids(grids: Sequence[Grid]) -> list[Sheet]:
    """The sheets that have content; one that cannot be used says why."""
    sheets = []
    for name, grid in name_grids(grids):
        header = find_header(grid)
        if header:
            sheet = Sheet("row", name=name, epoch=grid.epoch)
            try:
                tabulate_grid(sheet, grid, header)
            except FileRefusedError as refusal:
                sheet.refusals = refusal.problems
            sheets.append(sheet)
    return sheets


def find_header(grid: Grid) -> int:
    """The row of the header: the first that fits a kind of file, since a title may stand above; else the first at all."""
    rows = sorted(number for number, cells in grid.rows.items() if not is_blank(cells))
    for number in rows[:MAX_HEADER_ROW]:
        if find_kind(cell.strip() for cell in grid.rows[number].values()):
            return number
    return rows[0] if rows else 0


def is_blank(cells: Mapping[int, str]) -> bool:
    return not any(cell.strip() or isinstance(cell, Unvalued) for cell in cells.values())


def tabulate_grid(sheet: Sheet, grid: Grid, header: int) -> None:
    """Fill a sheet with what stands below the row of its header.

    Raises FileRefusedError where a column is there twice, there are too many, or too many cells are merged.
    """
    names = {column: cell.strip() for column, cell in grid.rows[header].items() if cell.strip()}
    rows = [number for number in sorted(grid.rows) if number > header and not is_blank(grid.rows[number])]
    sheet.places = rows
    sheet.rows_found = len(rows)
    check_header(list(names.values()))
    for column, label in names.items():
        letters = name_column_letters(column)
        cells = [grid.rows[number].get(column, "") for number in rows]
        sheet.letters[label] = letters
        sheet.add_cells(label, cells)
        sheet.remarks += [
            (label, Problem("formula_value_used", sheet.locate(row, label)))
            for row, number in enumerate(rows)
            if (number, column) in grid.formulas
        ]
    mark_covered(sheet, grid, rows, names)
    unnamed = {column for number in rows for column, cell in grid.rows[number].items() if cell.strip()} - names.keys()
    blank = [""] * len(rows)
    for column in sorted(unnamed)[:MAX_COLUMNS]:
        sheet.columns[name_column("", name_column_letters(column))] = blank  # its name is told, its content is not used


def mark_covered(sheet: Sheet, grid: Grid, rows: Sequence[int], names: Mapping[int, str]) -> None:
    """Mark the cells that lie below merged ones: what is meant for them cannot be known.

    Raises FileRefusedError where there are too many to be looked at one by one.
    """
    count = 0
    for merged in grid.merged:
        first, last = bisect_left(rows, merged.top), bisect_right(rows, merged.bottom)
        columns = [column for column in names if merged.left <= column <= merged.right]
        count += max(last - first, 0) * len(columns)
        if count > MAX_COVERED:
            raise FileRefusedError(Problem("too_many_merged_cells", "rows", {"limit": f"{MAX_COVERED:,}"}))
        for column in columns:
            for row in range(first, last):
                if (rows[row], column) != (merged.top, merged.left):
                    sheet.shapes.setdefault(names[column], {})[row] = f"merged {merged}"
