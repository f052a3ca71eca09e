"""Does it work? Nothing is shown under ten cities, no more is said than the interval allows, and a warning stands above all."""

from __future__ import annotations

from typing import Any

import pytest
from support.editions import EDITION, read_public_frames

from reports.book import Book, Plans, build_book
from reports.pages import effects
from reports.site import load_templates


@pytest.fixture(scope="module")
def book(small) -> Book:
    return build_book(*read_public_frames(small.release), 2025)


def make_link(low: float | None, high: float | None, **more: Any) -> dict[str, Any]:
    middle = None if low is None or high is None else (low + high) / 2
    return {
        "index_code": "core", "cities": 10, "correlation": middle, "correlation_low": low, "correlation_high": high, "reason": None,
    } | more  # fmt: skip


def with_effects(book: Book, cities: int, link: dict[str, Any]) -> Book:
    rows = [
        {"city_code": code, "from_cycle": 2016, "to_cycle": 2022, "index_change": float(place), "outcome_change": place / 10, "indicators": 2}
        for place, code in enumerate(list(book.cities)[:cities])
    ]  # fmt: skip
    plans = Plans(of_city={code: [{"strategy_id": f"{code}-plan"}] for code in list(book.cities)[:cities]})
    studies = {**book.studies, "effects": rows, "effect_links": [link]}
    return Book(**{**vars(book), "plans": plans, "studies": studies})


def render(book: Book) -> str:
    (page,) = effects.list_pages(book, EDITION)
    return (
        load_templates()
        .get_template(page.template)
        .render(page=page, edition=EDITION, navigation=[], root="", **page.context)
    )


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.01, 0.9, "also tend to have come further"),
        (-0.9, -0.01, "have come less far"),
        (-0.2, 0.6, "It cannot be told"),
        (None, None, "All cities changed alike"),
    ],
)
def test_no_more_is_said_than_the_interval_allows(low, high, said) -> None:
    assert said in effects.tell_finding(make_link(low, high))


def test_from_ten_cities_on_they_are_shown_with_the_warning(book) -> None:
    html = render(with_effects(book, 10, make_link(0.2, 0.8)))
    assert "An association is no proof." in html
    assert html.index("An association is no proof.") < html.index('data-chart="effects"')
    assert html.count('<th scope="row">') == 10
    assert "+0.50" in html


def test_under_ten_cities_nothing_is_shown_and_it_is_said_why(book) -> None:
    html = render(with_effects(book, 9, make_link(None, None, reason="fewer_than_10_cities")))
    assert "9 cities have both changes. The page shows them from 10 cities on" in html
    assert "data-chart" not in html
    assert "<table" not in html


def test_without_strategies_there_is_no_page(book) -> None:
    assert list(effects.list_pages(Book(**{**vars(book), "plans": Plans()}), EDITION)) == []


def test_the_demo_network_has_enough_cities_with_both(demo) -> None:
    tables, reference = read_public_frames(demo.release)
    (page,) = effects.list_pages(build_book(tables, reference, 2025), EDITION)
    assert len(page.context["rows"]) == len(tables["effects"]) >= 10
    assert page.has_charts
    changes = tables["score_changes"].query("index_code == 'core' and area_code == 'INDEX'")
    joined = tables["effects"].merge(changes, on=["city_code", "from_cycle", "to_cycle"])
    assert len(joined) == len(tables["effects"])
    assert (joined["index_change"] - joined["change_like_for_like"]).abs().max() < 1e-9
