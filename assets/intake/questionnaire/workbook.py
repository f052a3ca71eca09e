"""A questionnaire workbook from its sheets to rows of three file kinds; none of them where it is another workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.intake.problems import FileRefusedError, Problem
from assets.intake.questionnaire.answers import read_answers
from assets.intake.questionnaire.cover import Cover, compare_methodology, read_cover
from assets.intake.questionnaire.marked_sheet import Cells, MarkedSheet, read_marked_sheet
from assets.intake.questionnaire.rows import Row, find_remarks
from assets.intake.questionnaire.tables import read_facts, read_grid
from assets.questionnaire.layout import ANSWERS, COVER, FACTS, GRID, LISTS

READERS = {ANSWERS: read_answers, GRID: read_grid, FACTS: read_facts}


@dataclass(frozen=True)
class Filled:
    """What a workbook holds: rows by file kind, each kind present, and the language in which the city reads."""

    rows: dict[str, list[Row]]
    problems: list[Problem]
    language: str
    city_code: str
    cycle: int


def is_questionnaire(sheets: Sequence[Cells]) -> bool:
    """Whether a workbook is a questionnaire, by what its sheets hold and never by their names."""
    return any(read_marked_sheet(cells) is not None for cells in sheets)


def read_questionnaire(sheets: Sequence[Cells]) -> Filled:
    """Rows and problems of a questionnaire workbook.

    Raises FileRefusedError where the workbook as a whole cannot be used.
    """
    marked: list[MarkedSheet] = []
    problems: list[Problem] = []
    for cells in sheets:
        sheet = read_marked_sheet(cells)
        if isinstance(sheet, MarkedSheet):
            marked.append(sheet)
        elif sheet is not None:
            problems.append(sheet)
        elif any(text.strip() for row in cells.rows for text in row):
            problems.append(Problem("sheet_not_read", f"sheet '{cells.name}'"))
    if not marked:
        raise FileRefusedError(*problems)
    cover = read_cover(marked)
    problems = [cover.blame(each.code, each.location, **each.values) for each in problems]
    at_cover = next(sheet for sheet in marked if sheet.mark.kind == COVER)
    problems += compare_methodology(cover, at_cover.locate(at_cover.mark_row))
    own, found = choose_own(cover, marked)
    problems += found
    rows: dict[str, list[Row]] = {}
    for kind, read in READERS.items():
        rows[kind], found = read(cover, [sheet for sheet in own if sheet.mark.kind == kind])
        problems += found
    problems += [problem for sheet in own for problem in find_remarks(cover, sheet)]
    return Filled(rows, problems, cover.language, cover.assignment.city_code, cover.assignment.cycle)


def choose_own(cover: Cover, sheets: Sequence[MarkedSheet]) -> tuple[list[MarkedSheet], list[Problem]]:
    """The sheets that give rows and belong to the cover; those of another city, cycle or version are problems."""
    own, problems = [], []
    for sheet in sheets:
        if sheet.mark.kind in (COVER, LISTS):
            continue
        assignment = sheet.mark.assignment
        if assignment == cover.assignment:
            own.append(sheet)
            continue
        made_for, wanted = (
            f"{each.city_code}, {each.cycle}, {each.methodology_id}, {each.submission_id}"
            for each in (assignment, cover.assignment)
        )
        location = sheet.locate(sheet.mark_row)
        problems.append(cover.blame("sheet_of_other_workbook", location, value=made_for, limit=wanted))
    return own, problems
