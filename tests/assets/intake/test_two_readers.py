"""What we read of a workbook, and what python-calamine reads of it; files that LibreOffice saved among them.

calamine reads the same cells, but a sheet with one cell at its end makes it allocate the whole sheet and end the process,
and it does not say where formulas are: see docs/adr. Here it is the second opinion.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from support.workbooks import write_ods, write_xlsx

from assets.intake.cells import write_plain
from assets.intake.formats import read_grids
from assets.intake.reading import check_file

FOLDER = Path(__file__).parent
SAVED = pytest.mark.parametrize("name", ["saved_by_libreoffice.xlsx", "saved_by_libreoffice.ods"])
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=8).filter(str.strip)
CELLS = st.one_of(
    st.none(), TEXT, st.booleans(), st.integers(-(10**12), 10**12), st.dates(date(1900, 3, 1)),
    st.floats(-1e9, 1e9).map(lambda number: float(f"{number:.14g}")),
)  # fmt: skip
SHEETS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=5),
    st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=4),
    max_size=3,
)


def ours(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    return {
        grid.name: {
            (row, column): str(cell) for row, cells in grid.rows.items() for column, cell in cells.items() if cell
        }
        for grid in read_grids(content).grids
    }


def theirs(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    book = python_calamine.load_workbook(io.BytesIO(content))
    return {
        name: {
            (row, column): write(cell)
            for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1)
            for column, cell in enumerate(cells, start=1)
            if cell != ""
        }
        for name in book.sheet_names
    }


def write(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return write_plain(float(cell))
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)


@settings(max_examples=60, deadline=None)
@given(SHEETS.filter(bool))
def test_both_read_the_same_cells(sheets) -> None:
    for content in (write_xlsx(sheets), write_ods(sheets)):
        assert ours(content) == theirs(content)


@SAVED
def test_both_read_the_same_of_what_libreoffice_saved(name) -> None:
    content = (FOLDER / name).read_bytes()
    known = ours(content)
    for sheet, cells in theirs(content).items():
        for place, cell in cells.items():
            if place[1] == 7:  # TRUE() and FALSE() are how LibreOffice writes booleans
                cell = {"1": "yes", "0": "no"}.get(cell, cell)
            assert known[sheet][place] == ("30%" if place == (5, 5) else cell), place


@SAVED
def test_what_libreoffice_saved_is_read_like_any_other(name) -> None:
    reading = check_file(name, (FOLDER / name).read_bytes())
    cities, facts = reading.parts
    assert (cities.kind, cities.places, facts.kind, facts.places) == ("cities", [4, 6, 7], "facts", [2, 3, 4, 5, 6, 7])
    assert cities.columns["city_name"] == ["Bergen", "חיפה", "Reggio  Emilia"]
    assert cities.columns["joined_on"] == ["2008-01-01", None, None]
    assert cities.columns["publish"] == ["yes", "yes", "yes"]
    assert cities.columns["population"] == ["280000", "290000", None]
    assert facts.columns["value"] == ["280000.0", "280000.5", "280001.0", "700000.0", "700000.0", "700000.0"]
    assert [(problem.code, problem.location) for problem in reading.problems] == [
        ("value_wrong_type", "sheet 'Cities', cell E5"),
        ("cells_merged", "sheet 'Cities', cell H8"),
        ("formula_value_used", "sheet 'Cities', cell D5"),
        ("formula_value_used", "sheet 'Cities', cell E6"),
        ("sheet_not_used", "sheet 'Notes'"),
    ]
