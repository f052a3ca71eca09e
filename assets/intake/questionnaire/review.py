"""Decisions from the workbook of a reviewer: one row of `reviews` per question, area or city about which something was decided.

A row with a problem gives no review: half a decision would say something that the reviewer did not.
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.intake.problems import Subject
from assets.intake.questionnaire.labels import fold, index_options, index_values, split_answers
from assets.intake.questionnaire.marked_sheet import MarkedSheet
from assets.intake.questionnaire.rows import CellGuard, Row, check_columns, drop_contradicting, find_stray
from assets.intake.questionnaire.submission import Submission
from assets.questionnaire.form import accepted_values
from assets.questionnaire.languages import read_wording
from assets.questionnaire.layout import (
    CORRECTED,
    DECISION,
    EXPECTED,
    NOTE,
    RECOMMENDATION,
    REVIEW_COVER,
    REVIEW_VERSION,
    REVIEWED_ON,
    REVIEWS,
    ROLE,
    SEPARATOR,
    VALUE,
    WHOLE,
)
from assets.schema import file_kinds

ACCEPTED, CORRECTION = "accepted", "corrected"
INPUTS = (DECISION, CORRECTED, NOTE, RECOMMENDATION)
CITY = "city"  # in the code of a review that is about the whole city


def read_reviews(submission: Submission, sheets: Sequence[MarkedSheet]) -> list[Row]:
    """The rows of `reviews`, from the cover and the sheets of the areas."""
    areas = [sheet for sheet in sheets if sheet.mark.kind == REVIEWS]
    for sheet in areas:
        check_columns(submission, sheet, (*INPUTS, EXPECTED))
    usable = [
        sheet
        for sheet in areas
        if {*INPUTS, EXPECTED} <= sheet.columns.keys() and not sheet.doubled.keys() & {*INPUTS, EXPECTED}
    ]
    reader = ReviewReader(submission, usable)
    rows = [reader.read_city(sheet) for sheet in sheets if sheet.mark.kind == REVIEW_COVER]
    rows += [reader.read(sheet, place, key) for sheet in usable for place, key in sheet.list_rows()]
    submission.subject = None
    decided = drop_contradicting(submission, [row for row in rows if row is not None], ("review_id",))
    if decided and not submission.values[REVIEWED_ON]:
        submission.blame("review_without_date", f"sheet '{sheets[0].name}'")
    return decided


class ReviewReader:
    """Reads one row after the other; problems go to the submission, each as one of the review that it is about."""

    def __init__(self, submission: Submission, sheets: Sequence[MarkedSheet]) -> None:
        self.submission = submission
        self.guard = CellGuard(submission, sheets, INPUTS)
        self.areas = {code.code: area.code for area in submission.form.areas for code in area.questions}
        column = next(column for column in file_kinds()[REVIEWS].columns if column.name == DECISION)
        self.decisions = index_values(column, accepted_values(column), submission.language)

    def begin(self, sheet: MarkedSheet, place: int, part: str) -> Row:
        """A row about a question, an area or the city."""
        own, values = self.submission.assignment, self.submission.values
        review_id = f"{own.city_code}-{own.cycle}-{own.submission_id}-{part}"
        self.submission.subject = Subject(REVIEWS, review_id, int(values[REVIEW_VERSION]))
        texts = {
            "review_id": review_id,
            REVIEW_VERSION: values[REVIEW_VERSION],
            "cycle": str(own.cycle),
            "city_code": own.city_code,
            ROLE: values[ROLE],
            REVIEWED_ON: values[REVIEWED_ON],
        }
        return Row(sheet, place, texts)

    def read_city(self, sheet: MarkedSheet) -> Row | None:
        """What the cover decides: the acceptance of everything that has no decision of its own."""
        places = {key: place for place, key in sheet.list_rows()}
        if DECISION not in places:
            return None
        row = self.begin(sheet, places[DECISION], CITY)
        row.keys = dict.fromkeys((DECISION, NOTE, RECOMMENDATION), VALUE)
        said = {key: self.submission.values[key] for key in (NOTE, RECOMMENDATION)}
        text = sheet.text(row.row, VALUE)
        if not text and not any(said.values()):
            return None
        row.texts |= said
        is_clean = self.submission.is_clean_after(lambda: self.decide(row, text, VALUE, (ACCEPTED,)))
        return row if is_clean else None

    def read(self, sheet: MarkedSheet, place: int, key: str) -> Row | None:
        """The row of a question or of the whole area; None where nothing was decided or something is wrong."""
        questions = self.submission.form.questions
        if not key:
            find_stray(self.submission, sheet, place, INPUTS)
            return None
        if key != WHOLE and key not in questions:
            limit = self.submission.assignment.methodology_id
            self.submission.blame("row_code_changed", sheet.locate(place), value=key, limit=limit)
            return None
        if not self.guard.holds(sheet, place, INPUTS):
            return None
        row = self.begin(sheet, place, sheet.mark.part if key == WHOLE else key)
        row.texts["area_code"] = sheet.mark.part if key == WHOLE else self.areas[key]

        def fill() -> None:
            self.guard.check(sheet, place, INPUTS)
            row.texts |= {name: sheet.text(place, name) for name in (NOTE, RECOMMENDATION)}
            accepted = (ACCEPTED,) if key == WHOLE else tuple(dict.fromkeys(self.decisions.values()))
            self.decide(row, sheet.text(place, DECISION), DECISION, accepted)
            if key != WHOLE:
                self.correct(row, key)

        return row if self.submission.is_clean_after(fill) else None

    def decide(self, row: Row, text: str, column: str, accepted: Sequence[str]) -> None:
        """The decision of a row; a note or a correction alone decides nothing."""
        location = row.sheet.locate(row.row, column)
        decision = self.decisions.get(fold(text), "")
        if not text:
            self.submission.blame("decision_missing", location)
        elif decision not in accepted:
            say = read_wording(self.submission.language).say
            limit = ", ".join(say(f"value.{DECISION}.{each}") for each in accepted)
            self.submission.blame("value_not_accepted", location, value=text, column_name=DECISION, limit=limit)
        row.texts[DECISION] = decision

    def correct(self, row: Row, code: str) -> None:
        """Which options the reviewer saw, and which replace them."""
        question, language = self.submission.form.questions[code], self.submission.language
        text, location = row.sheet.text(row.row, CORRECTED), row.sheet.locate(row.row, CORRECTED)
        named, unknown = split_answers(text, index_options(question, language))
        blame = self.submission.blame
        if unknown:
            wording = read_wording(language)
            limit = ", ".join(wording.translate(option.label, code) for option in question.options)
            blame("option_not_on_list", location, value=", ".join(unknown), question_code=code, limit=limit)
        elif len(named) > 1 and not question.is_multiple:
            blame("two_answers_in_cell", location, value=text, question_code=code)
        elif row.texts[DECISION] == CORRECTION and not named:
            blame("correction_missing", location, question_code=code)
        elif row.texts[DECISION] not in (CORRECTION, "") and named:
            blame("correction_not_decided", location, question_code=code)
        row.texts |= {
            "question_code": code,
            EXPECTED: row.sheet.text(row.row, EXPECTED),
            CORRECTED: SEPARATOR.join(sorted(named)),
        }
