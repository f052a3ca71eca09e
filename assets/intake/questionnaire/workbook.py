"""A workbook with our marks from its sheets to rows of the file kinds that it holds: a questionnaire, a review of one, a strategy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.intake.grids import Grid
from assets.intake.problems import FileRefusedError, Problem, quote_value
from assets.intake.questionnaire.answers import read_answers
from assets.intake.questionnaire.cover import read_cover
from assets.intake.questionnaire.marked_sheet import MarkedSheet, find_mark, read_marked_sheet
from assets.intake.questionnaire.review import read_reviews
from assets.intake.questionnaire.rows import Row, find_remarks
from assets.intake.questionnaire.strategy import build_readers
from assets.intake.questionnaire.submission import Submission
from assets.intake.questionnaire.tables import read_facts, read_grid
from assets.intake.workbook_rows import is_blank, name_grids
from assets.questionnaire.layout import (
    ANSWERS,
    COVER,
    COVERS,
    FACTS,
    GRID,
    LIBRARY,
    LISTS,
    REVIEW_COVER,
    REVIEWS,
    STRATEGY_COVER,
)
from assets.schema import file_kinds

READERS = {
    COVER: {ANSWERS: read_answers, GRID: read_grid, FACTS: read_facts},
    REVIEW_COVER: {REVIEWS: read_reviews},
}


@dataclass(frozen=True)
class Filled:
    """What a workbook holds: rows by file kind, its problems, and the sheets from which each kind was read."""

    submission: Submission
    rows: dict[str, list[Row]]
    sheets: dict[str, list[MarkedSheet]]

    def city_of(self, kind: str) -> str | None:
        """Whose the rows of a kind are where they do not say so themselves: no part of what they say, but of their tickets."""
        return None if "city_code" in file_kinds()[kind].column_names else self.submission.assignment.city_code

    @property
    def problems(self) -> list[Problem]:
        return self.submission.problems


def is_questionnaire(grids: Sequence[Grid]) -> bool:
    """Whether a workbook is a questionnaire, by what its sheets hold and never by their names."""
    return any(find_mark(grid) is not None for grid in grids)


def read_questionnaire(grids: Sequence[Grid]) -> Filled:
    """Rows and problems of a questionnaire workbook.

    Raises FileRefusedError where the workbook as a whole cannot be used.
    """
    marked: list[MarkedSheet] = []
    problems: list[Problem] = []
    for name, grid in name_grids(grids):
        sheet = read_marked_sheet(name, grid)
        if isinstance(sheet, MarkedSheet):
            marked.append(sheet)
        elif sheet is not None:
            problems.append(sheet)
        elif not all(is_blank(cells) for cells in grid.rows.values()):
            problems.append(Problem("sheet_not_read", f"sheet '{name}'"))
    if not marked:
        raise FileRefusedError(*problems)
    kinds = {sheet.mark.kind for sheet in marked}
    cover = next((kind for kind in COVERS if kind in kinds), COVER)
    submission = read_cover(marked, cover)
    for problem in problems:
        submission.blame(problem.code, problem.location, **problem.values)
    own = [sheet for sheet in marked if is_own(submission, sheet)]
    readers = build_readers(submission, own) if cover == STRATEGY_COVER else READERS[cover]
    sheets = {kind: [sheet for sheet in own if sheet.mark.kind == kind] for kind in readers}
    if cover == REVIEW_COVER:  # its cover decides as well
        sheets[REVIEWS] = [*(sheet for sheet in marked if sheet.mark.kind == cover), *sheets[REVIEWS]]
    rows = {kind: read(submission, sheets[kind]) for kind, read in readers.items()}
    for sheet in own:
        find_remarks(submission, sheet)
    return Filled(submission, rows, sheets)


def is_own(submission: Submission, sheet: MarkedSheet) -> bool:
    """Whether a sheet gives rows and belongs to the cover; one of another city, cycle or version is a problem."""
    if sheet.mark.kind in (*COVERS, LISTS, LIBRARY):
        return False
    if sheet.mark.assignment == submission.assignment:
        return True
    value, limit = (
        quote_value(f"{each.city_code}, {each.cycle}, {each.methodology_id}, {each.submission_id}")
        for each in (sheet.mark.assignment, submission.assignment)
    )
    submission.blame("sheet_of_other_workbook", sheet.locate(sheet.mark_row), value=value, limit=limit)
    return False
