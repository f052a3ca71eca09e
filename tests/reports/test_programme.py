"""The programme on the site: counts with what they are of, steps as the table has them, no city that is not published."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from support.editions import EDITION, read_public_frames

from assets.schema import raw_tables
from reports.book import Book, build_book
from reports.pages import programme
from reports.site import build_site
from reports.words_by_code import ACTIVITY_KINDS


@pytest.fixture(scope="module")
def frames(small):
    return read_public_frames(small.release)


@pytest.fixture(scope="module")
def book(frames) -> Book:
    return build_book(*frames, 2025)


@pytest.fixture(scope="module")
def site(frames, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("site")
    build_site(*frames, EDITION, target)
    return target


def with_activities(book: Book, activities: list, roles: list) -> Book:
    return Book(**{**vars(book), "studies": {**book.studies, "activities": activities, "activity_roles": roles}})


def make_activity(**more):
    return {
        "activity_id": "a", "kind": "study_visit", "title": "<b>Visit</b>", "starts_on": date(2024, 5, 1), "ends_on": None,
        "host_city_code": None, "area_codes": None, "governance_levels": None, "reach": None, "url": None,
    } | more  # fmt: skip


def make_role(city: str, role: str, **more):
    return {
        "activity_id": "a",
        "city_code": city,
        "role": role,
        "participants": None,
        "department": None,
        "outcome": None,
    } | more


def test_every_kind_of_the_contract_has_words() -> None:
    column = next(column for column in raw_tables()["activities"].columns if column.name == "kind")
    assert set(column.meta["values"]) == set(ACTIVITY_KINDS)


def test_steps_are_counted_as_the_table_has_them(frames, book) -> None:
    tables, _ = frames
    (page,) = programme.list_pages(book, EDITION)
    counts = tables["membership_journey"].groupby("step_code")["city_code"].nunique()
    steps = {step["name"]: step["step_code"] for step in book.curriculum}
    assert {steps[row["name"]]: row["cities"] for row in page.context["funnel"] if row["cities"]} == counts.to_dict()
    assert {row["of"] for row in page.context["funnel"]} == {len(tables["cities"])}


def test_a_step_without_a_day_is_not_taken(book) -> None:
    code = next(iter(book.cities))
    step = book.curriculum[1]
    journey = programme.describe_journey(
        book, code, [{"step_code": step["step_code"], "reached_on": date(2020, 1, 2), "evidence": "activity a"}]
    )
    assert [row["name"] for row in journey] == ["Joined the network", *(row["name"] for row in book.curriculum)]
    assert [row["day"] for row in journey[1:3]] == [None, date(2020, 1, 2)]


def test_years_without_a_day_come_last() -> None:
    rows = [make_activity(starts_on=None), make_activity(), make_activity(starts_on=date(2025, 1, 1), kind="academy")]
    assert programme.count_activities(rows) == [
        (2025, Counter(academy=1)),
        (2024, Counter(study_visit=1)),
        (None, Counter(study_visit=1)),
    ]


def test_unknown_reach_is_no_zero() -> None:
    rows = [make_activity(kind="campaign", reach=500), make_activity(kind="campaign"), make_activity(kind="academy")]
    assert programme.list_reach(rows, {}) == [
        {"kind": "campaign", "activities": 2, "known": 1, "reach": 500, "participants": None}
    ]


def test_departments_are_trained_only_by_trainees_of_trainings(book) -> None:
    code = next(iter(book.cities))
    rows = [make_activity(kind="academy"), make_activity(activity_id="b")]
    roles = {
        "a": [
            make_role(code, "trainee", department="Culture", participants=3),
            make_role(code, "trainee", department="Culture"),
            make_role(code, "trainee"),
            make_role(code, "host", department="Planning", participants=9),
        ],
        "b": [make_role(code, "trainee", department="Police", participants=9)],
    }
    (found,) = programme.list_trained(book, rows, roles)
    assert found["departments"] == [("Culture", 3), ("not named", None)]


def test_groups_of_trainings_are_counted_with_what_is_known() -> None:
    rows = [
        make_activity(kind="academy"),
        make_activity(activity_id="b", kind="academy"),
        make_activity(activity_id="c"),
    ]
    roles = {
        "a": [make_role("xa-1", "trainee", department="Culture", participants=3), make_role("xa-2", "trainee")],
        "b": [make_role("xa-1", "trainee", department="Culture"), make_role("xa-1", "host", participants=9)],
        "c": [make_role("xa-3", "trainee", participants=9)],
    }
    assert programme.list_trainings(rows, roles) == [
        {"kind": "academy", "activities": 2, "groups": 3, "people": 3, "cities": 2, "departments": 1}
    ]


def test_what_was_taken_home_is_told_with_its_city(book) -> None:
    code = next(iter(book.cities))
    roles = {"a": [make_role(code, "visitor", outcome="A house of cultures"), make_role(code, "fellow")]}
    (visit,) = programme.list_visits(book, [make_activity()], roles)
    assert visit["taken"] == [{"city": book.cities[code], "outcome": "A house of cultures"}]


def test_levels_are_rolled_up_and_a_region_that_is_its_country_is_told_once(book) -> None:
    def row(kind: str, code: str, cities: int, share: float | None) -> dict:
        more = {"cities": 1, "activities": 0, "grid_entries": 2, "share": share}
        return {"group_kind": kind, "group_code": code, "governance_level": "local", "group_cities": cities} | more

    rows = [row("all", "all", 8, 0.125), row("country", "XA", 5, 0.2), row("country", "XB", 3, None)]
    rows += [row("region", "XA|North", 2, None), row("region", "XB|Everywhere", 3, None)]
    found = programme.list_rollups(Book(**{**vars(book), "studies": {**book.studies, "governance_groups": rows}}))
    assert [(group["kind"], [each["name"] for each in group["rows"]]) for group in found] == [
        ("all", ["All cities"]),
        ("country", ["XA", "XB"]),
        ("region", ["North · XA"]),
    ]
    assert [cell["share"] if cell else None for cell in found[1]["rows"][0]["cells"]] == [0.2, None, None, None]


def test_scores_around_a_visit_are_those_of_the_years_before_and_after(book) -> None:
    code, cycles = next(iter(book.cycles_of.items()))
    area = book.areas[code, cycles[-1], "core"][0]
    visit = make_activity(starts_on=date(cycles[-1] - 1, 5, 1))
    found = programme.find_scores(book, code, area["area_code"], visit)
    assert (found["after"], found["after_cycle"]) == (area["score"], cycles[-1])
    same_year = programme.find_scores(book, code, area["area_code"], make_activity(starts_on=date(cycles[-1], 5, 1)))
    assert (same_year["after"], same_year["after_cycle"]) == (None, None)


def test_the_page_and_the_page_of_a_city_show_the_steps(book, site) -> None:
    text = (site / "programme.html").read_text(encoding="utf-8")
    assert text.count("<meter") == len(book.curriculum)
    code = next(iter(book.cycles_of))
    assert 'class="journey"' in (site / "city" / f"{code}.html").read_text(encoding="utf-8")


def test_what_a_sender_writes_stays_text(book) -> None:
    from reports.site import load_templates

    small = with_activities(book, [make_activity(url="javascript:alert(1)")], [])
    (page,) = programme.list_pages(small, EDITION)
    html = load_templates().get_template("programme.html.j2").render(
        page=page, edition=EDITION, navigation=[], root="", **page.context
    )  # fmt: skip
    assert "&lt;b&gt;Visit" in html
    assert "<b>Visit" not in html
    assert "javascript:" not in html


def test_where_nothing_is_filed_there_is_no_page(book) -> None:
    empty = Book(**{**vars(book), "studies": {**book.studies, "activities": [], "membership_journey": []}})
    assert list(programme.list_pages(empty, EDITION)) == []


def test_all_activities_of_the_demo_network_are_counted(demo) -> None:
    tables, reference = read_public_frames(demo.release)
    book = build_book(tables, reference, 2025)
    (page,) = programme.list_pages(book, EDITION)
    assert sum(counts.total() for _, counts in page.context["by_year"]) == len(tables["activities"]) > 100
    assert len(page.context["kinds"]) == tables["activities"]["kind"].nunique() >= 8
    assert page.context["reach"]
    assert page.context["trained"]
    assert any(visit["scores"] for visit in page.context["visits"])
    assert any(visit["taken"] for visit in page.context["visits"])
    assert [group["kind"] for group in page.context["rollups"]] == ["all", "country", "region", "network"]
    assert any(row["departments_trained"] for row in page.context["coverage"].values())
    assert any(cell["activities"] for area in page.context["matrix"] for cell in area["cells"] if cell)
