"""Workbooks and zip archives for tests: plain ones, and ones put together part by part to be wrong in one place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

Rows = Sequence[Sequence[object]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
MIME_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def write_zip(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if name == "mimetype" else method)
    return out.getvalue()


def write_xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook as Excel writes it, with typed cells; None leaves a cell empty."""
    import xlsxwriter

    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime | date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell is not None:
                    sheet.write(number, column, cell)
    workbook.close()
    return out.getvalue()


def build_xlsx(
    rows: str,
    *,
    sheet: str = "",
    shared: str = "",
    styles: str = "",
    book: str = "",
    parts: Mapping[str, bytes | str] = {},
) -> bytes:
    """A workbook of one sheet from XML: `rows` within sheetData, `sheet` behind it, `book` within workbook."""
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{book}'
            '<sheets><sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
            f'<Relationship Id="rId3" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{sheet}</worksheet>',
    }
    if shared:
        members["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    if styles:
        members["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return write_zip({**members, **parts})


def text_cells(*texts: str) -> str:
    """Cells of a row of XLSX that hold texts; addresses are left out, as some programs do."""
    return "".join(f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in texts)


def build_ods(tables: str, parts: Mapping[str, bytes | str] = {}, mime: str = MIME_ODS) -> bytes:
    """An ODS workbook from the XML of its tables."""
    names = {"office": "office", "table": "table", "text": "text", "draw": "drawing"}
    spaces = " ".join(f'xmlns:{short}="{ODF}:{name}:1.0"' for short, name in names.items())
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    content = (
        f'<office:document-content {spaces} xmlns:calcext="{calc}" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<m:manifest xmlns:m="{ODF}:manifest:1.0"/>'
    return write_zip({"mimetype": mime, "META-INF/manifest.xml": manifest, "content.xml": content, **parts})


def write_ods(sheets: Mapping[str, Rows]) -> bytes:
    """An ODS workbook with typed cells; None leaves a cell empty."""
    return build_ods(
        "".join(
            f"<table:table table:name={quoteattr(name)}>"
            + "".join(f"<table:table-row>{''.join(map(write_ods_cell, row))}</table:table-row>" for row in rows)
            + "</table:table>"
            for name, rows in sheets.items()
        )
    )


def write_ods_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        return ods_cell("boolean", str(cell).upper(), f'office:boolean-value="{str(cell).lower()}"')
    if isinstance(cell, int | float):
        return ods_cell("float", str(cell), f'office:value="{cell!r}"')
    if isinstance(cell, datetime | date):
        return ods_cell("date", str(cell), f'office:date-value="{cell.isoformat()}"')
    return ods_cell("string", str(cell))


def ods_cell(kind: str, text: str, attributes: str = "") -> str:
    """A cell whose text is written as LibreOffice does: a paragraph a line, blanks in a row as elements."""
    lines = [
        escape(line).replace("\t", "<text:tab/>").replace("  ", ' <text:s text:c="1"/>') for line in text.split("\n")
    ]
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="{kind}" {attributes}>{paragraphs}</table:table-cell>'


def lie_about_size(content: bytes, name: str, size: int) -> bytes:
    """The archive with another unpacked size of one member, in both of the places where it stands."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = archive.getinfo(name)
    changed = bytearray(content)
    entry = content.index(b"PK\x01\x02")
    while content[entry + 46 : entry + 46 + len(name)] != name.encode():
        entry = content.index(b"PK\x01\x02", entry + 1)
    for place in (member.header_offset + 22, entry + 24):
        changed[place : place + 4] = size.to_bytes(4, "little")
    return bytes(changed)
