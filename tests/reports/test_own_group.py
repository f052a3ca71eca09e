"""A group of the reader's own on the page of a city: what is compared is the mean of the cities that were ticked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe

LEAST = 5


def find_site(demo) -> Path:
    return demo.release / "public" / "site"


@pytest.fixture
def city(demo) -> str:
    """A city that took part in the latest cycle and has an index."""
    scores = pd.read_parquet(demo.release / "public" / "data" / "index_scores.parquet")
    own = scores.query("cycle == 2025 and index_code == 'core' and coverage_status == 'full'")
    return sorted(own["city_code"])[0]


def read_members(demo) -> list[dict]:
    text = (find_site(demo) / "data" / "network-2025.js").read_text(encoding="utf-8")
    return json.loads(re.fullmatch(r"window\.networkOfCities = (.*);\n", text)[1])


def test_the_scores_are_those_of_the_tables(demo) -> None:
    data = demo.release / "public" / "data"
    network = pd.read_parquet(data / "network.parquet").query("cycle == 2025")
    areas = pd.read_parquet(data / "area_scores.parquet").query("methodology_id == 'icc-2019' and score.notna()")
    areas = areas[areas["coverage_status"].isin(["full", "partial"])]
    joined = network.merge(areas, left_on=["city_code", "member_cycle"], right_on=["city_code", "cycle"])
    wanted = {(row.city_code, f"{row.index_code} {row.area_code}"): row.score for row in joined.itertuples(index=False)}
    found = {
        (member["code"], key): score
        for member in read_members(demo)
        for key, score in member["scores"].items()
        if not key.endswith(" INDEX")
    }
    assert found.keys() == wanted.keys()
    assert all(abs(found[key] - wanted[key]) < 1e-6 for key in wanted)


def test_a_group_of_ones_own_is_compared_kept_and_given_away(page, demo, city) -> None:
    page.goto((find_site(demo) / "city" / f"{city}.html").as_uri())
    page.wait_for_selector("[data-chart=areas][data-drawn]")
    page.locator("#own-group summary").click()
    ticks = page.locator("#own-group .choices input")
    others = [member for member in read_members(demo) if member["code"] != city]
    assert [tick.get_attribute("value") for tick in ticks.all()] == [member["code"] for member in others]
    for place in range(LEAST - 1):
        ticks.nth(place).check()
    assert page.locator("#own-group-said").inner_text() == "4 chosen; choose at least 5"
    assert page.locator("select[name=group] [data-own]").count() == 0
    assert page.locator("#areas-core [data-own]").count() == 0

    page.locator("#own-group-find").fill(others[LEAST - 1]["name"])
    page.locator("#own-group .choices label:visible input").first.check()
    option = page.locator("select[name=group] option:checked")
    assert option.inner_text() == "a group of your own (n = 5)"
    drawn = page.evaluate("document.querySelector('[data-chart=areas]').data[1].x")
    codes = page.evaluate("readJson('city-data')[0].areas.map((area) => area.code)")
    chosen = others[:LEAST]
    for code, mean in zip(codes, drawn, strict=True):
        scores = [member["scores"].get(f"core {code}") for member in chosen]
        wanted = None if None in scores else sum(scores) / LEAST
        assert mean is None if wanted is None else abs(mean - wanted) < 1e-9
    column = page.locator("#areas-core tbody td[data-own]").all_text_contents()
    assert column == ["–" if mean is None else str(int(mean + 0.5)) for mean in drawn]
    assert Axe().run(page, options={"preload": False}).response["violations"] == []

    address = page.url
    assert address.endswith("#peers=" + ",".join(sorted(member["code"] for member in chosen)))
    page.goto("about:blank")
    page.evaluate("0")
    page.goto(address)
    page.wait_for_selector("select[name=group] [data-own]", state="attached")
    assert page.locator("select[name=group] option:checked").inner_text() == "a group of your own (n = 5)"
    page.locator("#own-group summary").click()
    page.locator("#own-group-clear").click()
    assert page.locator("#areas-core [data-own]").count() == 0
    assert "#peers" not in page.url
    assert page.locator("select[name=group]").input_value() == "0"
