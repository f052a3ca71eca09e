"""The published sites as people open them: from the file system, by keyboard, with assistive technology."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
DEMO = (
    *("index", "network", "charts", "clusters", "programme", "visits", "versions", "audit"),
    *("methodology", "methodology/icc-2019", "practices", "strategies", "STRATEGY", "downloads", "CITY", "EARLIER"),
    *("facts", "anti-rumours", "RUMOURS", "effects", "RESULTS"),
)
RECORD = ("index", "network", "charts", "record", "published", "practices", "methodology", "downloads", "CITY")


def find_page(site: Path, name: str) -> Path:
    """A page by name; CITY is a city with several cycles, EARLIER one of its earlier cycles, RUMOURS one with many rumours."""
    if name == "RUMOURS":
        return max(site.glob("anti-rumours/*.html"), key=lambda path: path.stat().st_size)
    earlier = sorted(site.glob("city/*-20[0-9][0-9].html"))
    if name == "STRATEGY":
        return sorted(site.glob("strategy/*.html"))[1]
    if name == "RESULTS":  # the one that says most
        return max(site.glob("results/*.html"), key=lambda path: (path.stat().st_size, path))
    if name == "EARLIER":
        return earlier[0]
    if name == "CITY":
        return site / "city" / (re.sub(r"-\d{4}$", "", earlier[0].stem) + ".html")
    return site / f"{name}.html"


def open_page(page, site: Path, name: str) -> None:
    page.goto(find_page(site, name).as_uri())
    for chart in page.locator("[data-chart]").all():
        chart.locator(".main-svg").first.wait_for(state="attached")
    if page.locator("#view-plot").count():
        page.wait_for_selector("#view-plot[data-drawn]", state="attached")


def list_violations(page) -> list[str]:
    results = Axe().run(page, options={"preload": False})
    return [f"{item['id']}: {[node['target'] for node in item['nodes']]}" for item in results.response["violations"]]


def set_dark(page) -> None:
    """As a reader does it, and until the charts have followed."""
    page.locator("#theme").select_option("dark")
    page.wait_for_function("getComputedStyle(document.documentElement).colorScheme === 'dark'")


def list_kinds(folder: str) -> list[str]:
    """The kinds of pages that are looked at; an earlier cycle differs in nothing but its figures in another language."""
    return [name for name in DEMO if not folder or name != "EARLIER"]


# Each kind once, by turns in English and light or in French and dark; all four looks of each by `make test-slow`.
QUICK = {(name, ("", "light") if place % 2 else ("fr", "dark")) for place, name in enumerate(list_kinds("fr"))}
LOOKS = [
    pytest.param(folder, name, light, marks=() if (name, (folder, light)) in QUICK else pytest.mark.slow)
    for folder in ("", "fr")
    for name in list_kinds(folder)
    for light in ("light", "dark")
]


@pytest.mark.parametrize(("folder", "name", "light"), LOOKS)
def test_pages_of_the_fictional_network(page, demo, folder, name, light) -> None:
    fiction = "données fictives" if folder else "fictional data"
    open_page(page, demo.release / "public" / "site" / folder, name)
    if light == "dark":
        set_dark(page)
    assert list_violations(page) == []
    assert page.locator("h1").count() == 1
    assert fiction in page.locator("aside.banner").inner_text().lower()
    if not folder:
        assert page.locator("footer").inner_text().startswith("Our computation, not an official result")
    for width in (1280, 640, 390):  # 640: what a page has at 200 %
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            f"document.documentElement.scrollWidth <= {width}", timeout=5000
        )  # no sideways scrolling


def test_the_list_of_pages_is_folded_on_a_phone_and_opens_by_keyboard(page, demo) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    open_page(page, demo.release / "public" / "site", "index")
    links = page.locator("nav.pages a")
    assert not links.first.is_visible()
    page.locator("nav.pages summary").press("Enter")
    assert links.first.is_visible()
    assert list_violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_function("document.querySelector('details.menu').open")
    assert links.first.is_visible()
    assert not page.locator("nav.pages summary").is_visible()


@pytest.mark.parametrize(
    ("folder", "name"), [("", name) for name in RECORD] + [("fr", name) for name in ("record", "published", "CITY")]
)
def test_pages_of_the_record(page, record, folder, name) -> None:
    """English light; French dark, where the fictional network has no such page."""
    notice, fiction = ("résultats officiels", "ficti") if folder else ("not official results", "fictional")
    open_page(page, record.release / "public" / "site" / folder, name)
    if folder:
        set_dark(page)
    assert list_violations(page) == []
    assert notice in page.locator("aside.banner").inner_text()
    assert fiction not in page.content().lower()


def test_every_link_between_pages_leads_somewhere(demo, record) -> None:
    for run in (demo, record):
        site = run.release / "public" / "site"
        for path in [*sorted(site.rglob("*.html"))[::7], site / "index.html", site / "downloads.html"]:
            for target in re.findall(r'(?:href|src)="([^"#]+)[^"]*"', path.read_text(encoding="utf-8")):
                if not target.startswith("http"):
                    assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_network_is_filtered_by_keyboard(page, demo) -> None:
    open_page(page, demo.release / "public" / "site", "network")
    rows = page.locator("#members tbody tr")
    everyone = rows.count()
    assert page.locator("output").inner_text() == f"{everyone} shown"
    page.locator("select[name=country]").focus()
    page.keyboard.press("ArrowDown")
    shown = page.locator("#members tbody tr:visible").count()
    assert 0 < shown < everyone
    assert page.locator("output").inner_text() == f"{shown} of {everyone} shown"
    page.wait_for_function(f"document.querySelector('[data-chart]').dataset.shown === '{shown}'")
    page.locator("button[type=reset]").press("Enter")
    page.wait_for_function(f"document.querySelectorAll('#members tbody tr:not([hidden])').length === {everyone}")


def test_the_network_switches_index_and_area(page, demo) -> None:
    open_page(page, demo.release / "public" / "site", "network")
    before = page.locator("[data-score]").all_inner_texts()
    page.locator("select[name=index]").select_option("extended")
    assert page.locator("[data-head]").inner_text() == "extended index"
    assert page.locator("[data-score]").all_inner_texts() != before
    page.locator("select[name=area]").select_option(index=2)
    assert "(extended)" in page.locator("[data-head]").inner_text()


def test_a_mean_of_few_cities_is_not_drawn(page, demo) -> None:
    open_page(page, demo.release / "public" / "site", "network")
    assert page.locator("[data-chart=network] .annotation").count() == 1
    name = page.locator("#members tbody th").first.inner_text()
    page.locator("input[name=text]").fill(name)
    page.wait_for_function("Number(document.querySelector('[data-chart]').dataset.shown) < 5")
    assert page.locator("[data-chart=network] .annotation").count() == 0


def test_the_network_is_in_the_order_of_names(page, demo) -> None:
    open_page(page, demo.release / "public" / "site", "network")
    names = page.locator("#members tbody th").all_inner_texts()
    assert names == sorted(names, key=str.casefold)


def test_a_city_is_compared_with_the_chosen_group(page, demo) -> None:
    open_page(page, demo.release / "public" / "site", "CITY")
    read = "JSON.stringify(document.querySelector('[data-chart=areas]').data[1].x)"
    before = page.evaluate(read)
    page.locator("select[name=group]").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"{read} !== '{before}'")


def test_charts_keep_their_room_on_a_phone(page, demo) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    open_page(page, demo.release / "public" / "site", "CITY")
    plotted = page.evaluate("document.querySelector('[data-chart=areas]')._fullLayout._size.w")
    assert plotted > 150, "names are broken over lines, so that bars can be told apart"
    page.locator("select[name=group]").select_option(index=1)
    assert page.evaluate("document.querySelector('[data-chart=areas]').data[0].y.some((name) => name.includes('<br>'))")


def test_no_page_shows_a_rank(demo, record) -> None:
    for run in (demo, record):
        for path in (run.release / "public" / "site").rglob("*.html"):
            if path.name not in {"published.html", "downloads.html", "audit.html"}:
                text = re.sub(r"<script.*?</script>|<[^>]+>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
                assert not re.search(r"\brank(ed|s)?\b|league table", text, re.IGNORECASE), path


def test_the_audit_speaks_of_ranks_and_of_no_city(demo) -> None:
    text = (demo.release / "public" / "site" / "audit.html").read_text(encoding="utf-8")
    cities = pd.read_parquet(demo.release / "public" / "data" / "cities.parquet")["city_name"]
    assert "Ranks move by" in text
    assert [name for name in cities if name in text] == []


def test_the_record_draws_nothing_over_time_and_mixes_nothing(record) -> None:
    site = record.release / "public" / "site"
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert 'data-chart="cycles"' not in text
        assert 'data-chart="participation"' not in text
    published = (site / "published.html").read_text(encoding="utf-8")
    assert "data-chart" not in published
    assert "38 of 66 found" in (site / "record.html").read_text(encoding="utf-8")
    bergen = (site / "city" / "no-bergen-2014.html").read_text(encoding="utf-8")
    assert 'class="mark">indicative' in bergen
    assert "38 of 66 found" in bergen


def test_insufficient_cells_show_no_number(record) -> None:
    for path in (record.release / "public" / "site" / "city").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", text, flags=re.DOTALL):
            if "too little to show" in row:
                assert re.search(r'<td class="n">–</td>', row), f"{path.name}: {row}"
