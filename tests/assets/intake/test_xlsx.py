"""XLSX files as programs of all sorts write them, and what a hostile one could try."""

from __future__ import annotations

import zipfile

import pytest
from support.workbooks import build_xlsx, lie_about_size, text_cells, write_xlsx, write_zip

from assets.intake import xml_parts
from assets.intake.formats import read_grids
from assets.intake.problems import FileRefusedError

HEADER = f"<row>{text_cells('city_code', 'city_name', 'country_iso2', 'joined_on')}</row>"
BERGEN = text_cells("no-bergen", "Bergen", "NO")
CITY = f"<row>{BERGEN}</row>"
STYLES = '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs>'


def grid_of(rows: str, **parts: str):
    [grid] = read_grids(build_xlsx(rows, **parts)).grids
    return grid


def test_cells_of_every_type() -> None:
    shared = "<si><t>plain</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>reading</t></rPh></si>"
    rows = (
        '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2"><v>2.50</v></c>'
        '<c r="E2" t="b"><v>1</v></c><c r="F2" t="e"><v>#N/A</v></c><c r="G2" t="d"><v>2024-05-31</v></c>'
        '<c r="H2" s="1"><v>45443</v></c><c r="I2" s="2"><v>45443</v></c><c r="J2" s="3"><v>0.5</v></c>'
        '<c r="K2" t="str"><v>a_x000A_b</v></c><c r="L2"/></row>'
    )
    grid = grid_of(rows, shared=shared, styles=STYLES)
    assert {column: (cell, getattr(cell, "shape", "")) for column, cell in grid.rows[2].items()} == {
        2: ("plain", ""),
        3: ("rich text", ""),
        4: ("2.5", "number"),
        5: ("yes", ""),
        6: ("#N/A", "error"),
        7: ("2024-05-31", "date"),
        8: ("2024-05-31", "date"),
        9: ("2024-05-31", "date"),
        10: ("50%", ""),
        11: ("a\nb", ""),
    }


def test_addresses_may_be_missing(read) -> None:
    tables, tickets = read(build_xlsx(HEADER + CITY))
    assert tickets == []
    assert tables["cities"][["source_sheet", "source_row"]].values.tolist() == [["Sheet", 2]]


def test_dates_of_the_other_system(read) -> None:
    rows = HEADER + f"<row>{BERGEN}<c><v>43981</v></c></row>"
    tables, _ = read(build_xlsx(rows, book='<workbookPr date1904="1"/>'))
    assert tables["cities"]["joined_on"].tolist() == ["2024-05-31"]


def test_another_namespace_and_prefixes_are_the_same_workbook(read) -> None:
    rows = (HEADER + CITY).replace("<", "<x:").replace("<x:/", "</x:")
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = f'<x:worksheet xmlns:x="{strict}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    tables, tickets = read(build_xlsx("", parts={"xl/worksheets/sheet1.xml": sheet}))
    assert (len(tables["cities"]), tickets) == (1, [])


def test_a_formula_with_its_value_is_used_and_told(read) -> None:
    row = f'<row>{text_cells("no-bergen")}<c t="str"><f>CONCATENATE("Ber","gen")</f><v>Bergen</v></c>{text_cells("NO")}<c><f>TODAY()</f><v>45443</v></c></row>'
    tables, tickets = read(build_xlsx(HEADER + row))
    assert tables["cities"][["city_name", "joined_on"]].values.tolist() == [["Bergen", "2024-05-31"]]
    assert [(ticket.code, ticket.location) for ticket in tickets] == [
        ("formula_value_used", "sheet 'Sheet', cell B2"),
        ("formula_value_used", "sheet 'Sheet', cell D2"),
    ]
    assert tickets[0].what == "The cell holds a formula. It is not computed; the value that was saved with it is used."


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_a_formula_without_a_value_is_told(read, value) -> None:
    row = f"<row>{BERGEN}<c><f>TODAY()</f>{value}</c></row>"
    tables, [ticket] = read(build_xlsx(HEADER + row))
    assert tables["cities"].empty
    assert (ticket.code, ticket.location) == ("formula_without_value", "sheet 'Sheet', cell D2")
    assert ticket.what == (
        "The cell joined_on holds a formula, and no value was saved with it. Formulas are not computed here."
    )


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(read) -> None:
    row = f'<row>{BERGEN}<c t="str"><f>IF(1,"","x")</f><v></v></c></row>'
    tables, tickets = read(build_xlsx(HEADER + row))
    assert tables["cities"]["joined_on"].tolist() == [None]
    assert {ticket.code for ticket in tickets} <= {"formula_value_used"}


def test_an_error_in_a_cell_is_told(read) -> None:
    row = f'<row>{BERGEN}<c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    _, tickets = read(build_xlsx(HEADER + row))
    [ticket] = [ticket for ticket in tickets if ticket.code == "cell_with_error"]
    assert ticket.what == "The cell joined_on shows the error #DIV/0!."


def test_merged_cells_cost_the_rows_that_they_cover(read) -> None:
    rows = HEADER + f"<row>{BERGEN}<c><v>45443</v></c></row>" + f"<row>{text_cells('no-oslo', 'Oslo', 'NO')}</row>" * 2
    merged = '<mergeCells><mergeCell ref="D2:D3"/><mergeCell ref="F1:Z9"/><mergeCell ref="A2"/><mergeCell ref="?"/></mergeCells>'
    tables, [ticket] = read(build_xlsx(rows, sheet=merged))
    assert tables["cities"]["source_row"].tolist() == [2, 4]
    assert (ticket.code, ticket.location) == ("cells_merged", "sheet 'Sheet', cell D3")
    assert "(D2:D3)" in ticket.what


def test_too_many_merged_cells_refuse_the_sheet(read, monkeypatch) -> None:
    monkeypatch.setattr("assets.intake.workbook_rows.MAX_COVERED", 1)
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    _, [ticket] = read(build_xlsx(HEADER + CITY, sheet=merged))
    assert (ticket.code, ticket.location) == ("too_many_merged_cells", "sheet 'Sheet', rows")
    assert ticket.what == "More than 1 cells lie below merged ones; the sheet is not used."


def test_macros_are_told_and_not_run(read) -> None:
    tables, [ticket] = read(build_xlsx(HEADER + CITY, parts={"xl/vbaProject.bin": b"Sub Auto_Open"}))
    assert len(tables["cities"]) == 1
    assert (ticket.code, ticket.what) == (
        "workbook_with_macros",
        "The workbook holds macros. They are not run; the values of its cells are read.",
    )


def test_links_to_other_files_are_told_and_not_followed(read) -> None:
    parts = {"xl/externalLinks/externalLink1.xml": '<externalLink xmlns="x"/>'}
    tables, [ticket] = read(build_xlsx(HEADER + CITY, parts=parts))
    assert len(tables["cities"]) == 1
    assert (ticket.code, ticket.what) == (
        "workbook_with_links",
        "The workbook is linked to other files. They are not opened; the values that were saved with the cells are read.",
    )


# Entities could only be declared in a document type, and that is refused before it is read: whatever the entities would
# expand to, and whatever file or address they would name, the parser never comes to know of them.
@pytest.mark.parametrize(
    "declared",
    [
        "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(20)),
        '<!ENTITY l19 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % l19 SYSTEM "http://127.0.0.1:9/x"> %l19;',
        "",
    ],
    ids=["billion laughs", "file", "address", "nothing"],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities_cannot_expand(read, declared, part, monkeypatch) -> None:
    known = []

    def create(**named):
        parser = creating(**named)
        parser.EntityDeclHandler = lambda *entity: known.append(entity)
        return parser

    creating = xml_parts.expat.ParserCreate
    monkeypatch.setattr(xml_parts.expat, "ParserCreate", create)
    attack = f"<!DOCTYPE lolz [{declared}]><lolz><row><c><v>&l19;</v></c></row></lolz>"
    tables, [ticket] = read(build_xlsx(HEADER + CITY, shared="<si/>", parts={part: attack}))
    assert known == [], "the parser never came to know of an entity"
    assert tables["cities"].empty
    assert ticket.code == "workbook_with_entities"
    assert "document type" in ticket.what


def test_an_entity_that_is_not_declared_is_no_entity(read) -> None:
    _, [ticket] = read(build_xlsx("<row><c><v>&lol;</v></c></row>"))
    assert (ticket.code, ticket.what) == (
        "workbook_damaged",
        "The workbook is damaged: undefined entity: line 1, column 99.",
    )


def test_a_file_that_is_cut_off_is_told(read) -> None:
    content = write_xlsx({"Cities": [["city_code"]]})
    for length in (4, 30, len(content) // 2, len(content) - 1):
        _, [ticket] = read(content[:length])
        assert (ticket.code, ticket.what) == ("zip_damaged", "The zip archive or workbook is damaged or was cut off.")


def test_a_changed_byte_is_told(read) -> None:
    content = bytearray(build_xlsx((HEADER + CITY) * 50))
    content[content.index(b"xl/worksheets/sheet1.xml") + 60] ^= 0xFF
    _, [ticket] = read(bytes(content))
    assert ticket.code == "member_not_readable"
    assert ticket.what == "This file of the archive cannot be unpacked: it is damaged or not as long as it says."


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"xl/_rels/workbook.xml.rels": "<Relationships/>"}, "the part of a sheet is missing"),
        ({"xl/worksheets/sheet1.xml": "<worksheet"}, "unclosed token"),
        ({"xl/worksheets/sheet1.xml": '<a><row r="0"><c><v>1</v></c></row></a>'}, "a cell lies outside of the sheet"),
        ({"xl/worksheets/sheet1.xml": '<a><c r="XFE1"><v>1</v></c></a>'}, "a cell lies outside of the sheet"),
        ({"xl/worksheets/sheet1.xml": '<a><c r="A9999999"><v>1</v></c></a>'}, "a cell lies outside of the sheet"),
        ({"xl/worksheets/sheet1.xml": '<a><c r="A1" t="s"><v>1</v></c></a>'}, "a text that is used is not there"),
        (
            {"xl/worksheets/sheet1.xml": f'<a><c r="A1" t="s"><v>{"9" * 5000}</v></c></a>'},
            "a text that is used is not there",
        ),
    ],
)
def test_damaged_parts_are_told(read, parts, what) -> None:
    _, [ticket] = read(build_xlsx(HEADER, parts=parts))
    assert ticket.code == "workbook_damaged"
    assert what in ticket.what


def test_charts_and_the_like_are_passed_over(read) -> None:
    book = '<sheets><sheet name="Chart" sheetId="2" r:id="rId9"/></sheets>'
    relations = (
        '<Relationships><Relationship Id="rId9" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/>'
        '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId5" Type="x/externalLink" TargetMode="External" Target="http://x"/></Relationships>'
    )
    tables, tickets = read(build_xlsx(HEADER + CITY, book=book, parts={"xl/_rels/workbook.xml.rels": relations}))
    assert (len(tables["cities"]), tickets) == (1, [])


def test_a_cell_at_the_end_of_the_sheet_costs_nothing(read) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    tables, tickets = read(build_xlsx(HEADER + CITY + far))
    assert len(tables["cities"]) == 1
    assert [ticket.code for ticket in tickets] == ["unknown_column", "value_missing", "value_missing", "value_missing"]


def test_a_sheet_of_a_gigabyte_is_refused_before_it_is_unpacked(read, monkeypatch) -> None:
    content = lie_about_size(build_xlsx(HEADER + CITY), "xl/worksheets/sheet1.xml", 1_000_000_000)
    monkeypatch.setattr(zipfile.ZipExtFile, "read", None)
    _, [ticket] = read(content)
    assert ticket.code == "zip_too_large"
    assert ticket.what.startswith("Unpacked, this is 1,000,0")
    assert "at most 200,000,000 bytes can be taken in." in ticket.what


def test_a_sheet_that_says_too_little_is_unpacked_no_further(read, monkeypatch) -> None:
    rows = HEADER + CITY * 200_000
    content = lie_about_size(build_xlsx(rows), "xl/worksheets/sheet1.xml", 1_000)
    unpacked = []
    reading = zipfile.ZipExtFile.read

    def read_piece(file, size):
        piece = reading(file, size)
        unpacked.append(len(piece))
        return piece

    monkeypatch.setattr(zipfile.ZipExtFile, "read", read_piece)
    _, [ticket] = read(content)
    assert ticket.code == "member_not_readable"
    assert sum(unpacked) < 10_000


def test_what_is_packed_too_tightly_is_refused(read, monkeypatch) -> None:
    content = build_xlsx(HEADER + CITY, parts={"xl/blank.bin": bytes(11_000_000)})
    _, [ticket] = read(content)
    assert ticket.code == "zip_too_dense"
    assert "at most 250 times" in ticket.what
    monkeypatch.setattr("assets.intake.zipped.RATIO_FROM", 20_000_000)
    assert read(content)[1] == []


def test_too_many_members_are_refused_before_they_are_listed(monkeypatch) -> None:
    content = write_zip(dict.fromkeys("abcd", ""))
    monkeypatch.setattr("assets.intake.zipped.MAX_MEMBERS", 3)
    monkeypatch.setattr("assets.intake.zipped.zipfile.ZipFile", None)
    with pytest.raises(FileRefusedError) as refusal:
        read_grids(content)
    assert [problem.code for problem in refusal.value.problems] == ["zip_too_many_members"]
