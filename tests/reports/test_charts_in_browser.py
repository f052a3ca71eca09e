"""The Index Charts as people use them: choice, address, table, downloads, from the file system."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
VIEWS = ("dots", "lines", "heat", "pairs", "spread", "radar", "clusters", "world")


def open_charts(page, demo, choice: str = "") -> None:
    page.goto((demo.release / "public" / "site" / "charts.html").as_uri() + choice)
    page.locator("#view-plot[data-drawn]").wait_for(state="attached")


@pytest.mark.parametrize("width", [1280, 390])
def test_every_view_is_accessible_and_asks_no_other_host(page, demo, width) -> None:
    hosts: list[str] = []
    page.on("request", lambda request: hosts.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    for view in VIEWS:
        open_charts(page, demo, f"?view={view}&country=QX")  # fewer rows: axe looks at every cell
        assert Axe().run(page, options={"preload": False}).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert "n = " in page.locator("#view-basis").inner_text()
        assert "Fictional data." in page.locator("#view-basis").inner_text()
    assert [url for url in hosts if not url.startswith(("file:", "data:", "blob:"))] == []


def test_the_table_says_what_the_chart_draws(page, demo) -> None:
    open_charts(page, demo)
    drawn = page.evaluate(
        "document.getElementById('view-plot').data.filter((each) => each.name === 'city').flatMap((each) => each.x)"
    )
    told = page.locator("#twin tbody tr td:nth-child(4)").all_inner_texts()
    assert told == [str(int(score + 0.5)) for score in drawn]
    assert len(told) > 5


def test_a_city_around_the_circle_has_its_scores_and_the_means(page, demo) -> None:
    open_charts(page, demo)
    code = page.evaluate("window.INDEX_CHARTS.cities[window.INDEX_CHARTS.rows[0][0]][0]")
    open_charts(page, demo, f"?view=radar&cities={code}")
    drawn = page.evaluate("document.getElementById('view-plot').data.map((each) => each.r)")
    for column, values in ((2, drawn[0]), (4, drawn[-1])):
        told = page.locator(f"#twin tbody tr td:nth-child({column})").all_inner_texts()
        assert told == ["–" if score is None else str(int(score + 0.5)) for score in values[:-1]]
    assert page.locator("#twin thead th").count() == 4


def test_the_map_asks_nobody_for_its_coastlines(page, demo) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_charts(page, demo, "?view=world")
    assert page.locator("#view-plot .geo .coastlines path").count() > 0
    assert [url for url in asked if "topojson" in url or not url.startswith(("file:", "data:", "blob:"))] == []
    placed = page.evaluate("document.getElementById('view-plot').data[0].lat.length")
    assert placed == page.locator("#twin tbody tr").count() > 5


def test_groups_are_those_of_the_study(page, demo) -> None:
    open_charts(page, demo, "?view=clusters")
    cycle = page.locator("select[name=cycle]").input_value()
    table = demo.release / "public" / "data" / "learning_clusters.csv"
    rows = [row for row in csv.DictReader(table.open(encoding="utf-8")) if row["cycle"] == cycle]
    version = page.evaluate(f"window.INDEX_CHARTS.versions[{cycle}]")
    wanted = sorted(row["cluster_name"] for row in rows if row["methodology_id"] == version)
    assert sorted(page.locator("#twin tbody tr td:nth-child(3)").all_inner_texts()) == wanted != []


def test_a_chart_can_be_shown_in_a_page_of_others(page, demo) -> None:
    open_charts(page, demo, "?view=spread&country=QX")
    page.locator("#embed").click()
    frame = page.locator("#embed-code").input_value()
    address = re.search(r'src="([^"]+)"', frame)
    assert address
    page.goto(address[1].replace("&amp;", "&"))
    page.locator("#view-plot[data-drawn]").wait_for(state="attached")
    assert page.locator("#view-title").is_visible()
    assert page.locator("aside.banner").is_visible(), "fictional data stay called so"
    assert not page.locator("#chart-filters").is_visible()
    assert "view=spread" in page.url
    assert "embed=yes" in page.url


def test_a_choice_stays_in_the_address(page, demo) -> None:
    open_charts(page, demo)
    everyone = page.locator("#twin tbody tr").count()
    page.locator("select[name=country]").select_option(index=1)
    country = page.locator("select[name=country]").input_value()
    assert 0 < page.locator("#twin tbody tr").count() < everyone
    name = page.locator("#city-names option").last.get_attribute("label") or ""
    page.locator("input[name=pick]").fill(
        name or page.evaluate("document.querySelector('#city-names option:last-child').value")
    )
    page.locator("#add-city").click()
    assert page.locator("#chosen button").count() == 1
    rows = page.locator("#twin tbody tr").all_inner_texts()
    assert f"country={country}" in page.url
    page.reload()
    page.locator("#view-plot[data-drawn]").wait_for(state="attached")
    assert page.locator("#twin tbody tr").all_inner_texts() == rows
    assert page.locator("#chosen button").count() == 1


def test_an_address_that_says_anything_is_read_safely(page, demo) -> None:
    open_charts(page, demo, "?view=nothing&cycle=1&area=%3Cb%3E&cities=%3Cscript%3E,none&country=ZZ")
    assert page.locator("#twin tbody tr").count() > 5
    assert page.locator("#chosen button").count() == 0


def test_a_group_of_few_cities_has_no_mean(page, demo) -> None:
    open_charts(page, demo)
    country, band = page.evaluate(
        """() => {
            const data = unfold(window.INDEX_CHARTS, readJson("chart-words")), cycle = document.querySelector("select[name=cycle]").value;
            const count = {};
            for (const row of data.network[cycle]) {
                const key = row.country + "|" + data.bands_of[cycle][row.city][0];
                if (scoreOf(row, "core", 0) !== null) count[key] = (count[key] || 0) + 1;
            }
            return Object.keys(count).find((key) => count[key] < 5 && !key.endsWith("|null")).split("|");
        }"""
    )
    page.locator("select[name=country]").select_option(country)
    page.locator("select[name=population]").select_option(band)
    assert page.locator("#twin tbody tr td:nth-child(8)").first.inner_text() == "–"
    assert "fewer than 5 cities" in page.locator("#view-about").inner_text()


@pytest.mark.parametrize("kind", ["csv", "svg", "png"])
def test_what_is_downloaded_carries_its_origin(page, demo, kind) -> None:
    open_charts(page, demo)
    with page.expect_download() as caught:
        page.locator(f"[data-save={kind}]").click()
    path = Path(caught.value.path())
    if kind == "csv":
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
        assert len(rows) == page.locator("#twin tbody tr").count()
        assert "not an official result" in rows[0]["Basis"]
    elif kind == "svg":
        assert "not an official result" in path.read_text(encoding="utf-8")
    else:
        assert path.read_bytes().startswith(b"\x89PNG")


def test_only_public_cities_are_in_the_data(demo) -> None:
    public = demo.release / "public"
    text = (public / "site" / "assets" / "charts-data.js").read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("window.INDEX_CHARTS = ").removesuffix(";\n"))
    shown = {path.stem for path in (public / "site" / "city").glob("*.html")}
    assert {city[0] for city in data["cities"]} <= shown
