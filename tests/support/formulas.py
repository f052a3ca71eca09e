"""Computes the formulas of a questionnaire workbook, as far as its sheets use them: enough to ask what a reader would see.

The grammar is small: IF, AND, OR, NOT, COUNTIF, COUNTA, SUMIF, comparisons, &, /, + and references to cells and ranges.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<ref>(?:'(?:[^']|'')+'!|\w+!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"""
    r"""|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Z]+)|(?P<sign><>|>=|<=|[=<>&+/(),]))"""
)
ADDRESS = re.compile(r"\$?([A-Z]+)\$?(\d+)")
Sheets = Mapping[str, Mapping[tuple[int, int], Any]]  # cells by row and column from 0; formulas begin with =


def place_of(address: str) -> tuple[int, int]:
    letters, digits = ADDRESS.fullmatch(address).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1


class Sheet:
    """A workbook that can be asked for the value of a cell."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets

    def value(self, sheet: str, row: int, column: int) -> Any:
        content = self.sheets[sheet].get((row, column), "")
        return Computation(self, sheet, content[1:]).compute() if str(content).startswith("=") else content


class Computation:
    """One formula: a descent over its tokens."""

    def __init__(self, book: Sheet, sheet: str, formula: str) -> None:
        self.book, self.sheet = book, sheet
        self.tokens = [(match.lastgroup, match[match.lastgroup]) for match in TOKEN.finditer(formula)]
        assert sum(len(match[0]) for match in TOKEN.finditer(formula)) == len(formula), formula
        self.at = 0

    def compute(self) -> Any:
        result = self.compare()
        assert self.at == len(self.tokens)
        return result

    def take(self, *signs: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at][1] in signs:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def compare(self) -> Any:
        left = self.join()
        sign = self.take("=", "<>")
        if sign is None:
            return left
        equal = fold(left) == fold(self.join())
        return equal if sign == "=" else not equal

    def join(self) -> Any:
        left = self.atom()
        while sign := self.take("&", "+", "/"):
            right = self.atom()
            left = {"&": lambda a, b: f"{a}{b}", "+": lambda a, b: a + b, "/": lambda a, b: a / b}[sign](left, right)
        return left

    def atom(self) -> Any:
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "number":
            return float(text)
        if kind == "ref":
            cells = self.read(text)
            return cells if ":" in text else cells[0]
        if text == "(":
            inner = self.compare()
            assert self.take(")")
            return inner
        if text == "FALSE":
            return False
        assert self.take("("), text
        arguments = [self.compare()]
        while self.take(","):
            arguments.append(self.compare())
        assert self.take(")")
        return FUNCTIONS[text](*arguments)

    def read(self, reference: str) -> list[Any]:
        sheet, _, cells = reference.rpartition("!")
        name = sheet.strip("'").replace("''", "'") or self.sheet
        first, _, last = cells.partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        return [
            self.book.value(name, row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        ]


def fold(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "IF": lambda condition, yes, no: yes if condition else no,
    "AND": lambda *conditions: all(conditions),
    "OR": lambda *conditions: any(conditions),
    "NOT": lambda condition: not condition,
    "COUNTA": lambda cells: sum(cell != "" for cell in cells),
    "COUNTIF": lambda cells, wanted: sum(cell == wanted for cell in cells),
    "SUMIF": lambda cells, _positive, values: sum(v for c, v in zip(cells, values, strict=True) if c not in ("", 0)),
    "HYPERLINK": lambda _target, words: words,
}
