"""An XLSX workbook: its sheets, shared texts, number formats, and what it brings that is not read.

Macros are never run and links to other workbooks never followed; both are told. Cells are `xlsx_grids.py`.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from assets.intake.bounds import MAX_UNPACKED
from assets.intake.cells import EPOCH, read_number_format
from assets.intake.grids import Grid, Workbook
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.xlsx_grids import read_sheet_xml, read_strings
from assets.intake.xml_parts import local_name, parse_part
from assets.intake.zipped import check_sizes, unpack_member

EPOCH_1904 = date(1904, 1, 1)
# Number formats that have a number only: dates, times, East Asian dates, percentages.
BUILT_IN = {
    **dict.fromkeys(map(str, (*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58)), "date"),
    **dict.fromkeys(map(str, (*range(18, 23), *range(32, 36), 45, 46, 47, 55, 56)), "moment"),
    **dict.fromkeys(("9", "10"), "percent"),
}


@dataclass
class Parts:
    """The members of the archive by name, and what the workbook says of its sheets."""

    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    epoch: date = EPOCH
    sheets: list[tuple[str, str]] = field(default_factory=list)  # name, id of the relation

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes of a member. Raises FileRefusedError where it is missing."""
        if name not in self.members:
            raise FileRefusedError(
                Problem("workbook_damaged", values={"value": f"the part {name or 'of a sheet'} is missing"})
            )
        return unpack_member(self.archive, self.members[name])


def find_workbook(names: set[str]) -> str | None:
    """The member that is the workbook of an XLSX file; None where the archive is none."""
    if "[Content_Types].xml" not in names:
        return None
    return next((name for name in sorted(names) if posixpath.basename(name).lower() == "workbook.xml"), None)


def read_xlsx(archive: zipfile.ZipFile, packed: int) -> Workbook:
    """The sheets with cells of an XLSX file of `packed` bytes; its charts and the like are passed over.

    Raises FileRefusedError where it is broken or too large.
    """
    check_sizes(archive, packed, MAX_UNPACKED)
    parts = Parts(archive, {member.filename: member for member in archive.infolist()})
    workbook = find_workbook(set(parts.members)) or ""
    read_workbook(parts, workbook)
    folder = posixpath.dirname(workbook)
    relations = read_relations(parts, folder, f"{folder}/_rels/{posixpath.basename(workbook)}.rels")
    kinds = dict(relations.values())
    strings = read_strings(parts.read(kinds["sharedStrings"])) if kinds.get("sharedStrings") in parts.members else []
    formats = read_formats(parts.read(kinds["styles"])) if kinds.get("styles") in parts.members else {}
    book = Workbook(problems=list(find_extras(set(parts.members))))
    for name, relation in parts.sheets:
        kind, target = relations.get(relation, ("worksheet", ""))
        if kind == "worksheet":
            grid = Grid(name, epoch=parts.epoch)
            read_sheet_xml(book, grid, parts.read(target), strings, formats)
            book.grids.append(grid)
    return book


def read_workbook(parts: Parts, name: str) -> None:
    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local_name(tag)
        if tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            parts.epoch = EPOCH_1904
        elif tag == "sheet":
            relation = next((value for key, value in attributes.items() if local_name(key) == "id"), "")
            parts.sheets.append((attributes.get("name", ""), relation))

    parse_part(parts.read(name), start)


def read_relations(parts: Parts, folder: str, name: str) -> dict[str, tuple[str, str]]:
    """Kind and member of each relation of the workbook by its id."""
    relations: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local_name(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            relations[attributes.get("Id", "")] = (posixpath.basename(attributes.get("Type", "")), target)

    parse_part(parts.read(name), start)
    return relations


def read_formats(pieces: Iterator[bytes]) -> dict[str, str]:
    """What styles make of a number (`date`, `moment`, `percent`) by the number of the style; not those that leave it one."""
    codes: dict[str, str] = {}
    numbers: list[str] = []
    is_cell_style = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_cell_style
        tag = local_name(tag)
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            is_cell_style = True
        elif tag == "xf" and is_cell_style:
            numbers.append(attributes.get("numFmtId", "0"))

    def end(tag: str) -> None:
        nonlocal is_cell_style
        is_cell_style = is_cell_style and local_name(tag) != "cellXfs"

    parse_part(pieces, start, end)
    known = BUILT_IN | {number: read_number_format(code) for number, code in codes.items()}
    return {str(style): known[number] for style, number in enumerate(numbers) if known.get(number)}


def find_extras(names: set[str]) -> Iterator[Problem]:
    """What the workbook brings along that is neither run nor followed."""
    lower = {name.lower() for name in names}
    if any(posixpath.basename(name) == "vbaproject.bin" or "/macrosheets/" in name for name in lower):
        yield Problem("workbook_with_macros")
    if any("/externallinks/" in name for name in lower):
        yield Problem("workbook_with_links")
