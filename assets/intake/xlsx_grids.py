"""An XLSX workbook as grids of cells. What the workbook as a whole consists of is read in `xlsx_book.py`.

Cells may lie anywhere on a sheet of a million rows: only those with content are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from assets.intake.cells import CONSTANTS, Fault, Unvalued, write_iso, write_number
from assets.intake.grids import LAST_COLUMN, LAST_ROW, Grid, Merged, Workbook, read_letters
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.xml_parts import LocalNames, parse_part

ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
INDEX = re.compile(r"[0-9]{1,9}", re.ASCII)


def unescape(text: str) -> str:
    """XLSX writes characters that XML cannot hold as _x000D_."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def read_strings(pieces: Iterable[bytes]) -> list[str]:
    """The texts that the sheets share, without their formats and without readings in another script."""
    strings: list[str] = []
    texts: list[str] = []
    names = LocalNames()
    is_text = is_reading = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal is_text, is_reading
        name = names[name]
        is_text = name == "t"
        is_reading = is_reading or name == "rPh"

    def end(name: str) -> None:
        nonlocal is_text, is_reading
        name = names[name]
        is_text = False
        if name == "rPh":
            is_reading = False
        elif name == "si":
            strings.append(unescape("".join(texts)))
            texts.clear()

    def text(data: str) -> None:
        if is_text and not is_reading:
            texts.append(data)

    parse_part(pieces, start, end, text)
    return strings


@lru_cache(100_000)
def read_address(address: str) -> tuple[int, int] | None:
    """Row and column of an address such as B12."""
    found = ADDRESS.fullmatch(address)
    return (int(found[2]), read_letters(found[1])) if found else None


def check_position(row: int, column: int) -> None:
    """Raises FileRefusedError where a sheet has no such cell."""
    if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
        raise FileRefusedError(Problem("workbook_damaged", values={"value": "a cell lies outside of the sheet"}))


class SheetEvents:
    """Turns the events of the XML of one sheet into the cells of its grid."""

    def __init__(self, book: Workbook, grid: Grid, strings: Sequence[str], formats: Mapping[str, str]) -> None:
        self.book, self.grid, self.strings, self.formats = book, grid, strings, formats
        self.names = LocalNames()
        self.row = self.column = 0
        self.kind = self.style = ""
        self.texts: list[str] = []
        self.formula: list[str] = []
        self.is_formula = False
        self.is_cell = self.is_text = self.is_reading = self.has_formula = self.has_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = self.names[name]
        if name == "c":
            self.start_cell(attributes)
        elif name == "v" or name == "t":
            self.is_text = self.is_cell
            self.has_value = True
        elif name == "f":
            self.has_formula = self.is_formula = True
        elif name == "row":
            given = attributes.get("r", "")
            self.row = int(given) if INDEX.fullmatch(given) else self.row + 1
            self.column = 0
        elif name == "rPh":
            self.is_reading = True
        elif name == "mergeCell":
            self.read_merged(attributes.get("ref", ""))

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.row, self.column = read_address(attributes.get("r", "")) or (self.row, self.column + 1)
        check_position(self.row, self.column)
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.texts, self.formula = [], []
        self.is_cell, self.has_formula, self.has_value = True, False, False

    def end(self, name: str) -> None:
        name = self.names[name]
        if name == "v" or name == "t":
            self.is_text = False
        elif name == "f":
            self.is_formula = False
        elif name == "rPh":
            self.is_reading = False
        elif name == "c":
            self.end_cell()

    def text(self, data: str) -> None:
        if self.is_text and not self.is_reading:
            self.texts.append(data)
        elif self.is_formula:
            self.formula.append(data)

    def end_cell(self) -> None:
        self.is_cell = False
        written = "".join(self.texts)
        constant = CONSTANTS.get("".join(self.formula))
        if constant:
            self.keep(constant)
            return
        if self.has_formula:
            if not written and (self.kind != "str" or not self.has_value):
                self.keep(Unvalued())
                return
            self.grid.formulas.add((self.row, self.column))
        if written:
            self.keep(self.read_value(written))

    def keep(self, value: str) -> None:
        self.book.count(1, len(value))
        self.grid.rows.setdefault(self.row, {})[self.column] = value

    def read_value(self, written: str) -> str:
        """The value of a cell as text of the class that says what it stood for."""
        if self.kind == "s":
            place = int(written) if INDEX.fullmatch(written) else len(self.strings)
            if place >= len(self.strings):
                raise FileRefusedError(
                    Problem("workbook_damaged", values={"value": "a text that is used is not there"})
                )
            return self.strings[place]
        if self.kind == "n":
            return write_number(written, self.formats.get(self.style, ""), self.grid.epoch)
        if self.kind == "b":
            return "yes" if written.strip() in ("1", "true") else "no"
        if self.kind == "e":
            return Fault(written)
        return write_iso(written) if self.kind == "d" else unescape(written)

    def read_merged(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = read_address(first), read_address(last or first)
        if start and end:
            self.grid.merged.append(Merged(*start, *end))


def read_sheet_xml(
    book: Workbook, grid: Grid, pieces: Iterable[bytes], strings: Sequence[str], formats: Mapping[str, str]
) -> None:
    """Fill a grid with the cells of the XML of its sheet. Raises FileRefusedError where it is broken or too large."""
    events = SheetEvents(book, grid, strings, formats)
    parse_part(pieces, events.start, events.end, events.text)
