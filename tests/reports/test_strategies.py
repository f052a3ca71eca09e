"""Strategies on the site: the worst first, nothing averaged, words for every status, texts of cities stay text."""

from __future__ import annotations

from datetime import date
from itertools import count

import pandas as pd
import pytest

from assets.monitoring import linear
from reports.book import Book, Plans, build_book
from reports.pages import strategies
from reports.pages.strategies import ORDER, count_statuses, describe_network, describe_strategy, find_main, tell_status
from reports.site import load_templates
from reports.wording import find_tone
from reports.words_by_code import BAD, GOOD, PROGRESS_RULES, STATUSES

STATUSES_OF_OURS = {
    *(name for _, name in linear.BANDS), linear.BEYOND, *linear.NEVER_OVERDUE, "insufficient_data",
}  # fmt: skip
INDICATOR = {
    "indicator_id": "i", "objective": None, "area_code": None, "name": "<b>Trust</b>", "unit": "percent", "kind": "outcome",
    "collection_frequency": None,
}  # fmt: skip


def make_target(**more):
    return {
        "indicator_id": "i", "group_code": None, "target_on": date(2030, 1, 1), "status": "on_track", "overdue": "no",
        "rule": "linear", "as_of": date(2024, 6, 30), "baseline_on": date(2020, 1, 1), "baseline_value": 40.0,
        "latest_value": 50.0, "latest_on": date(2024, 1, 1), "target_value": 70.0, "needed_next_year": 53.34,
        "other_rules": "cagr:on_track|weather:cloud",
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def book(demo) -> Book:
    folder = demo.release / "public" / "data"
    tables, reference = (
        {path.stem: pd.read_parquet(path, dtype_backend="numpy_nullable") for path in place.glob("*.parquet")}
        for place in (folder, folder / "reference")
    )
    return build_book(tables, reference, 2025)


def test_every_status_has_words_and_a_place() -> None:
    assert set(STATUSES) == {*ORDER, "undefined"}
    assert set(STATUSES) >= STATUSES_OF_OURS
    assert (find_tone("moving_away"), find_tone("achieved"), find_tone("limited")) == ("bad", "good", "between")
    assert not GOOD & BAD


def test_rules_have_names() -> None:
    from assets.monitoring.other_rules import RULES

    assert set(PROGRESS_RULES) == {"linear", *RULES}


def test_the_worst_comes_first() -> None:
    rows = [{"status": status} for status in ("achieved", "on_track", "moving_away", "achieved", "limited")]
    assert count_statuses(rows) == [("moving_away", 1), ("limited", 1), ("on_track", 1), ("achieved", 2)]


def test_the_furthest_target_of_everybody_counts() -> None:
    near, far = make_target(target_on=date(2026, 1, 1)), make_target()
    group = make_target(group_code="women", target_on=date(2040, 1, 1))
    assert find_main([far, near, group]) is far
    assert find_main([group]) is None


def test_a_status_is_said_with_its_figures() -> None:
    assert tell_status(INDICATOR, make_target()) == (
        "50 percent on 1 January 2024; the target is 70 by 1 January 2030. A year later it should be 53.34."
    )
    assert "put right" in tell_status(INDICATOR, make_target(status="invalid_target"))
    assert "missing" in tell_status(
        INDICATOR, make_target(status="insufficient_data", latest_value=None, latest_on=None)
    )


def test_what_a_city_writes_stays_text(book) -> None:
    plans = Plans(
        of_city={"xa-alder": [{"strategy_id": "s", "title": "<script>alert(1)</script>", "starts_on": None, "ends_on": None,
                               "evaluation_planned_on": None, "url": "javascript:alert(1)"}]},
        indicators={"s": [INDICATOR]},
        progress={"i": [make_target()]},
        values={"i": [{"group_code": None, "observed_on": date(2024, 1, 1), "value": 50.0, "source_url": None}]},
    )  # fmt: skip
    city = {"city_code": "xa-alder", "city_name": "<i>Alder</i>"}
    small = Book(**{**vars(book), "plans": plans})
    context = {
        "city": city,
        "strategies": [describe_strategy(small, plans.of_city["xa-alder"][0], count())],
        "has_index": False,
        "has_results": False,
    }
    edition = {
        "title": "t", "is_fictional": False, "statement": "s", "release_id": "r", "code_version": "c",
    }  # fmt: skip
    html = (
        load_templates()
        .get_template("strategy.html.j2")
        .render(
            page={"title": "t", "path": "strategy/xa-alder.html", "has_charts": True},
            edition=edition,
            navigation=[],
            root="../",
            **context,
        )
    )
    assert "<script>alert" not in html
    assert "<b>Trust" not in html
    assert "<i>Alder" not in html
    assert "javascript:" not in html


def test_the_network_page_counts_what_the_table_says(book, demo) -> None:
    table = pd.read_parquet(demo.release / "public" / "data" / "indicator_progress.parquet")
    whole = table[table["group_code"].isna()]
    mains = whole.sort_values("target_on").groupby("indicator_id").tail(1)
    said = describe_network(book)
    assert dict(said["counts"]) == mains["status"].value_counts().to_dict()
    assert said["indicators"] == len(mains) > 100
    assert sum(city["overdue"] for city in said["cities"]) == (mains["overdue"] == "yes").sum()
    assert [city["name"] for city in said["cities"]] == sorted(
        (city["name"] for city in said["cities"]), key=str.casefold
    )


def test_without_strategies_there_is_no_page(book) -> None:
    assert list(strategies.list_pages(Book(**{**vars(book), "plans": Plans()}), None)) == []
