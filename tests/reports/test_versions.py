"""The grid of cycle and version: the counts of the table, in words on the page, and the reasons on the page of a city."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from reports.book import build_book
from reports.pages.versions import Cell, add_up, areas_of_city, grid_of_areas, grid_of_city, grid_of_cycles, list_pairs
from reports.words_by_code import REASONS, VERDICTS

PLACE = ["cycle", "methodology_id", "index_code", "area_code"]


@pytest.fixture(scope="module")
def tables(demo) -> dict[str, pd.DataFrame]:
    folder = demo.release / "public" / "data"
    return {path.stem: pd.read_parquet(path, dtype_backend="numpy_nullable") for path in folder.glob("*.parquet")}


@pytest.fixture(scope="module")
def book(demo, tables):
    folder = demo.release / "public" / "data" / "reference"
    reference = {path.stem: pd.read_parquet(path, dtype_backend="numpy_nullable") for path in folder.glob("*.parquet")}
    return build_book(tables, reference, 2025)


def make_row(cities: int, **verdicts: int) -> dict[str, int]:
    return {"cities": cities} | {f"cities_{name}": verdicts.get(name, 0) for name in VERDICTS}


def test_cells_add_up() -> None:
    cell = add_up([make_row(3, comparable=2, indicative=1), make_row(2, index_below_80=2)])
    assert cell == Cell(5, 2, (("indicative", 1), ("index_below_80", 2)))
    assert cell.level == "some"
    assert add_up([make_row(2, comparable=2)]).level == "all"
    assert add_up([make_row(2, nothing_asked=2)]).level == "none"


def test_the_table_counts_what_the_scores_say(tables) -> None:
    """Each count of `comparability`, counted again from the published scores."""
    grid = tables["comparability"]
    scores = pd.concat([tables["index_scores"].assign(area_code="INDEX"), tables["area_scores"]])
    verdict = scores["comparability_reason"].fillna(
        scores["coverage_status"].where(~scores["coverage_status"].isin(["full", "partial"]), "comparable")
    )
    counted = pd.crosstab([scores[name] for name in PLACE], verdict)
    took_part = tables["index_scores"].groupby("cycle")["city_code"].nunique()
    merged = grid.merge(counted.reset_index(), on=PLACE, how="left").fillna(dict.fromkeys(counted.columns, 0))
    assert (merged["cities"] == merged["cycle"].map(took_part)).all()
    for name in set(VERDICTS) - {"nothing_asked"}:
        expected = merged[name] if name in counted.columns else 0
        assert (merged[f"cities_{name}"] == expected).all(), name
    rest = merged["cities"] - merged[[f"cities_{name}" for name in VERDICTS if name != "nothing_asked"]].sum(axis=1)
    assert (merged["cities_nothing_asked"] == rest).all()
    assert not set(counted.columns) - set(VERDICTS)


def test_the_table_has_every_cycle_under_every_version(tables, book) -> None:
    grid = tables["comparability"]
    assert set(grid["cycle"]) == set(tables["index_scores"]["cycle"])
    for _, rows in grid[grid["area_code"] == "INDEX"].groupby("cycle"):
        assert set(rows.loc[rows["index_code"] == "core", "methodology_id"]) == set(book.versions)
    assert all(book.version_of[row["cycle"]] == row["own_methodology_id"] for row in book.comparability)


def test_grids_lay_out_the_table(book) -> None:
    lines = grid_of_cycles(book, "core")
    assert [line["cycle"] for line in lines] == sorted(book.counts)
    assert all(line["cells"][line["own"]].cities == book.counts[line["cycle"]] for line in lines)
    pairs = list_pairs(book)
    own = sum(pair["cell"].cities for pair in pairs if pair["from"] == pair["to"])
    assert own == sum(book.counts.values())
    assert {name for pair in pairs for name, _ in pair["cell"].others} <= set(VERDICTS)
    areas = grid_of_areas(book)
    assert [line["name"] for line in areas] == [
        book.area_names[code] for code in sorted(book.area_names, key=book.area_order.get)
    ]
    assert {name for line in areas for cell in line["cells"] if cell for name, _ in cell.others} <= set(REASONS)


def test_a_city_sees_each_cycle_under_each_version(book) -> None:
    code = max(book.cycles_of, key=lambda city: len(book.cycles_of[city]))
    core, *_ = grid_of_city(book, code)
    assert [line["cycle"] for line in core["lines"]] == book.cycles_of[code]
    assert core["versions"] == list(book.versions)
    for line in core["lines"]:
        assert line["cells"][line["own"]]["score"] == book.indexes[code, line["cycle"], "core"]["score"]
        assert set(line["cells"]) == set(book.versions)
    areas = areas_of_city(book, code, book.cycles_of[code][-1])
    assert {area["name"] for area in areas} == set(book.area_names.values())


def test_a_missing_index_names_the_areas_that_it_lacks(book) -> None:
    lacking = [
        (row, row["lacking"])
        for code in book.cycles_of
        for grid in grid_of_city(book, code)
        for line in grid["lines"]
        for row in line["cells"].values()
    ]
    assert any(names for _, names in lacking)
    assert all(bool(names) == (row["comparability_reason"] == "area_without_score") for row, names in lacking)


def test_pages_say_it_in_words(demo) -> None:
    site = demo.release / "public" / "site"
    text = (site / "versions.html").read_text(encoding="utf-8")
    for words in ("can be compared", REASONS["area_without_score"], REASONS["nothing_asked"], REASONS["area_below_50"]):
        assert words in text
    assert not re.search(r"area_below_50|nothing_asked|index_below_80|area_without_score|_codes", text)
    cities = "".join(path.read_text(encoding="utf-8") for path in sorted((site / "city").glob("*.html"))[:40])
    assert "cannot be scored" in cities
    assert re.search(r'<td class="own"><strong>\d+</strong> <span class="quiet">\d+ % answered', cities)
