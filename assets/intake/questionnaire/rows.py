"""Rows that a questionnaire workbook gives, each with its place, and what all of its sheets have to hold to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from assets.intake.cells import Fault, Unvalued
from assets.intake.questionnaire.marked_sheet import MarkedSheet, locate
from assets.intake.questionnaire.submission import Submission


@dataclass
class Row:
    """One row of a file kind: text by column of the contract, and where it came from."""

    sheet: MarkedSheet
    row: int
    texts: dict[str, str] = field(default_factory=dict)
    # Column of the contract -> key of the column on the sheet, where they differ.
    keys: dict[str, str] = field(default_factory=dict)

    def locate(self, column: str) -> str:
        """Where the cell of a column of the contract is; what the cover says is said to be at the key of the row."""
        return self.sheet.locate(self.row, self.keys.get(column, column))


def check_columns(submission: Submission, sheet: MarkedSheet, needed: Iterable[str]) -> None:
    """Columns that are no longer there, and columns that are there twice."""
    for key in needed:
        if key not in sheet.columns:
            submission.blame("sheet_column_missing", sheet.locate(sheet.mark_row), column_name=key)
    for key, column in sheet.doubled.items():
        submission.blame("sheet_column_twice", locate(sheet.name, sheet.mark_row, column), column_name=key)


class CellGuard:
    """Looks at cells before they are read: formulas, errors, and cells that lie below merged ones."""

    def __init__(self, submission: Submission, sheets: Iterable[MarkedSheet], keys: Collection[str]) -> None:
        self.submission = submission
        self.covered = {id(sheet): sheet.find_covered(keys) for sheet in sheets}

    def check(self, sheet: MarkedSheet, row: int, keys: Iterable[str]) -> None:
        """Tell what is wrong with the cells of a row. The value of a formula is taken, and told."""
        covered = self.covered[id(sheet)]
        for key in keys:
            column = sheet.columns.get(key)
            if column is None:
                continue
            value, location = sheet.cell(row, column), sheet.locate(row, key)
            if (row, column) in covered:
                self.submission.blame("cells_merged", location, value=covered[row, column])
            elif isinstance(value, Unvalued):
                self.submission.blame("formula_without_value", location, column_name=key)
            elif isinstance(value, Fault):
                self.submission.blame("cell_with_error", location, column_name=key, value=value)
            elif (row, column) in sheet.grid.formulas:
                self.submission.blame("formula_value_used", location)

    def holds(self, sheet: MarkedSheet, row: int, keys: Iterable[str]) -> bool:
        """Whether a row says something, be it only that something is wrong with it."""
        covered = self.covered[id(sheet)]
        return any(
            sheet.text(row, key) or isinstance(sheet.text(row, key), Unvalued) or sheet.place(row, key) in covered
            for key in keys
            if key in sheet.columns
        )


def find_stray(submission: Submission, sheet: MarkedSheet, row: int, keys: Iterable[str]) -> None:
    """Tell of the first cell that says something where nothing can be read."""
    for key in keys:
        text = sheet.text(row, key)
        if text:
            submission.blame("content_without_code", sheet.locate(row, key), value=text)
            return


def find_remarks(submission: Submission, sheet: MarkedSheet) -> None:
    """Tell of the first cell that says something in a column that is not ours."""
    ours = {sheet.mark_column, *sheet.columns.values(), *sheet.doubled.values()}
    for row in sheet.rows:
        for column in sorted(sheet.grid.rows[row].keys() - ours):
            text = sheet.cell(row, column)
            if text:
                submission.blame("content_outside_columns", locate(sheet.name, row, column), value=text)
                return


def drop_contradicting(submission: Submission, rows: list[Row], key: tuple[str, ...]) -> list[Row]:
    """Rows of one key that say the same are one; of rows that say different things none is taken."""
    by_key: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        by_key.setdefault(tuple(row.texts.get(name, "") for name in key), []).append(row)
    kept = []
    for values, alike in by_key.items():
        if all(row.texts == alike[0].texts for row in alike):
            kept.append(alike[0])
            continue
        for row in alike[1:]:
            words = {"value": " ".join(filter(None, values)), "limit": alike[0].locate(key[-1])}
            submission.blame("row_twice", row.locate(key[-1]), **words)
    return kept
