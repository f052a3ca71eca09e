"""The data behind the Index Charts: what enters means and nothing else, joined as the tables are."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from support.editions import EDITION, read_public_frames

from reports.book import INDEX, build_book
from reports.pages.charts import DATA_PATH, MOST_CITIES, compose_data, list_pages, shorten


@pytest.fixture(scope="module")
def book(small):
    return build_book(*read_public_frames(small.release), EDITION.cycle)


@pytest.fixture(scope="module")
def data(book):
    return compose_data(book, EDITION)


def test_the_network_has_its_cities_with_their_scores(book, data) -> None:
    areas = data["areas"]
    members = [data["rows"][place] for place in data["network"][EDITION.cycle]]
    shown = {data["cities"][city][0]: cells[0][areas.index(INDEX)] for city, _, _, cells, _ in members}
    wanted = {member["city_code"]: shorten(member["scores"]["core", INDEX]) for member in book.network}
    assert shown == wanted


def test_every_interval_is_that_of_its_participation(book, data) -> None:
    intervals = {(row["city_code"], row["cycle"], row["index_code"]): row for row in book.studies["robustness"]}
    drawn = [
        (data["cities"][city][0], cycle, index, ends)
        for city, cycle, _, _, both in data["rows"]
        for index, ends in zip(("core", "extended"), both, strict=True)
        if ends
    ]
    assert drawn
    for city, cycle, index, (low, high) in drawn:
        row = intervals[city, cycle, index]
        assert (low, high) == (shorten(row["score_low"]), shorten(row["score_high"]))


def test_what_is_too_little_to_compare_is_not_in_the_file(book, data) -> None:
    """Nobody can read from the file what the pages of the network do not show."""
    too_little = {
        (row["city_code"], row["cycle"], row["methodology_id"], row["area_code"])
        for rows in book.areas_under_versions.values()
        for row in rows
        if row["index_code"] == "core" and row["coverage_status"] in {"indicative", "insufficient"}
    }
    assert too_little
    areas = data["areas"]
    filled = {
        (data["cities"][city][0], cycle, version, area)
        for city, cycle, version, cells, _ in data["rows"]
        for area, score in zip(areas, cells[0], strict=True)
        if score is not None
    }
    assert not too_little & filled


def test_without_a_network_there_is_no_chart(book) -> None:
    page = next(list_pages(replace(book, networks={}, under_versions={}, areas_under_versions={}), EDITION))
    assert not page.has_charts
    assert '"rows":[]' in page.files[DATA_PATH]


def test_the_file_is_one_global_that_holds_its_origin(book, data) -> None:
    text = next(list_pages(book, EDITION)).files[DATA_PATH]
    held = json.loads(text.removeprefix("window.INDEX_CHARTS = ").removesuffix(";\n"))
    assert held["about"].startswith("Fictional data. Our computation, not an official result.")
    assert held["most"] == MOST_CITIES
    assert len(held["cities"]) == len(data["cities"])


def test_names_cannot_leave_the_file(book) -> None:
    evil = {code: {**row, "city_name": "</script><script>alert(1)</script>"} for code, row in book.cities.items()}
    assert "<" not in next(list_pages(replace(book, cities=evil), EDITION)).files[DATA_PATH]


@pytest.mark.parametrize(("value", "short"), [(None, None), (60.0, 60), (44.444444, 44.4444), (66.499999, 66.5)])
def test_scores_are_kept_to_four_digits(value, short) -> None:
    assert shorten(value) == short
