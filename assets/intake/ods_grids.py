"""An ODS workbook as grids of cells.

Rows and cells that are repeated are counted before they are written out: a few bytes may stand for a million rows.
What lies in annotations, drawings, recorded changes and copies of other workbooks is not part of a sheet.
"""

from __future__ import annotations

import zipfile

from assets.intake.bounds import MAX_UNPACKED
from assets.intake.cells import CONSTANTS, Fault, Moment, Unvalued, write_iso, write_number
from assets.intake.grids import LAST_COLUMN, LAST_ROW, Grid, Merged, Workbook
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.xml_parts import parse_part
from assets.intake.zipped import check_sizes, unpack_member

NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
OFFICE, TABLE, TEXT, DRAW = (NAMESPACE.format(name) for name in ("office", "table", "text", "drawing"))
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
ASIDE = {f"{OFFICE}annotation", f"{TABLE}tracked-changes", f"{TABLE}shapes", f"{TABLE}content-validations"}
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
MAX_SPACES = 1_000  # that one element may stand for
MIME = b"application/vnd.oasis.opendocument."


def find_kind_of_document(archive: zipfile.ZipFile) -> str | None:
    """`spreadsheet`, `text` and so on where the archive is an OpenDocument file, else None."""
    if "mimetype" not in archive.namelist():
        return None
    kind = next(unpack_member(archive, archive.getinfo("mimetype")), b"")[:100]
    return kind.removeprefix(MIME).decode("ascii", "replace").strip() if kind.startswith(MIME) else None


def read_ods(archive: zipfile.ZipFile, packed: int) -> Workbook:
    """The sheets of an ODS file of `packed` bytes. Raises FileRefusedError where it is broken, locked or too large."""
    check_sizes(archive, packed, MAX_UNPACKED)
    names = set(archive.namelist())
    if is_encrypted(archive, names):
        raise FileRefusedError(Problem("workbook_encrypted"))
    if "content.xml" not in names:
        raise FileRefusedError(Problem("workbook_damaged", values={"value": "the part content.xml is missing"}))
    book = Workbook()
    events = ContentEvents(book)
    parse_part(unpack_member(archive, archive.getinfo("content.xml")), events.start, events.end, events.text)
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        book.problems.append(Problem("workbook_with_macros"))
    if events.has_links:
        book.problems.append(Problem("workbook_with_links"))
    return book


def is_encrypted(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "META-INF/manifest.xml" not in names:
        return False
    found = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal found
        found = found or name.endswith("}encryption-data")

    parse_part(unpack_member(archive, archive.getinfo("META-INF/manifest.xml")), start)
    return found


class ContentEvents:
    """Turns the events of content.xml into the cells of the grids of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.has_links = False
        self.tables = self.aside = 0  # how deep inside of tables, and of what is no part of a sheet
        self.grid = Grid("")
        self.row = self.column = self.repeated = 0
        self.cells: dict[int, str] = {}
        self.formulas: list[int] = []
        self.merged: list[tuple[int, int, int]] = []  # column, columns, rows
        self.cell: dict[str, str] | None = None
        self.paragraphs: list[list[str]] = []
        self.is_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.aside or name in ASIDE or name.startswith(DRAW):
            self.aside += 1
        elif name == f"{TABLE}table":
            self.tables += 1
            if self.tables == 1:
                self.grid = Grid(attributes.get(f"{TABLE}name", ""))
                self.book.grids.append(self.grid)
                self.row = 0
        elif name == f"{TABLE}table-source":
            self.has_links = True
            if self.book.grids and self.book.grids[-1] is self.grid:
                self.book.grids.pop()  # a copy of a sheet of another workbook
        elif self.tables == 1:
            self.start_inside(name, attributes)

    def start_inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{TABLE}table-row":
            self.repeated = read_count(attributes, "number-rows-repeated", LAST_ROW)
            self.column, self.cells, self.formulas, self.merged = 0, {}, [], []
        elif name in CELLS:
            self.cell, self.paragraphs = attributes, []
        elif self.cell is not None:
            if name == f"{TEXT}p":
                self.paragraphs.append([])
                self.is_text = True
            elif self.paragraphs:
                spaces = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}.get(name, "")
                self.paragraphs[-1].append(spaces * read_count(attributes, "c", MAX_SPACES, TEXT))

    def text(self, data: str) -> None:
        if self.is_text and not self.aside:
            self.paragraphs[-1].append(data)

    def end(self, name: str) -> None:
        if self.aside:
            self.aside -= 1
        elif name == f"{TABLE}table":
            self.tables -= 1
        elif self.tables == 1:
            if name == f"{TEXT}p":
                self.is_text = False
            elif name in CELLS and self.cell is not None:
                self.end_cell(self.cell)
                self.cell = None
            elif name == f"{TABLE}table-row":
                self.end_row()

    def end_cell(self, cell: dict[str, str]) -> None:
        columns = read_count(cell, "number-columns-repeated", LAST_COLUMN)
        first = self.column + 1
        self.column += columns
        if self.column > LAST_COLUMN:
            raise FileRefusedError(Problem("workbook_damaged", values={"value": "a cell lies outside of the sheet"}))
        formula = cell.get(f"{TABLE}formula", "")
        constant = CONSTANTS.get(formula.removeprefix("of:="))
        value = constant or self.read_value(cell)
        self.has_links = self.has_links or "'file:" in formula
        across = read_count(cell, "number-columns-spanned", LAST_COLUMN)
        down = read_count(cell, "number-rows-spanned", LAST_ROW)
        if across > 1 or down > 1:
            self.merged.append((first, across, down))
        if not value and not isinstance(value, Unvalued):
            return
        self.book.count(columns, len(value) * columns)
        for column in range(first, self.column + 1):
            self.cells[column] = value
            if formula and not constant and not isinstance(value, Unvalued):
                self.formulas.append(column)

    def read_value(self, cell: dict[str, str]) -> str:
        """The value of a cell as text of the class that says what it stood for."""
        written = "\n".join("".join(pieces) for pieces in self.paragraphs)
        kind = cell.get(f"{OFFICE}value-type", "")
        if cell.get(f"{CALC}value-type") == "error":
            return Fault(written)
        if not kind:
            return Unvalued() if f"{TABLE}formula" in cell else written
        if kind == "string":
            return cell.get(f"{OFFICE}string-value", written)
        if kind == "boolean":
            return "yes" if cell.get(f"{OFFICE}boolean-value") == "true" else "no"
        if kind == "date":
            return write_iso(cell.get(f"{OFFICE}date-value", written))
        if kind == "time":
            return Moment(written)
        return write_number(cell.get(f"{OFFICE}value", written), "percent" if kind == "percentage" else "")

    def end_row(self) -> None:
        first, self.row = self.row + 1, self.row + self.repeated
        if self.row > LAST_ROW:
            raise FileRefusedError(Problem("workbook_damaged", values={"value": "a row lies outside of the sheet"}))
        for column, across, down in self.merged:
            last = min(first + down - 1, LAST_ROW), min(column + across - 1, LAST_COLUMN)
            self.grid.merged.append(Merged(first, column, *last))
        if not self.cells:
            return
        again = self.repeated - 1
        self.book.count(len(self.cells) * again, sum(map(len, self.cells.values())) * again)
        for row in range(first, self.row + 1):
            self.grid.rows[row] = self.cells
            self.grid.formulas.update((row, column) for column in self.formulas)


def read_count(attributes: dict[str, str], name: str, most: int, namespace: str = TABLE) -> int:
    """How often something is repeated or how far it reaches; 1 where it does not say."""
    text = attributes.get(namespace + name, "1")
    return min(max(int(text), 1), most + 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1
