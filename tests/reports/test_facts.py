"""Facts and Figures: counts beside the number of cities they are of, the same as in the tables."""

from __future__ import annotations

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe

from reports.pages.facts import YEARS, Bar, draw, place_years


def test_shares_are_of_the_cities_that_said_something() -> None:
    picture = draw("By size", ["b", "a", None, "b"], 4, ["a", "b"], str.upper)
    assert picture.bars == (Bar("A", 1, 3), Bar("B", 2, 3))
    assert (picture.of, picture.total) == (3, 4)
    assert picture.bars[1].share == pytest.approx(2 / 3)
    assert picture.finding == "B: 2 of 3, more than of any other kind."


def test_where_two_kinds_are_as_many_none_is_named_as_the_most() -> None:
    assert draw("By size", ["a", "b"], 2, ["a", "b"], str).finding == ""
    assert draw("By size", [None], 1, [], str).finding == ""
    assert Bar("none", 0, 0).share == 0


@pytest.mark.parametrize(("years", "span"), [(-1, 0), (0, 0), (4, 0), (5, 1), (14, 2), (15, 3), (60, 3)])
def test_years_of_membership_are_put_together(years, span) -> None:
    assert place_years(years) == YEARS[span]


STATES = """
    select indicators.state, count(*)
    from read_parquet($data || '/network.parquet') as network
    inner join read_parquet($data || '/indicator_scores.parquet') as indicators
        on network.city_code = indicators.city_code and network.member_cycle = indicators.cycle
    inner join read_parquet($data || '/reference/methodologies.parquet') as versions
        on indicators.methodology_id = versions.methodology_id
        and network.member_cycle between versions.first_cycle and coalesce(versions.last_cycle, 9999)
    where network.cycle = $cycle and indicators.question_code = $question
    group by all
"""


@pytest.mark.browser
def test_the_page_counts_what_the_tables_hold(page, demo) -> None:
    public = demo.release / "public"
    page.goto((public / "site" / "facts.html").as_uri())
    page.locator("details.area").first.evaluate("each => each.open = true")
    section = page.locator("div.question").nth(1)
    cycle = int(demo.release.name.partition("-")[0])
    values = {"data": str(public / "data"), "cycle": cycle, "question": section.get_attribute("data-question")}
    states = dict(duckdb.execute(STATES, values).fetchall())
    asked = sum(count for state, count in states.items() if state != "not_asked")
    assert f"n = {states['answered']} that answered, of {asked} that were asked." in section.inner_text()
    counts = [int(text) for text in section.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert sum(counts) == states["answered"] > 5, "a single choice"
    assert Axe().run(page, options={"preload": False}).response["violations"] == []
