"""What the Index Charts show: means as published, tables that say what the charts say, cities chosen by name."""

from __future__ import annotations

import re

import pandas as pd
import pytest

pytestmark = pytest.mark.browser


def open_charts(page, demo, query: str = "") -> None:
    page.goto((demo.release / "public" / "site" / "charts.html").as_uri() + query)
    wait_until_drawn(page)


def wait_until_drawn(page) -> None:
    page.wait_for_selector("#view-plot[data-drawn]", state="attached")


def choose(page, name: str, value: str) -> None:
    page.locator(f"select[name={name}]").select_option(value)
    wait_until_drawn(page)


def read_table(page) -> list[list[str]]:
    return page.evaluate(
        "[...document.querySelectorAll('#twin tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )


def read_traces(page) -> list[dict]:
    return page.evaluate("document.getElementById('view-plot').data")


def read_dots(page) -> list[str]:
    return [text for trace in read_traces(page) if trace["mode"] == "markers" for text in trace.get("text", [])]


def test_filters_combine_and_the_address_keeps_them(page, demo) -> None:
    open_charts(page, demo)
    everyone = len(read_table(page))
    page.locator("select[name=population]").focus()
    page.keyboard.press("ArrowDown")
    wait_until_drawn(page)
    banded = len(read_table(page))
    choose(page, "country", page.locator("select[name=country] option").nth(1).inner_text())
    rows = read_table(page)
    assert 0 < len(rows) < banded < everyone
    assert f"n = {len(rows)} cit" in page.locator("#view-basis").inner_text()
    assert "Fictional data" in page.locator("#view-basis").inner_text()
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    wait_until_drawn(page)
    assert read_table(page) == rows
    page.locator("button[type=reset]").press("Enter")
    page.wait_for_function(f"document.querySelectorAll('#twin tbody tr').length === {everyone}")


def test_the_means_are_those_that_are_published(page, demo) -> None:
    """Sample and group of the page are those of `peer_comparisons`."""
    data = demo.release / "public" / "data"
    peers = pd.read_parquet(data / "peer_comparisons.parquet")
    peers = peers[(peers["cycle"] == 2025) & (peers["index_code"] == "core") & (peers["area_code"] == "INDEX")]
    peers = peers[peers["methodology_id"] == peers["methodology_id"].max()]
    band = peers[peers["peer_group_kind"] == "population"].iloc[0]
    sample = peers[peers["peer_group_kind"] == "all"].iloc[0]
    open_charts(page, demo, f"?cycle=2025&population={band['peer_group_code']}")
    means = {trace["name"]: trace["x"][0] for trace in read_traces(page) if "mean" in trace["name"]}
    assert [int(re.findall(r"n = (\d+)", name)[0]) for name in means] == [sample["cities"], band["cities"]]
    assert list(means.values()) == pytest.approx([sample["peer_mean"], band["peer_mean"]], abs=1e-4)


def test_the_table_says_what_the_dots_say(page, demo) -> None:
    open_charts(page, demo, "?view=dots")
    assert sorted(read_dots(page)) == sorted(f"{row[0]}: {row[3]}" for row in read_table(page))
    bars = [trace for trace in read_traces(page) if trace["name"] == "robustness interval"]
    assert len(bars[0]["x"]) == 3 * sum(row[4] != "–" for row in read_table(page))


def test_the_table_says_what_heat_map_and_pairs_say(page, demo) -> None:
    open_charts(page, demo, "?view=heat")
    cells = [[text or "–" for text in line] for line in read_traces(page)[0]["text"]]
    assert cells == [row[3:] for row in read_table(page)]
    page.locator("input[value=pairs]").check()
    wait_until_drawn(page)
    assert sorted(read_dots(page)) == sorted(f"{row[0]}: core {row[3]}, extended {row[4]}" for row in read_table(page))


def test_cities_are_chosen_by_name_up_to_six(page, demo) -> None:
    open_charts(page, demo, "?view=dots")
    names = [row[0] for row in read_table(page)][:7]
    for name in names[:6]:
        page.locator("input[name=pick]").fill(name)
        page.locator("input[name=pick]").press("Enter")
    assert page.locator("#chosen button").count() == 6
    page.locator("input[name=pick]").fill(names[6])
    page.locator("#add-city").click()
    assert "6 cities are chosen already" in page.locator("#chart-status").inner_text()
    page.locator("input[name=pick]").fill("<b>Nowhere</b>")
    page.locator("#add-city").click()
    assert "There is no city called “<b>Nowhere</b>”" in page.locator("#chart-status").inner_text()
    page.locator("#chosen button").first.click()
    page.locator("input[name=only]").check()
    wait_until_drawn(page)
    assert [row[0] for row in read_table(page)] == names[1:6]
    assert (
        "sample mean" in page.locator("#view-title").inner_text()
        or "Half of 5" in page.locator("#view-title").inner_text()
    )
    page.locator("input[value=lines]").check()
    wait_until_drawn(page)
    assert {row[0] for row in read_table(page)} == set(names[1:6])


def test_bands_and_areas_are_those_of_the_cycle(page, demo) -> None:
    open_charts(page, demo, "?cycle=2025")
    later = page.locator("select[name=population] option").all_inner_texts()
    choose(page, "cycle", "2015")
    assert page.locator("select[name=population] option").all_inner_texts() != later
    choose(page, "index", "extended")
    assert page.locator("#view-title").inner_text() == "No city of this choice has a score"
