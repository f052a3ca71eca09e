"""Sites of cities and networks that are hard to show: every page is readable on a screen and a phone, and runs nothing that was sent."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from support.city_reports import ARABIC, CITIES, CYCLE, build_network
from support.editions import EDITION, read_public_frames
from support.little import build_little, write_methodology

import reports.site
from assets.schema import mart_tables, reference_tables
from reports.city_report.source import open_warehouse
from reports.site import build_site

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390)
LONE = "xa-alba"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def hard_site(project, tmp_path_factory) -> Path:
    """Cities with forty cycles, one answer and none, a long name, letters from right to left, and markup in name and evidence."""
    source = open_warehouse(build_network(project, tmp_path_factory.mktemp("seeds")), CYCLE)
    target = tmp_path_factory.mktemp("site")
    tables, reference = source.public_tables, source.reference
    build_site(tables, reference, dataclasses.replace(EDITION, cycle=CYCLE), target)  # type: ignore[arg-type]
    return target


@pytest.fixture(scope="module")
def lone_site(project, tmp_path_factory) -> Path:
    """A network of one city."""
    reference = write_methodology(tmp_path_factory.mktemp("seeds"), {"early": {"AA": ["Q1", "Q2"], "BB": ["Q3"]}})
    rows = [(2025, LONE, "s1", 1, code, "", "yes") for code in ("Q1", "Q2", "Q3")]
    target = tmp_path_factory.mktemp("site")
    with build_little(project, reference, rows) as connection:
        tables, seeds = (
            {name: connection.sql(f"select * from {schema}.{name}").df().convert_dtypes() for name in names}
            for schema, names in (
                ("marts", [name for name, table in mart_tables().items() if table.audience == "public"]),
                ("reference", list(reference_tables())),
            )
        )
    build_site(tables, seeds, EDITION, target)
    return target


@pytest.fixture(scope="module")
def large_site(small, tmp_path_factory) -> Path:
    """The pages of a network of a thousand cities that name all of them: those of one cycle, again and again."""
    tables, reference = read_public_frames(small.release)
    times = -(-1000 // tables["network"]["city_code"].nunique())
    target = tmp_path_factory.mktemp("site")
    shown = {"start", "network", "charts", "facts", "programme"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            reports.site, "KINDS", [kind for kind in reports.site.KINDS if kind.__name__.split(".")[-1] in shown]
        )
        build_site({name: repeat(frame, times) for name, frame in tables.items()}, reference, EDITION, target)
    return target


def repeat(frame: pd.DataFrame, times: int) -> pd.DataFrame:
    """The rows again and again, each time of other cities; as they are where they are of no city."""
    columns = [name for name in frame.columns if name.endswith(("city_code", "city_name"))]
    if not any(name.endswith("city_code") for name in columns):
        return frame
    return pd.concat(
        [frame.assign(**{name: frame[name] + f"-{place}" for name in columns}) for place in range(times)],
        ignore_index=True,
    )


def look_at(page, path: Path) -> None:
    """Open a page until its charts are drawn, wide and narrow: nothing scrolls sideways, and nothing that was sent speaks."""
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(path.as_uri())
    for chart in page.locator("[data-chart]").all():
        chart.locator(".main-svg").first.wait_for(state="attached")
    if page.locator("#view-plot").count():
        page.wait_for_selector("#view-plot[data-drawn]", state="attached", timeout=60_000)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"document.documentElement.scrollWidth <= {width}", timeout=5000)
    assert dialogs == []


@pytest.mark.parametrize("code", ["xa-long", "xa-right"])
def test_pages_of_cities_with_hard_names_are_readable(page, hard_site, code) -> None:
    look_at(page, hard_site / "city" / f"{code}.html")
    assert page.locator("h1 bdi").inner_text() == CITIES[code].strip()


@pytest.mark.parametrize("code", ["xa-one", "xa-none"])
def test_one_answer_and_none_say_why_there_is_no_number(page, hard_site, code) -> None:
    look_at(page, hard_site / "city" / f"{code}.html")
    assert "No number is shown: too few answers." in page.locator("main").inner_text()


def test_forty_cycles_are_all_there_and_their_years_do_not_overlap(page, hard_site) -> None:
    look_at(page, hard_site / "city" / f"{LONE}.html")
    assert page.locator("[data-chart=cycles] .main-svg .xtick text").count() < 20
    assert len(page.evaluate("document.querySelector('[data-chart=cycles]').data[0].x")) == 40
    boxes = page.evaluate(
        "[...document.querySelectorAll('[data-chart=cycles] .xtick text')].map((each) => each.getBoundingClientRect())"
        ".map((box) => [box.left, box.right])"
    )
    assert all(one[1] <= other[0] for one, other in pairwise(boxes))
    assert len(list((hard_site / "city").glob(f"{LONE}-20*.html"))) == 39


def test_names_are_whole_and_keep_their_direction(page, hard_site) -> None:
    page.goto((hard_site / "network.html").as_uri())
    names = page.locator("#members tbody th bdi").all_inner_texts()
    assert len(CITIES["xa-long"]) == 120
    assert {CITIES["xa-long"], ARABIC} <= {*names}


@pytest.mark.parametrize("name", ["index", "network", "charts", "city/xa-evil"])
def test_markup_is_only_text(page, hard_site, name) -> None:
    path = hard_site / f"{name}.html"
    html = path.read_text(encoding="utf-8")
    assert SCRIPT not in html
    assert 'href="javascript:' not in html
    look_at(page, path)
    assert SCRIPT in page.locator("main").inner_text()
    assert not any(SCRIPT in script.read_text(encoding="utf-8") for script in hard_site.rglob("data/*.js"))


@pytest.mark.parametrize("name", ["index", "network", "facts", "clusters", f"city/{LONE}"])
def test_a_network_of_one_city_is_shown(page, lone_site, name) -> None:
    look_at(page, lone_site / f"{name}.html")
    text = page.locator("main").inner_text()
    assert "NaN" not in text
    assert "None" not in text


def test_one_city_has_no_mean(page, lone_site) -> None:
    look_at(page, lone_site / "charts.html")
    assert page.locator("#view-title").inner_text() == "Alba has 100 points"
    assert page.locator("#chart-status").inner_text() == "1 city shown"
    assert "mean" not in (page.locator("#view-plot").text_content() or "").lower()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["index", "network", "facts", "programme"])
def test_a_network_of_a_thousand_cities_is_shown(page, large_site, name) -> None:
    look_at(page, large_site / f"{name}.html")


@pytest.mark.slow
@pytest.mark.parametrize("view", ["dots", "heat"])
def test_a_thousand_rows_of_a_chart_are_lower_and_all_of_them_in_the_table(page, large_site, view) -> None:
    page.goto((large_site / "charts.html").as_uri() + f"?view={view}")
    page.wait_for_selector("#view-plot[data-drawn]", state="attached", timeout=60_000)
    cities = page.locator("#twin tbody tr").count()
    assert cities >= 1000
    assert page.evaluate("document.getElementById('view-plot').offsetHeight") < 6000, "browsers save no higher picture"
    named = page.locator("#view-plot .ytick text").count()
    assert cities / 5 < named < cities / 3
    assert "One city in 4 is named at the left; all are in the table." in page.locator("#view-about").inner_text()
