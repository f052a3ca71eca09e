"""CSV as RFC 4180 has it: quoting, lengths of rows, their numbers, separators, and bounds."""

from __future__ import annotations

import pytest

HEADER = "city_code,city_name,country_iso2\n"


def test_quoted_cells_keep_commas_quotes_and_lines(read) -> None:
    tables, tickets = read((HEADER + 'no-bergen,"Bergen, ""the city""\nby the sea",NO\n').encode())
    assert tickets == []
    assert tables["cities"]["city_name"].tolist() == ['Bergen, "the city"\nby the sea']


def test_rows_count_as_a_spreadsheet_shows_them(read) -> None:
    text = HEADER + '\nno-bergen,"Ber\ngen",NO\n,,\nno-oslo,Oslo,NO\n'
    tables, tickets = read(text.encode())
    assert tickets == []
    assert tables["cities"]["source_row"].tolist() == [3, 5]
    assert tables["files"]["rows_read"].tolist() == [2]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('no-oslo,"Oslo,NO', "a quotation mark is opened and never closed"),
        ('no-oslo,"Os"lo,NO', "text goes on after a closing quotation mark"),
        ("no-oslo," + "x" * 140_000 + ",NO", "a cell is too long by far"),
    ],
)
def test_broken_quoting_is_told_with_its_row(read, row, fault) -> None:
    tables, [ticket] = read(f"{HEADER}no-bergen,Bergen,NO\n{row}\n".encode())
    assert ticket.code == "csv_not_readable"
    assert ticket.location == "row 3"
    assert ticket.what.startswith(f"The CSV is broken: {fault}")
    assert ticket.what.endswith(", in row 3.")
    assert tables["cities"].empty


def test_a_row_of_the_wrong_length_is_left_out_and_the_rest_goes_on(read) -> None:
    text = HEADER + "no-bergen,Bergen,NO\nno-oslo,Oslo\nse-lund,Lund,SE,more\nfi-turku,Turku,FI\n"
    tables, tickets = read(text.encode())
    assert tables["cities"]["city_code"].tolist() == ["no-bergen", "fi-turku"]
    assert [(ticket.code, ticket.location) for ticket in tickets] == [
        ("row_wrong_length", "row 3"),
        ("row_wrong_length", "row 4"),
    ]
    assert tickets[0].what == "The row has 2 cells, the header has 3."
    assert tables["files"][["rows_read", "rows_taken"]].values.tolist() == [[4, 2]]


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_other_separators_are_told_and_not_guessed(read, sign, name) -> None:
    tables, [ticket] = read((HEADER + "no-bergen,Bergen,NO\n").replace(",", sign).encode())
    assert ticket.code == "wrong_delimiter"
    assert ticket.what == f"The columns are separated by {name} and not by commas."
    assert tables["cities"].empty


def test_a_separator_inside_of_a_cell_is_text(read) -> None:
    tables, tickets = read((HEADER + "no-bergen,Bergen; Årstad,NO\n").encode())
    assert tickets == []
    assert tables["cities"]["city_name"].tolist() == ["Bergen; Årstad"]


def test_a_doubled_column_refuses_the_file(read) -> None:
    tables, [ticket] = read(b"city_code,city_name,country_iso2, city_name\nno-bergen,Bergen,NO,Oslo\n")
    assert ticket.code == "duplicate_column"
    assert ticket.location == "header"
    assert ticket.what == "The column city_name is there more than once."
    assert tables["cities"].empty


def test_a_column_without_a_name_is_only_told_where_it_holds_something(read) -> None:
    _, tickets = read(b"city_code,city_name,country_iso2,,\nno-bergen,Bergen,NO,,\n")
    assert tickets == []
    tables, [ticket] = read(b"city_code,city_name,country_iso2,,\nno-bergen,Bergen,NO,,lost\n")
    assert ticket.code == "unknown_column"
    assert ticket.what.startswith("The column 5 (without a name) is not part of the contract of cities;")
    assert len(tables["cities"]) == 1


def test_too_many_rows_or_columns_refuse_the_file(read, monkeypatch) -> None:
    row = "no-bergen,Bergen,NO\n"
    monkeypatch.setattr("assets.intake.csv_rows.MAX_ROWS", 3)
    assert read((HEADER + row * 2).encode())[1] == []
    assert [ticket.code for ticket in read((HEADER + row * 3).encode())[1]] == ["too_many_rows"]
    assert [ticket.code for ticket in read((HEADER + "\n" * 9).encode())[1]] == ["too_many_rows"]
    columns = ",".join(f"column_{number}" for number in range(201))
    _, [ticket] = read(f"{columns}\n".encode())
    assert ticket.what == "The file has 201 columns; at most 200 columns can be taken in."


def test_formulas_are_text(read) -> None:
    tables, tickets = read((HEADER + 'no-bergen,"=HYPERLINK(""http://x.org"")",NO\n').encode())
    assert tickets == []
    assert tables["cities"]["city_name"].tolist() == ['=HYPERLINK("http://x.org")']
