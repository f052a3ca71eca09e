"""Answers from the sheets of the policy areas: one row per question that was answered, found by its code.

A question with a problem gives no row: half an answer would say something that the city did not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assets.intake.questionnaire.labels import index_options, read_tick, split_answers
from assets.intake.questionnaire.marked_sheet import MarkedSheet
from assets.intake.questionnaire.rows import CellGuard, Row, check_columns, find_stray
from assets.intake.questionnaire.submission import Submission
from assets.questionnaire.form import Question
from assets.questionnaire.languages import read_wording
from assets.questionnaire.layout import (
    ANSWER,
    ANSWERED_ON,
    DEPARTMENT,
    DONT_KNOW,
    EVIDENCE,
    LINK,
    PART,
    PREVIOUS_CODES,
    REASON,
    SEPARATOR,
    UNCHANGED,
    VERSION_KEY,
    join_key,
)

NEEDED = (ANSWER, DONT_KNOW, REASON, EVIDENCE, LINK, DEPARTMENT)
INPUTS = (*NEEDED, UNCHANGED)
SAYING = (ANSWER, UNCHANGED, DONT_KNOW, REASON, EVIDENCE, LINK)  # a department alone answers nothing
Place = tuple[MarkedSheet, int]


@dataclass
class Places:
    """Where a question was found: sheet and row of its own code and of those of its options."""

    own: list[Place] = field(default_factory=list)
    options: dict[str, list[Place]] = field(default_factory=dict)


def read_answers(submission: Submission, sheets: Sequence[MarkedSheet]) -> list[Row]:
    """The rows of `answers`."""
    for sheet in sheets:
        check_columns(submission, sheet, NEEDED)
    usable = [sheet for sheet in sheets if ANSWER in sheet.columns and not sheet.doubled.keys() & set(INPUTS)]
    places = find_questions(submission, usable)
    reader = AnswerReader(submission, usable)
    rows = [reader.read(submission.form.questions[code], where) for code, where in places.items()]
    for sheet in usable:
        list_missing(submission, sheet, places)
    return [row for row in rows if row is not None]


def find_questions(submission: Submission, sheets: Sequence[MarkedSheet]) -> dict[str, Places]:
    """Where each question stands, in the order of the form; rows whose code is none, or that have none, are problems."""
    places: dict[str, Places] = {}
    for sheet in sheets:
        for row, key in sheet.list_rows():
            code, _, option = key.partition(PART)
            question = submission.form.questions.get(code)
            if not key:
                find_stray(submission, sheet, row, INPUTS)
            elif question is None or (option and option not in question.option_codes):
                limit = submission.assignment.methodology_id
                submission.blame("row_code_changed", sheet.locate(row), value=key, limit=limit)
            elif option:
                places.setdefault(code, Places()).options.setdefault(option, []).append((sheet, row))
            else:
                places.setdefault(code, Places()).own.append((sheet, row))
    return {code: places[code] for code in submission.form.questions if code in places}


class AnswerReader:
    """Reads one question after the other; problems go to the submission."""

    def __init__(self, submission: Submission, sheets: Sequence[MarkedSheet]) -> None:
        self.submission = submission
        self.guard = CellGuard(submission, sheets, INPUTS)

    def read(self, question: Question, where: Places) -> Row | None:
        """The row of a question, None where nothing was given or something is wrong."""
        found: list[Row] = []
        is_clean = self.submission.is_clean_after(lambda: found.extend(self.read_places(question, where)))
        return found[0] if found and is_clean else None

    def read_places(self, question: Question, where: Places) -> list[Row]:
        ticked = self.read_ticked(where)
        answered = [place for place in where.own if self.guard.holds(*place, SAYING)]
        places = answered or where.own[:1]
        if len(answered) > 1 or (ticked and not places):
            self.blame_place(question, answered or list(ticked.values()), bool(answered))
            return []
        if not answered and not ticked:
            return []
        sheet, place = places[0]
        self.guard.check(sheet, place, INPUTS)
        row = Row(sheet, place, keys={"option_codes": ANSWER})
        own, values = self.submission.assignment, self.submission.values
        row.texts = {
            "cycle": str(own.cycle),
            "city_code": own.city_code,
            "submission_id": own.submission_id,
            VERSION_KEY: values[VERSION_KEY],
            "question_code": question.code,
            "methodology_id": own.methodology_id,
            "option_codes": SEPARATOR.join(sorted(self.choose_options(question, sheet, place, set(ticked)))),
            DONT_KNOW: "yes" if self.read_tick(sheet, place, DONT_KNOW) else "",
            **{key: sheet.text(place, key) for key in (REASON, EVIDENCE, LINK)},
            DEPARTMENT: sheet.text(place, DEPARTMENT) or values[DEPARTMENT],
            ANSWERED_ON: values[ANSWERED_ON],
        }
        given = ("option_codes", DONT_KNOW, REASON, EVIDENCE, LINK)
        return [row] if any(row.texts[name] for name in given) else []

    def read_ticked(self, where: Places) -> dict[str, Place]:
        """The options of a multiple choice that are ticked, with their places."""
        ticked = {}
        for option, places in where.options.items():
            for sheet, row in places:
                self.guard.check(sheet, row, (ANSWER,))
                find_stray(self.submission, sheet, row, [key for key in INPUTS if key != ANSWER])
                if self.read_tick(sheet, row, ANSWER):
                    ticked[option] = (sheet, row)
        return ticked

    def read_tick(self, sheet: MarkedSheet, row: int, key: str) -> bool:
        """Whether a cell is ticked; one that cannot be understood is a problem."""
        text = sheet.text(row, key)
        ticked = read_tick(text, self.submission.language)
        if ticked is None:
            self.submission.blame("tick_not_understood", sheet.locate(row, key), value=text)
        return bool(ticked)

    def blame_place(self, question: Question, places: Sequence[Place], is_twice: bool) -> None:
        """A question that is answered in two places, or whose row is gone while its options are ticked."""
        (first, first_row), (sheet, row) = places[0], places[-1]
        code = "question_twice" if is_twice else "question_row_missing"
        limit = first.locate(first_row)
        self.submission.blame(code, sheet.locate(row), question_code=question.code, limit=limit)

    def choose_options(self, question: Question, sheet: MarkedSheet, row: int, ticked: set[str]) -> set[str]:
        """The options that the answer consists of: those given, or the earlier ones where it is said to be unchanged."""
        blame, text, location = self.submission.blame, sheet.text(row, ANSWER), sheet.locate(row, ANSWER)
        named, unknown = split_answers(text, index_options(question, self.submission.language))
        if unknown:
            limit = ", ".join(dict.fromkeys(self.label_options(question)))
            blame("option_not_on_list", location, value=", ".join(unknown), question_code=question.code, limit=limit)
        elif len(named) > 1 and not question.is_multiple:
            blame("two_answers_in_cell", location, value=text, question_code=question.code)
        chosen = {*named, *ticked}
        if not self.read_tick(sheet, row, UNCHANGED):
            return chosen
        previous = set(filter(None, sheet.text(row, PREVIOUS_CODES).split(SEPARATOR)))
        location = sheet.locate(row, UNCHANGED)
        if not previous or not previous <= question.option_codes:
            blame("previous_answer_unknown", location, question_code=question.code)
        elif chosen and chosen != previous:
            blame("unchanged_and_answered", location, question_code=question.code)
        return previous

    def label_options(self, question: Question) -> list[str]:
        wording = read_wording(self.submission.language)
        return [wording.translate(option.label, question.code) for option in question.options]


def list_missing(submission: Submission, sheet: MarkedSheet, places: dict[str, Places]) -> None:
    """Tell which rows were removed from the sheet of an area; sheets that are not there at all were left out on purpose."""
    missing: list[str] = []
    for area in submission.form.areas:
        for question in area.questions if area.code == sheet.mark.part else ():
            where = places.get(question.code, Places())
            if not where.own:
                missing.append(question.code)
            elif question.is_multiple:
                gone = [option.code for option in question.options if option.code not in where.options]
                missing += [join_key(question.code, code) for code in gone]
    if missing:
        submission.blame("rows_not_on_sheet", f"sheet '{sheet.name}'", detail=", ".join(missing))
