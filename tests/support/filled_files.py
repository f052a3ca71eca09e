"""Fills the cells of a template in its file, fast enough for many files: what a spreadsheet program would write there.

Only cells that the template has can be written. What is filled in is decided in `questionnaires.py`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from support.questionnaires import Edit

from assets.intake.grids import name_column_letters

EPOCH = date(1899, 12, 30)
CELL = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)', re.DOTALL)


def write_value(address: str, style: str, value: object) -> str:
    """A cell of the XML of a sheet."""
    if isinstance(value, date):
        value = (value - EPOCH).days
    if isinstance(value, int | float):
        return f'<c r="{address}"{style}><v>{value!r}</v></c>'
    text = escape(str(value)).replace("\r", "_x000D_")
    return f'<c r="{address}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def fill_file(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The workbook (XLSX) with some of its cells written."""
    by_sheet: dict[str, dict[str, object]] = {}
    for name, row, column, value in edits:
        by_sheet.setdefault(name, {})[f"{name_column_letters(column)}{row}"] = value
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        names = re.findall(r'<sheet name="([^"]+)"', before.read("xl/workbook.xml").decode())
        paths = {f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(names, start=1)}
        for member in before.infolist():
            data = before.read(member)
            cells = by_sheet.get(unescape(paths.get(member.filename, "")), {})
            if cells:
                data, missing = fill_sheet(data.decode(), cells)
                assert not missing, missing
            after.writestr(member, data)
    return buffer.getvalue()


def unescape(name: str) -> str:
    return name.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def fill_sheet(xml: str, cells: dict[str, object]) -> tuple[bytes, set[str]]:
    """The XML of a sheet with its cells filled, and the cells that it does not have."""
    missing = set(cells)

    def write(match: re.Match[str]) -> str:
        address = match[1]
        if address not in cells:
            return match[0]
        missing.discard(address)
        return write_value(address, match[2] or "", cells[address])

    return CELL.sub(write, xml).encode(), missing
