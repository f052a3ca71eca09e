"""ODS files as LibreOffice writes them, and what a hostile one could try."""

from __future__ import annotations

import pytest
from support.workbooks import build_ods, ods_cell, write_zip

from assets.intake.formats import read_grids

COLUMNS = ("city_code", "city_name", "country_iso2", "joined_on")


def row_of(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def texts(*values: str) -> str:
    return "".join(ods_cell("string", value) for value in values)


def table_of(*rows: str, name: str = "Sheet") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


HEADER = row_of(texts(*COLUMNS))
BERGEN = texts("no-bergen", "Bergen", "NO")
CITY = row_of(BERGEN)


def grid_of(*rows: str):
    [grid] = read_grids(build_ods(table_of(*rows))).grids
    return grid


def test_cells_of_every_type() -> None:
    annotated = '<table:table-cell office:value-type="string"><office:annotation><text:p>by N. N.</text:p></office:annotation><text:p>kept</text:p></table:table-cell>'
    drawn = '<table:table-cell office:value-type="string"><draw:frame><draw:text-box><text:p>drawn</text:p></draw:text-box></draw:frame><text:p>a <text:span>b</text:span></text:p></table:table-cell>'
    grid = grid_of(
        row_of(
            ods_cell("float", "2,50", 'office:value="2.5"'),
            ods_cell("percentage", "50 %", 'office:value="0.5"'),
            ods_cell("currency", "3 €", 'office:value="3"'),
            ods_cell("date", "31. Mai", 'office:date-value="2024-05-31"'),
            ods_cell("date", "31. Mai", 'office:date-value="2024-05-31T09:30:00"'),
            ods_cell("time", "09:30", 'office:time-value="PT09H30M00S"'),
            ods_cell("boolean", "WAHR", 'office:boolean-value="true"'),
            ods_cell("string", "two\nlines"),
            ods_cell("string", "#N/A", 'calcext:value-type="error"'),
            annotated,
            drawn,
            "<table:table-cell/>",
            '<table:table-cell table:formula="of:=TODAY()"/>',
        )
    )
    assert [(cell, getattr(cell, "shape", "")) for cell in grid.rows[1].values()] == [
        ("2.5", "number"),
        ("50%", ""),
        ("3", "number"),
        ("2024-05-31", "date"),
        ("2024-05-31 09:30:00", "moment"),
        ("09:30", "moment"),
        ("yes", ""),
        ("two\nlines", ""),
        ("#N/A", "error"),
        ("kept", ""),
        ("a b", ""),
        ("", "unvalued"),
    ]


def test_repeated_rows_and_cells_stand_where_they_are_shown(read) -> None:
    rows = table_of(
        '<table:table-column table:number-columns-repeated="16384"/>',
        row_of(
            '<table:table-cell table:number-columns-repeated="16384"/>', attributes='table:number-rows-repeated="3"'
        ),
        f"<table:table-header-rows>{HEADER}</table:table-header-rows>",
        "<table:table-row-group>"
        + row_of(BERGEN, attributes='table:number-rows-repeated="2"')
        + "</table:table-row-group>",
        row_of(
            texts("no-oslo"),
            ods_cell("string", "Oslo").replace("-cell ", '-cell table:number-columns-repeated="2" ', 1),
        ),
        row_of(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes='table:number-rows-repeated="1048569"',
        ),
    )
    tables, [ticket] = read(build_ods(rows))
    assert tables["cities"][["city_code", "source_row"]].values.tolist() == [["no-bergen", 5], ["no-bergen", 6]]
    assert (ticket.location, ticket.what) == (
        "sheet 'Sheet', cell C7",
        "The text in country_iso2 has 4 characters; at most 2 are taken in.",
    )


@pytest.mark.parametrize("attributes", ["", 'table:number-rows-repeated="1048574"'])
def test_content_that_is_repeated_without_end_is_refused_before_it_is_written_out(read, attributes) -> None:
    wide = ods_cell("string", "x").replace("-cell ", '-cell table:number-columns-repeated="16384" ', 1)
    rows = row_of(wide, attributes=attributes or 'table:number-rows-repeated="200"')
    _, [ticket] = read(build_ods(table_of(HEADER, CITY, rows)))
    assert ticket.code == "workbook_too_many_cells"


@pytest.mark.parametrize(
    "rows",
    [
        row_of(ods_cell("string", "x").replace("-cell ", '-cell table:number-columns-repeated="16385" ', 1)),
        row_of(texts("x"), attributes='table:number-rows-repeated="1048577"'),
        row_of(texts(*"xx").replace("-cell ", '-cell table:number-columns-repeated="9000" ')),
    ],
)
def test_what_lies_outside_of_a_sheet_is_damaged(read, rows) -> None:
    _, [ticket] = read(build_ods(table_of(rows)))
    assert (ticket.code, "outside of the sheet" in ticket.what) == ("workbook_damaged", True)


def test_blanks_that_one_element_stands_for_are_bounded() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="999999999"/>b</text:p></table:table-cell>'
    assert len(grid_of(row_of(cell)).rows[1][1]) == 1_003


def test_formulas_with_and_without_a_value(read) -> None:
    with_value = ods_cell("date", "31/05/2024", 'table:formula="of:=TODAY()" office:date-value="2024-05-31"')
    without = '<table:table-cell table:formula="of:=TODAY()"/>'
    tables, tickets = read(build_ods(table_of(HEADER, row_of(BERGEN, with_value), row_of(BERGEN, without))))
    assert tables["cities"]["joined_on"].tolist() == ["2024-05-31"]
    assert [(ticket.code, ticket.location) for ticket in tickets] == [
        ("formula_without_value", "sheet 'Sheet', cell D3"),
        ("formula_value_used", "sheet 'Sheet', cell D2"),
    ]


def test_merged_cells_cost_the_rows_that_they_cover(read) -> None:
    merged = ods_cell(
        "date", "x", 'office:date-value="2024-05-31" table:number-rows-spanned="2" table:number-columns-spanned="1"'
    )
    covered = "<table:covered-table-cell/>"
    tables, [ticket] = read(build_ods(table_of(HEADER, row_of(BERGEN, merged), row_of(BERGEN, covered), CITY)))
    assert tables["cities"]["source_row"].tolist() == [2, 4]
    assert (ticket.code, ticket.location) == ("cells_merged", "sheet 'Sheet', cell D3")
    assert "(D2:D3)" in ticket.what


def test_macros_are_told_and_not_run(read) -> None:
    for part in ("Basic/Standard/Module1.xml", "Scripts/python/run.py"):
        tables, [ticket] = read(build_ods(table_of(HEADER, CITY), {part: "x"}))
        assert (ticket.code, len(tables["cities"])) == ("workbook_with_macros", 1)


def test_links_to_other_files_are_told_and_their_copies_are_no_sheets(read) -> None:
    source = "<table:table-source xlink:href='file:///home/n/other.ods'/>"
    copy = table_of(source, HEADER, CITY, name="'file:///home/n/other.ods'#$Sheet1")
    tables, [ticket] = read(build_ods(table_of(HEADER, CITY) + copy))
    assert (ticket.code, len(tables["cities"])) == ("workbook_with_links", 1)
    linked = ods_cell("string", "NO", "table:formula=\"of:='file:///home/n/other.ods'#$Sheet1.A1\"")
    _, tickets = read(build_ods(table_of(HEADER, row_of(texts("no-bergen", "Bergen"), linked))))
    assert [ticket.code for ticket in tickets] == ["workbook_with_links", "formula_value_used"]


def test_recorded_changes_are_no_content(read) -> None:
    old = f"<table:cell-content-change><table:previous>{ods_cell('string', 'old')}</table:previous></table:cell-content-change>"
    changes = f"<table:tracked-changes>{old}</table:tracked-changes>"
    help_text = "<table:content-validations><table:content-validation><table:help-message><text:p>Help</text:p></table:help-message></table:content-validation></table:content-validations>"
    tables, tickets = read(build_ods(changes + help_text + table_of(HEADER, CITY)))
    assert (len(tables["cities"]), tickets) == (1, [])


def test_a_table_within_a_cell_is_no_sheet(read) -> None:
    inner = f"<table:table-cell>{table_of(row_of(texts('inner')))}</table:table-cell>"
    tables, tickets = read(build_ods(table_of(HEADER, row_of(BERGEN, inner))))
    assert (tables["cities"]["joined_on"].tolist(), tickets) == ([None], [])


def test_a_locked_workbook_is_told(read) -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml">'
        "<m:encryption-data/></m:file-entry></m:manifest>"
    )
    for parts in ({"content.xml": b"\x12\x34"}, {}):
        content = write_zip(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": manifest, **parts}
        )
        _, [ticket] = read(content)
        assert (ticket.code, ticket.what) == ("workbook_encrypted", "The workbook is protected by a password.")


def test_entities_cannot_expand(read) -> None:
    _, [ticket] = read(build_ods("", {"content.xml": '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><x>&b;</x>'}))
    assert ticket.code == "workbook_with_entities"


def test_a_missing_part_is_told(read) -> None:
    _, [ticket] = read(write_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}))
    assert (ticket.code, ticket.what) == (
        "workbook_damaged",
        "The workbook is damaged: the part content.xml is missing.",
    )


def test_a_template_is_a_workbook_too(read) -> None:
    content = build_ods(table_of(HEADER, CITY), mime="application/vnd.oasis.opendocument.spreadsheet-template")
    assert len(read(content)[0]["cities"]) == 1
