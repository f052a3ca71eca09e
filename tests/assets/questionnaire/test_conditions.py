"""Questions turn grey by the rule of the score, whatever was answered; the cover counts what is done."""

from __future__ import annotations

import random

import pytest
from support.formulas import Sheet
from support.questionnaires import form, load

from assets.questionnaire.layout import PART, read_mark

Keys = dict[str, tuple[str, int]]  # sheet and row of the code of a question or option


class Open:
    """A template that is filled in and asked what it shows."""

    def __init__(self, template: Open | bytes) -> None:
        if isinstance(template, Open):
            self.cells = {name: dict(cells) for name, cells in template.cells.items()}
            self.places, self.columns, self.cover = template.places, template.columns, template.cover
            return
        self.cells: dict[str, dict[tuple[int, int], object]] = {}
        self.places: Keys = {}
        self.columns: dict[str, int] = {}
        self.cover = ""
        for sheet in load(template).worksheets:
            cells = {
                (c.row - 1, c.column - 1): c.value for row in sheet.iter_rows() for c in row if c.value is not None
            }
            self.cells[sheet.title] = cells
            mark = read_mark(str(cells.get((0, 0), "")))
            if mark is not None and mark.kind == "answers":
                self.columns = {str(text): column for (row, column), text in cells.items() if row == 0 and column}
                self.places |= {
                    str(t): (sheet.title, row) for (row, column), t in cells.items() if not column and row > 2
                }
            elif mark is not None and mark.kind == "cover":
                self.cover = sheet.title

    def write(self, key: str, column: str, text: str) -> None:
        sheet, row = self.places[key]
        self.cells[sheet][row, self.columns[column]] = text

    def show(self, key: str, column: str) -> object:
        sheet, row = self.places[key]
        return Sheet(self.cells).value(sheet, row, self.columns[column])

    def answer(self, code: str, options: tuple[str, ...]) -> None:
        question = form().questions[code]
        labels = {option.code: option.label for option in question.options}
        for option in options:
            if question.is_multiple:
                self.write(code + PART + option, "answer", "x")
            else:
                self.write(code, "answer", labels[option])


@pytest.fixture(scope="module")
def empty(template) -> Open:
    return Open(template)


def is_closed(code: str, answers: dict[str, tuple[str, ...]]) -> bool:
    """The rule of the score: the parent is answered and opens nothing, or is closed itself."""
    question = form().questions[code]
    if not question.parent:
        return False
    if is_closed(question.parent, answers):
        return True
    given = answers.get(question.parent, ())
    return bool(given) and not set(given) & question.opening


def draw_answers(seed: int) -> dict[str, tuple[str, ...]]:
    drawn = random.Random(seed)
    answers = {}
    for code, question in form().questions.items():
        codes = [option.code for option in question.options]
        if drawn.random() < 0.7:
            answers[code] = tuple(drawn.sample(codes, drawn.randint(1, 2) if question.is_multiple else 1))
    return answers


@pytest.mark.parametrize("seed", range(12))
def test_what_is_grey_is_what_the_score_closes(empty, seed) -> None:
    book, answers = Open(empty), draw_answers(seed)
    for code, options in answers.items():
        book.answer(code, options)
    children = [code for code, question in form().questions.items() if question.parent]
    assert {code: book.show(code, "closed") for code in children} == {
        code: float(is_closed(code, answers)) for code in children
    }
    for code in form().questions:
        expected = "–" if is_closed(code, answers) else "✓" if code in answers else "○"
        assert book.show(code, "done") == expected, code


def test_the_seeds_cover_both_ways_of_closing() -> None:
    closed = [code for seed in range(12) for code in form().questions if is_closed(code, draw_answers(seed))]
    parents = {form().questions[code].parent for code in closed}
    assert any(form().questions[parent].is_multiple for parent in parents)
    assert any(form().questions[parent].parent for parent in parents)


def test_an_unchanged_answer_closes_as_the_earlier_one_did(prefilled) -> None:
    earlier = Open(prefilled)
    for code, question in form().questions.items():
        parent = form().questions.get(question.parent)
        if parent is None or parent.is_multiple or parent.parent:
            continue
        book = Open(earlier)
        assert book.show(code, "closed") == 0
        book.write(parent.code, "unchanged", "x")
        first = parent.options[0].code
        assert book.show(code, "closed") == float(first not in question.opening)
        assert book.show(parent.code, "done") == "✓"


def test_grey_covers_the_question_and_its_options(template) -> None:
    workbook, book = load(template), Open(template)
    ruled = {
        (sheet.title, row)
        for sheet in workbook.worksheets
        for cells, rules in sheet.conditional_formatting._cf_rules.items()
        if any(rule.type == "expression" for rule in rules)
        for area in cells.sqref.ranges
        for row in range(area.min_row - 1, area.max_row)
    }
    questions = form().questions
    assert ruled == {place for key, place in book.places.items() if questions[key.partition(PART)[0]].parent}


def test_the_cover_counts_what_is_done(empty) -> None:
    book, answers = Open(empty), draw_answers(3)
    assert count_done(book) == 0
    for code, options in answers.items():
        book.answer(code, options)
    assert count_done(book) == sum(code in answers or is_closed(code, answers) for code in form().questions)


def count_done(book: Open) -> float:
    """The figure beside the label of the total."""
    cells = book.cells[book.cover]
    row = next(row for (row, _), text in cells.items() if text == "All questions")
    return Sheet(book.cells).value(book.cover, row, 3)
