"""The cover of a questionnaire workbook: whose it is, which version, and whether the rest belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from assets.intake.grids import Grid
from assets.intake.problems import FileRefusedError, Problem, quote_value
from assets.intake.questionnaire.marked_sheet import MarkedSheet, read_marked_sheet
from assets.intake.questionnaire.submission import Submission, blame
from assets.intake.validation import check_cell
from assets.intake.workbook_rows import name_grids
from assets.questionnaire.form import UnknownMethodology, find_methodology, read_form
from assets.questionnaire.languages import SOURCE, list_languages
from assets.questionnaire.layout import (
    ANSWERED_ON,
    ANSWERS,
    COVER,
    COVERS,
    DEPARTMENT,
    KNOWN_VERSIONS,
    NOTE,
    RECOMMENDATION,
    REVIEW_COVER,
    REVIEW_VERSION,
    REVIEWED_ON,
    REVIEWS,
    ROLE,
    STRATEGIES,
    STRATEGY_COVER,
    VALUE,
    VERSION_KEY,
    Assignment,
    SheetMark,
)
from assets.schema import file_kinds

# What people fill in on a cover, and the kind of file whose columns say what may stand there.
FILLED_IN = {
    COVER: ("answers", (VERSION_KEY, ANSWERED_ON, DEPARTMENT)),
    REVIEW_COVER: (REVIEWS, (REVIEW_VERSION, REVIEWED_ON, ROLE, NOTE, RECOMMENDATION)),
    STRATEGY_COVER: ("answers", (VERSION_KEY,)),
}


def read_cover(sheets: Sequence[MarkedSheet], kind: str = COVER) -> Submission:
    """What the cover says, found among the marked sheets of a workbook.

    Raises FileRefusedError where there is none, or several, or one that the rest of the workbook cannot be read with.
    """
    covers = [sheet for sheet in sheets if sheet.mark.kind == kind]
    if not covers:
        raise FileRefusedError(Problem("cover_missing", f"sheet '{sheets[0].name}'"))
    if len(covers) > 1:
        names = "', '".join(sheet.name for sheet in covers)
        raise FileRefusedError(Problem("cover_twice", f"sheets '{names}'"))
    sheet = covers[0]
    places = {key: row for row, key in sheet.list_rows() if key}
    mark = check_identity(sheet, places)
    language = read_language(sheet, places)
    try:
        form = read_form(mark.assignment.methodology_id)
    except UnknownMethodology as unknown:
        words = {"value": mark.assignment.methodology_id}
        raise FileRefusedError(
            Problem("template_methodology_unknown", sheet.locate(sheet.mark_row), words)
        ) from unknown
    values = read_values(sheet, places, mark.assignment)
    submission = Submission(
        mark.assignment, form, language, values, kind=STRATEGIES if kind == STRATEGY_COVER else ANSWERS
    )
    if kind == COVER:
        compare_methodology(submission, sheet.locate(sheet.mark_row))
    return submission


def read_language(sheet: MarkedSheet, places: dict[str, int]) -> str:
    """The language that the cover names, where it is shipped; else English."""
    language = sheet.text(places["language"], VALUE) if "language" in places else SOURCE
    return language if language in list_languages() else SOURCE


def find_language(grids: Sequence[Grid]) -> str:
    """The language of a workbook that cannot be used, as far as a cover tells it."""
    for name, grid in name_grids(grids):
        sheet = read_marked_sheet(name, grid)
        if isinstance(sheet, MarkedSheet) and sheet.mark.kind in COVERS:
            return read_language(sheet, {key: row for row, key in sheet.list_rows() if key})
    return SOURCE


def check_identity(sheet: MarkedSheet, places: dict[str, int]) -> SheetMark:
    """The mark of the cover, which has to say the same as the keys that everybody can see.

    Raises FileRefusedError where it does not, or where the template is not known.
    """
    mark, own = sheet.mark, sheet.mark.assignment
    if mark.version not in KNOWN_VERSIONS:
        words = {"value": mark.version, "limit": ", ".join(map(str, KNOWN_VERSIONS))}
        raise FileRefusedError(Problem("template_version_unknown", sheet.locate(sheet.mark_row), words))
    said = {
        "template_version": str(mark.version),
        "cycle": str(own.cycle),
        "city_code": own.city_code,
        "methodology_id": own.methodology_id,
        "submission_id": own.submission_id,
    }
    problems = []
    for key, made_for in said.items():
        text = sheet.text(places[key], VALUE) if key in places else ""
        if text != made_for:
            location = sheet.locate(places.get(key, sheet.mark_row), VALUE)
            problems.append(
                Problem("cover_changed", location, {"column_name": key, "value": text, "limit": quote_value(made_for)})
            )
    if problems:
        raise FileRefusedError(*problems)
    return mark


def read_values(sheet: MarkedSheet, places: dict[str, int], assignment: Assignment) -> dict[str, str]:
    """The cells that the city fills in. Raises FileRefusedError where one cannot be used: every row would suffer."""
    kind, keys = FILLED_IN[sheet.mark.kind]
    columns = {column.name: column for column in file_kinds()[kind].columns}
    values, problems = {}, []
    for key in keys:
        row = places.get(key)
        text = "" if row is None else sheet.text(row, VALUE)
        canonical, code, words = check_cell(columns[key], text)
        if code:
            location = sheet.locate(sheet.mark_row if row is None else row, VALUE)
            problems.append(blame(assignment, code, location, words))
        values[key] = canonical or ""
    if problems:
        raise FileRefusedError(*problems)
    return values


def compare_methodology(submission: Submission, location: str) -> None:
    """Tell where the workbook asks another questionnaire than that of its cycle."""
    try:
        own = find_methodology(submission.assignment.cycle)
    except UnknownMethodology:
        return  # told for every answer once all are together (`unknown_cycle`)
    asked = submission.assignment.methodology_id
    if own != asked:
        cycle = submission.assignment.cycle
        submission.blame("questionnaire_of_other_cycle", location, value=asked, limit=own, cycle=cycle)
