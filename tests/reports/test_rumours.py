"""Anti-rumours pages: no difference is called one that may be chance, sums count once, and what is filed stays text."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from support.editions import EDITION, read_public_frames

from assets.schema import raw_tables
from reports.book import Book, build_book
from reports.language import speak
from reports.pages import rumours
from reports.site import load_templates
from reports.words_of_register import PREVALENCE_REASONS, RUMOUR_STATUSES

EVIL = "<b>They</b> said so"


@pytest.fixture(scope="module")
def book(small) -> Book:
    return build_book(*read_public_frames(small.release), 2025)


def measured(year: int, low: float | None = None, high: float | None = None, **more: Any) -> dict[str, Any]:
    return {
        "rumour_id": "r", "observed_on": date(year, 1, 1), "city_code": None, "prevalence_pct": 40.0, "sample_size": 200,
        "prevalence_low": 33.0, "prevalence_high": 47.0, "reason": None, "first_on": date(2020, 1, 1) if low is not None else None,
        "change": None if low is None else (low + (high or 0)) / 2, "change_low": low, "change_high": high,
        "change_reason": "first_measurement" if low is None else None, "source_url": "javascript:alert(1)",
    } | more  # fmt: skip


def with_work(book: Book, **tables: list[dict[str, Any]]) -> Book:
    """The book with these tables about rumours, and nothing else about them."""
    names = ("rumours", "rumour_prevalence", "anti_rumours_path", "activities", "activity_roles")
    return Book(**{**vars(book), "studies": book.studies | {name: [] for name in names} | tables})


def make_path(book: Book, code: str, **counted: int | None) -> list[dict[str, Any]]:
    return [
        {
            "city_code": code,
            "step_code": step["step_code"],
            "is_reached": "yes" if step["step_code"] in counted else "no",
        }
        | {"reached_on": None, "evidence": None, "counted": counted.get(step["step_code"], 0), "reach": None}
        for step in book.anti_rumours_steps
    ]


def make_rumour(code: str, **more: Any) -> dict[str, Any]:
    return {
        "rumour_id": "r", "city_code": code, "recorded_on": None, "rumour": EVIL, "area_code": None,
        "evidence_summary": "<i>No</i>", "evidence_url": "javascript:alert(1)", "status": "recorded",
    } | more  # fmt: skip


def render(page, language: str = "en") -> str:
    with speak(language):
        return (
            load_templates()
            .get_template(page.template)
            .render(
                page=page, edition=EDITION, navigation=[], root=page.root, base=page.root, language=language, **page.context
            )
        )  # fmt: skip


def test_every_code_of_the_contract_has_words() -> None:
    column = next(column for column in raw_tables()["rumours"].columns if column.name == "status")
    assert set(column.meta["values"]) == set(RUMOUR_STATUSES)
    assert set(PREVALENCE_REASONS) == {"no_value", "no_sample_size", "first_measurement", "first_without_sample_size"}


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(-9.0, -0.1, "fewer"), (0.1, 9.0, "more"), (-5.0, 5.0, "unclear"), (-9.0, 0.0, "unclear"), (None, None, None)],
)
def test_a_difference_is_one_only_outside_its_interval(low, high, verdict) -> None:
    assert rumours.judge(measured(2021, low, high)) == verdict


def test_an_unmeasured_rumour_has_no_verdict() -> None:
    assert rumours.judge(None) is None


def test_values_that_lack_are_left_out_and_few_are_named(book) -> None:
    code = next(iter(book.cities))
    rows = [measured(2022, prevalence_pct=None), measured(2021, -9.0, -1.0, sample_size=99), measured(2020)]
    (found,) = rumours.list_rumours(with_work(book, rumours=[make_rumour(code)], rumour_prevalence=rows), 100)
    assert [row["observed_on"].year for row in found["shown"]] == [2020, 2021]
    assert (found["latest"]["is_few"], found["shown"][0]["is_few"]) == (True, False)
    assert found["verdict"] == "fewer"


def test_sums_count_each_activity_once_and_nothing_that_is_not_known(book) -> None:
    codes = list(book.cities)[:2]
    activities = [
        {"activity_id": "c1", "kind": "anti_rumour_campaign", "reach": 300, "title": "C"},
        {"activity_id": "c2", "kind": "anti_rumour_campaign", "reach": None, "title": "D"},
        {"activity_id": "t", "kind": "anti_rumour_training", "reach": 5, "title": "T"},
        {"activity_id": "a", "kind": "academy", "reach": 5, "title": "A"},
    ]
    roles = [
        {"activity_id": "c1", "city_code": codes[0], "role": "partner", "participants": 4},
        {"activity_id": "t", "city_code": codes[0], "role": "trainee", "participants": 12},
        {"activity_id": "t", "city_code": codes[1], "role": "trainee", "participants": None},
        {"activity_id": "a", "city_code": codes[1], "role": "trainee", "participants": 50},
    ]
    path = [*make_path(book, codes[0], evidence=2), *make_path(book, codes[1], evidence=1)]
    found = with_work(book, activities=activities, activity_roles=roles, anti_rumours_path=path)
    assert rumours.sum_up(found, []) == {
        "cities": 2, "rumours": 0, "with_evidence": 3, "trained": 12, "campaigns": 2, "reach": 300, "reach_known": 1,
    }  # fmt: skip


def test_what_a_sender_writes_stays_text_and_every_figure_has_its_interval(book) -> None:
    code = next(iter(book.cities))
    rows = [measured(2020), measured(2021, -9.0, -1.0), measured(2022, -4.0, 6.0, sample_size=40)]
    small = with_work(
        book,
        rumours=[make_rumour(code)],
        rumour_prevalence=rows,
        anti_rumours_path=make_path(book, code, identify=1, evidence=1),
    )
    overview, own = rumours.list_pages(small, EDITION)
    assert (overview.path, own.path) == ("anti-rumours.html", f"anti-rumours/{code}.html")
    for html in (render(overview), render(own), render(own, "fr")):
        assert "&lt;b&gt;They" in html
        assert "<b>They" not in html
        assert "javascript:" not in html
    html = render(own)
    assert html.count('data-chart="') == 1
    assert [html.count(words) for words in ("fewer believe it", ">may be chance<", ">few asked<")] == [1, 1, 1]
    assert html.count("33 %–47 %") == 3
    assert 'class="taken"' in html
    assert overview.context["verdicts"] == Counter(unclear=1)


def test_where_nothing_is_filed_and_for_the_record_there_is_no_page(book) -> None:
    from dataclasses import replace

    assert list(rumours.list_pages(with_work(book), EDITION)) == []
    path = make_path(book, next(iter(book.cities)), identify=1)
    work = with_work(book, anti_rumours_path=path)
    assert len(list(rumours.list_pages(work, EDITION))) == 2
    assert list(rumours.list_pages(work, replace(EDITION, is_record=True))) == []


def test_the_demo_network_shows_all_of_it(demo) -> None:
    tables, reference = read_public_frames(demo.release)
    book = build_book(tables, reference, 2025)
    overview, *cities = rumours.list_pages(book, EDITION)
    assert len(cities) == tables["anti_rumours_path"]["city_code"].nunique() > 20
    assert len(overview.context["rumours"]) == len(tables["rumours"]) > 40
    assert set(overview.context["verdicts"]) == set(rumours.VERDICTS)
    assert all(step["cities"] > 5 for step in overview.context["steps"])
    assert overview.context["sums"]["reach"] > 1000
    assert any(row["shown"] and row["shown"][-1]["is_few"] for row in overview.context["rumours"])
