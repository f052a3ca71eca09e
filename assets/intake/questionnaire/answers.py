"""Answers from the sheets of the policy areas: one row per question that was answered, found by its code.

A question with a problem gives no row: half an answer would say something that the city did not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assets.intake.problems import Problem
from assets.intake.questionnaire.cover import Cover
from assets.intake.questionnaire.labels import index_options, read_tick, split_answers
from assets.intake.questionnaire.marked_sheet import MarkedSheet
from assets.intake.questionnaire.rows import Row, check_columns, find_formulas, find_stray
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
)

NEEDED = (ANSWER, DONT_KNOW, REASON, EVIDENCE, LINK, DEPARTMENT)
INPUTS = (*NEEDED, UNCHANGED)
SAYING = (ANSWER, UNCHANGED, DONT_KNOW, REASON, EVIDENCE, LINK)  # a department alone answers nothing


@dataclass
class Places:
    """Where a question was found: sheet and row of its own code and of those of its options."""

    own: list[tuple[MarkedSheet, int]] = field(default_factory=list)
    options: dict[str, list[tuple[MarkedSheet, int]]] = field(default_factory=dict)

    def list_answered(self) -> list[tuple[MarkedSheet, int]]:
        """Its own places that say something; of a copy that was left empty nothing is lost."""
        return [(sheet, row) for sheet, row in self.own if any(sheet.text(row, key) for key in SAYING)]


def read_answers(cover: Cover, sheets: Sequence[MarkedSheet]) -> tuple[list[Row], list[Problem]]:
    """The rows of `answers`, and the problems of the sheets."""
    problems = [problem for sheet in sheets for problem in check_columns(cover, sheet, NEEDED)]
    usable = [sheet for sheet in sheets if ANSWER in sheet.columns and not sheet.doubled.keys() & set(INPUTS)]
    places, found = find_questions(cover, usable)
    problems += found
    rows = []
    for code, where in places.items():
        row, found = read_question(cover, cover.form.questions[code], where)
        problems += found
        if row is not None:
            rows.append(row)
    return rows, problems + list_missing(cover, usable, places)


def find_questions(cover: Cover, sheets: Sequence[MarkedSheet]) -> tuple[dict[str, Places], list[Problem]]:
    """Where each question stands, in the order of the form; rows whose code is none, or that have none, are problems."""
    places: dict[str, Places] = {}
    problems: list[Problem] = []
    for sheet in sheets:
        for row, key in sheet.list_rows():
            code, _, option = key.partition(PART)
            question = cover.form.questions.get(code)
            if not key:
                problems += find_stray(cover, sheet, row, INPUTS)
            elif question is None or (option and option not in question.option_codes):
                values = {"value": key, "limit": cover.assignment.methodology_id}
                problems.append(cover.blame("row_code_changed", sheet.locate(row), **values))
            elif option:
                places.setdefault(code, Places()).options.setdefault(option, []).append((sheet, row))
            else:
                places.setdefault(code, Places()).own.append((sheet, row))
    return {code: places[code] for code in cover.form.questions if code in places}, problems


def read_question(cover: Cover, question: Question, where: Places) -> tuple[Row | None, list[Problem]]:
    """The row of one question, None where nothing was given or something is wrong."""
    ticked, problems = read_ticked_options(cover, question, where)
    answered = where.list_answered()
    if len(answered) > 1 or (not where.own and ticked):
        return None, [
            *problems,
            blame_place(cover, question, answered or [place for _, place in ticked], bool(answered)),
        ]
    if not answered and not ticked:
        return None, problems
    sheet, place = answered[0] if answered else where.own[0]
    problems += find_formulas(cover, sheet, place, INPUTS)
    row = Row(sheet, place, keys={"option_codes": ANSWER})
    chosen, found = choose_options(cover, question, row, [option for option, _ in ticked])
    problems += found
    dont_know = read_tick(sheet.text(place, DONT_KNOW), cover.language)
    if dont_know is None:
        problems.append(blame_tick(cover, sheet, place, DONT_KNOW))
    if problems:
        return None, problems
    row.texts = {
        "cycle": str(cover.assignment.cycle),
        "city_code": cover.assignment.city_code,
        "submission_id": cover.assignment.submission_id,
        VERSION_KEY: cover.values[VERSION_KEY],
        "question_code": question.code,
        "methodology_id": cover.assignment.methodology_id,
        "option_codes": SEPARATOR.join(sorted(chosen)),
        DONT_KNOW: "yes" if dont_know else "",
        REASON: sheet.text(place, REASON),
        EVIDENCE: sheet.text(place, EVIDENCE),
        LINK: sheet.text(place, LINK),
        DEPARTMENT: sheet.text(place, DEPARTMENT) or cover.values[DEPARTMENT],
        ANSWERED_ON: cover.values[ANSWERED_ON],
    }
    given = ("option_codes", DONT_KNOW, REASON, EVIDENCE, LINK)
    return (row if any(row.texts[name] for name in given) else None), []


def read_ticked_options(
    cover: Cover, question: Question, where: Places
) -> tuple[list[tuple[str, tuple[MarkedSheet, int]]], list[Problem]]:
    """The options of a multiple choice that are ticked, with their places, and cells that are no tick."""
    ticked: list[tuple[str, tuple[MarkedSheet, int]]] = []
    problems: list[Problem] = []
    for option, places in where.options.items():
        for sheet, row in places:
            tick = read_tick(sheet.text(row, ANSWER), cover.language)
            problems += find_formulas(cover, sheet, row, (ANSWER,))
            problems += find_stray(cover, sheet, row, [key for key in INPUTS if key != ANSWER])
            if tick is None:
                problems.append(blame_tick(cover, sheet, row, ANSWER))
            elif tick:
                ticked.append((option, (sheet, row)))
    return ticked, problems


def blame_place(cover: Cover, question: Question, places: Sequence[tuple[MarkedSheet, int]], is_twice: bool) -> Problem:
    """A question that is answered in two places, or whose row is gone while its options are ticked."""
    (first, first_row), (sheet, row) = places[0], places[-1]
    values = {"question_code": question.code, "limit": first.locate(first_row)}
    return cover.blame("question_twice" if is_twice else "question_row_missing", sheet.locate(row), **values)


def blame_tick(cover: Cover, sheet: MarkedSheet, row: int, key: str) -> Problem:
    return cover.blame("tick_not_understood", sheet.locate(row, key), value=sheet.text(row, key))


def choose_options(cover: Cover, question: Question, row: Row, ticked: list[str]) -> tuple[set[str], list[Problem]]:
    """The options that the answer consists of: those given, or the earlier ones where it is said to be unchanged."""
    sheet, place = row.sheet, row.row
    index = index_options(question, cover.language)
    named, unknown = split_answers(sheet.text(place, ANSWER), index)
    location = sheet.locate(place, ANSWER)
    if unknown:
        labels = ", ".join(dict.fromkeys(label_options(cover, question)))
        values = {"value": ", ".join(unknown), "question_code": question.code, "limit": labels}
        return set(), [cover.blame("option_not_on_list", location, **values)]
    if len(named) > 1 and not question.is_multiple:
        values = {"value": sheet.text(place, ANSWER), "question_code": question.code}
        return set(), [cover.blame("two_answers_in_cell", location, **values)]
    chosen = {*named, *ticked}
    unchanged = read_tick(sheet.text(place, UNCHANGED), cover.language)
    if unchanged is None:
        return set(), [blame_tick(cover, sheet, place, UNCHANGED)]
    if not unchanged:
        return chosen, []
    location = sheet.locate(place, UNCHANGED)
    previous = set(filter(None, sheet.text(place, PREVIOUS_CODES).split(SEPARATOR)))
    if not previous or not previous <= question.option_codes:
        return set(), [cover.blame("previous_answer_unknown", location, question_code=question.code)]
    if chosen and chosen != previous:
        return set(), [cover.blame("unchanged_and_answered", location, question_code=question.code)]
    return previous, []


def label_options(cover: Cover, question: Question) -> list[str]:
    wording = read_wording(cover.language)
    return [wording.translate(option.label, question.code) for option in question.options]


def list_missing(cover: Cover, sheets: Sequence[MarkedSheet], places: dict[str, Places]) -> list[Problem]:
    """A note for each sheet of an area from which rows were removed; sheets that are not there at all were left out on purpose."""
    problems = []
    asked = {area.code: area.questions for area in cover.form.areas}
    for sheet in sheets:
        missing = []
        for question in asked.get(sheet.mark.part, ()):
            where = places.get(question.code, Places())
            if not where.own:
                missing.append(question.code)
            elif question.is_multiple:
                missing += [
                    question.code + PART + code for code in sorted(question.option_codes - where.options.keys())
                ]
        if missing:
            problems.append(cover.blame("rows_not_on_sheet", f"sheet '{sheet.cells.name}'", detail=", ".join(missing)))
    return problems
