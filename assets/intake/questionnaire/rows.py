"""Rows that a questionnaire workbook gives, each cell with its address, and what all of its sheets have to hold to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from assets.intake.problems import Problem
from assets.intake.questionnaire.cover import Cover
from assets.intake.questionnaire.marked_sheet import MarkedSheet, locate, name_cell


@dataclass
class Row:
    """One row of a file kind: text by column of the contract, and where it came from. `row` counts from 0."""

    sheet: MarkedSheet
    row: int
    texts: dict[str, str] = field(default_factory=dict)
    # Column of the contract -> key of the column on the sheet, where they differ.
    keys: dict[str, str] = field(default_factory=dict)

    def locate(self, column: str) -> str:
        """Where the cell of a column of the contract is; what the cover says is said to be at the key of the row."""
        return self.sheet.locate(self.row, self.keys.get(column, column))

    def address(self, column: str) -> str:
        key = self.keys.get(column, column)
        return name_cell(self.row, self.sheet.columns.get(key, self.sheet.mark_column))


def check_columns(cover: Cover, sheet: MarkedSheet, needed: Iterable[str]) -> list[Problem]:
    """Columns that are no longer there, and columns that are there twice."""
    return [
        *(
            cover.blame("sheet_column_missing", sheet.locate(sheet.mark_row), column_name=key)
            for key in needed
            if key not in sheet.columns
        ),
        *(
            cover.blame("sheet_column_twice", locate(sheet.cells.name, sheet.mark_row, place), column_name=key)
            for key, place in sheet.doubled.items()
        ),
    ]


def find_formulas(cover: Cover, sheet: MarkedSheet, row: int, keys: Iterable[str]) -> list[Problem]:
    """Cells of a row that hold a formula where a value is expected: what it gives may change with every program."""
    return [cover.blame("formula_in_cell", sheet.locate(row, key)) for key in keys if sheet.has_formula(row, key)]


def find_stray(cover: Cover, sheet: MarkedSheet, row: int, keys: Collection[str]) -> list[Problem]:
    """The first cell of a row without a code that says something."""
    for key in keys:
        text = sheet.text(row, key)
        if text:
            return [cover.blame("content_without_code", sheet.locate(row, key), value=text)]
    return []


def find_remarks(cover: Cover, sheet: MarkedSheet) -> list[Problem]:
    """A note on the first cell that says something in a column that is not ours."""
    ours = {sheet.mark_column, *sheet.columns.values(), *sheet.doubled.values()}
    for row in range(sheet.mark_row + 1, len(sheet.cells.rows)):
        for column, text in enumerate(sheet.cells.rows[row]):
            if column not in ours and text.strip():
                return [
                    cover.blame("content_outside_columns", locate(sheet.cells.name, row, column), value=text.strip())
                ]
    return []


def drop_contradicting(cover: Cover, rows: list[Row], key: tuple[str, ...]) -> tuple[list[Row], list[Problem]]:
    """Rows of one key that say the same are one; of rows that say different things none is taken."""
    by_key: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        by_key.setdefault(tuple(row.texts.get(name, "") for name in key), []).append(row)
    kept, problems = [], []
    for values, alike in by_key.items():
        if all(row.texts == alike[0].texts for row in alike):
            kept.append(alike[0])
            continue
        for row in alike[1:]:
            words = {"value": " ".join(filter(None, values)), "limit": alike[0].locate(key[-1])}
            problems.append(cover.blame("row_twice", row.locate(key[-1]), **words))
    return kept, problems
