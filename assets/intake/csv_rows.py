"""Rows of a CSV file: RFC 4180, strict, with commas and a header.

Rows count as a spreadsheet shows them, the first being row 1: a cell with several lines is part of one row.
Encodings are `formats.py`.
"""

from __future__ import annotations

import csv
import io

from assets.intake.bounds import MAX_ROWS
from assets.intake.problems import FileRefusedError, Problem
from assets.intake.sheets import Sheet, check_header, name_column

DELIMITERS = {";": "semicolons", "\t": "tabs"}
FAULTS = {
    "unexpected end of data": "a quotation mark is opened and never closed",
    "',' expected after '\"'": "text goes on after a closing quotation mark",
    "field larger than": "a cell is too long by far, perhaps because a quotation mark is never closed",
}


def read_csv(text: str) -> Sheet:
    """The rows of a CSV file. Rows of the wrong length are problems, empty ones are passed over.

    Raises FileRefusedError for broken quoting, another separator, a doubled column, too many rows or columns.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    sheet = Sheet("row")
    rows: list[list[str]] = []
    header: list[str] | None = None
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if number > MAX_ROWS:
                raise FileRefusedError(Problem("too_many_rows", values={"limit": f"{MAX_ROWS:,}"}))
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = [cell.strip() for cell in row]
                check_delimiter(header)
                check_header(header)
                continue
            sheet.rows_found += 1
            if len(row) != len(header):
                values = {"value": str(len(row)), "limit": str(len(header))}
                sheet.problems.append(Problem("row_wrong_length", f"row {number}", values))
                continue
            rows.append(row)
            sheet.places.append(number)
    except csv.Error as error:
        fault = next((words for start, words in FAULTS.items() if str(error).startswith(start)), str(error))
        value = f"{fault}, in row {number + 1}"
        raise FileRefusedError(Problem("csv_not_readable", f"row {number + 1}", {"value": value})) from error
    gather_columns(sheet, header or [], rows)
    return sheet


def check_delimiter(header: list[str]) -> None:
    """Raises FileRefusedError where the only column holds what other programs separate columns by."""
    for sign, name in DELIMITERS.items():
        if len(header) == 1 and sign in header[0]:
            raise FileRefusedError(Problem("wrong_delimiter", "row 1", {"value": name}))


def gather_columns(sheet: Sheet, header: list[str], rows: list[list[str]]) -> None:
    """Put rows into the columns of the sheet, without those that have no name and no content."""
    columns = list(zip(*rows, strict=True)) or [()] * len(header)
    for number, (name, cells) in enumerate(zip(header, columns, strict=True), start=1):
        if name or any(cell.strip() for cell in cells):
            sheet.columns[name_column(name, number)] = list(cells)
