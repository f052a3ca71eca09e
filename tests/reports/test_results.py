"""The result chain on pages and papers: the worst first, what is missing said, no cause claimed, texts of cities stay text."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from assets.schema import mart_tables
from reports.city_report.content import Programme
from reports.council.content import compose_paper
from reports.documents.render import to_html, to_pdf
from reports.language import speak
from reports.results import (
    OWN,
    TABLES,
    arrange_chains,
    list_gaps,
    list_movements,
    list_plan,
    tell_action,
    tell_cost,
    tell_late,
    tell_time,
    tell_value,
)
from reports.site import load_templates
from reports.words_of_results import MOVEMENTS

COUNTS = {
    name: 0
    for table in ("result_strategies", "result_objectives")
    for name in mart_tables()[table].column_names
    if name.startswith(("actions", "indicators", "objectives"))
}
PROGRAMME = Programme("A programme", "Invented.", True)


def make_strategy(**more):
    return COUNTS | {
        "strategy_id": "s", "city_code": "xa-a", "title": "<b>Plan</b>", "starts_on": date(2020, 1, 1), "ends_on": None,
        "as_of": date(2024, 6, 30), "budget_eur": None, "spent_eur": None, "actions": 2, "indicators": 2,
    } | more  # fmt: skip


def make_objective(number: int, **more):
    return COUNTS | {
        "strategy_id": "s", "objective_number": number, "city_code": "xa-a", "objective": f"Objective {number}",
        "budget_eur": None, "spent_eur": None, "gap": None,
    } | more  # fmt: skip


def make_action(entry: str, number: int = 1, **more):
    return {
        "strategy_id": "s", "objective_number": number, "entry_id": entry, "city_code": "xa-a", "cycle": 2023, "tie": "objective",
        "indicator_ids": None, "area_code": "AA", "department": "<i>Culture</i>", "entry_kind": "action", "title": f"<b>{entry}</b>",
        "status": "ongoing", "started_on": None, "ended_on": None, "milestone_passed": None, "budget_eur": None, "spent_eur": None,
        "cost_known": "none", "evaluated": None, "evidence_url": "javascript:alert(1)", "is_accepted": "yes",
    } | more  # fmt: skip


def make_indicator(code: str, number: int = 1, **more):
    return {
        "indicator_id": code, "strategy_id": "s", "objective_number": number, "city_code": "xa-a", "area_code": "AA",
        "name": f"<b>{code}</b>", "unit": "percent", "kind": "outcome", "wanted_direction": "up", "baseline_on": date(2020, 1, 1),
        "baseline_value": 40.0, "latest_on": date(2024, 1, 1), "latest_value": 50.0, "target_on": date(2030, 1, 1),
        "target_value": 70.0, "status": "on_track", "overdue": "no", "as_of": date(2024, 6, 30), "measurements": 2, "actions": 0,
        "change": 10.0, "movement": "wanted_way",
    } | more  # fmt: skip


def make_tables(**more):
    area = {"strategy_id": "s", "city_code": "xa-a", "cycle": 2023, "index_code": "core", "coverage_status": "full",
            "from_cycle": 2020, "change_like_for_like": -3.0}  # fmt: skip
    return {
        "result_strategies": [make_strategy()],
        "result_objectives": [
            make_objective(0, objective=None, gap="no_objective", actions=1),
            make_objective(1, actions=1, indicators=1),
            make_objective(2, actions=1, indicators=1),
            make_objective(3, gap="no_indicator", actions=1),
        ],
        "result_actions": [
            make_action("untied", 0, tie="none"), make_action("both", 1), make_action("both", 2), make_action("alone", 3),
        ],
        "result_indicators": [make_indicator("good", 1), make_indicator("bad", 2, status="moving_away", movement="other_way")],
        "result_areas": [area | {"area_code": "AA", "score": None}, area | {"area_code": "BB", "score": 70.0},
                         area | {"area_code": "CC", "score": 20.0}],
    } | more  # fmt: skip


@pytest.fixture
def chain():
    return arrange_chains(make_tables(), {"AA": 1, "BB": 2, "CC": 3})["xa-a"][0]


def test_the_objective_with_the_worst_indicator_comes_first_and_what_names_none_last(chain) -> None:
    assert [each.row["objective_number"] for each in chain.objectives] == [2, 3, 1, 0]
    assert [area["area_code"] for area in chain.areas] == ["CC", "BB", "AA"]


def test_an_action_under_two_objectives_is_one_action(chain) -> None:
    assert sorted(action["entry_id"] for action in chain.actions) == ["alone", "both", "untied"]


def test_actions_that_were_given_up_or_are_late_come_first() -> None:
    tables = make_tables(
        result_actions=[
            make_action("1", status="completed"), make_action("2", status=None), make_action("3"),
            make_action("4", milestone_passed="end"), make_action("5", status="discontinued"),
        ]
    )  # fmt: skip
    first = next(each for each in arrange_chains(tables, {})["xa-a"][0].objectives if each.row["objective_number"] == 1)
    assert [row["entry_id"] for row in first.actions] == ["5", "4", "3", "1", "2"]


def test_a_strategy_without_anything_has_no_chain_and_the_latest_comes_first() -> None:
    strategies = [
        make_strategy(strategy_id="empty", actions=0, indicators=0),
        make_strategy(strategy_id="old", starts_on=date(2010, 1, 1)),
        make_strategy(),
    ]
    found = arrange_chains(make_tables(result_strategies=strategies), {})["xa-a"]
    assert [chain.row["strategy_id"] for chain in found] == ["s", "old"]


def test_counts_leave_out_what_there_is_none_of() -> None:
    row = make_strategy(actions_completed=3, actions_discontinued=1, actions_without_status=2, actions_late=1)
    assert list_plan(row) == [("Discontinued", 1), ("Completed", 3), ("No status", 2)]
    assert tell_late(row) == "1 past its planned start or end"
    assert tell_late(make_strategy()) == ""
    assert list_movements(make_strategy(indicators_wanted_way=2, indicators_other_way=1)) == [
        ("moved in the other direction", 1),
        ("moved in the wanted direction", 2),
    ]


def test_costs_say_of_how_many_actions_they_are_known() -> None:
    row = make_strategy(
        actions_with_spending=1, spent_eur=1234567.4, actions_with_budget=2, budget_eur=10.0, actions_without_cost=3
    )
    assert tell_cost(row) == "1,234,567 euro spent (1 action); 10 euro budgeted (2 actions); no amount for 3 actions"
    assert tell_cost(make_strategy(actions=0)) == "–"
    with speak("fr"):
        assert "aucun montant pour 3 actions" in tell_cost(row)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "40 on 1 January 2020, 50 percent on 1 January 2024; to be 70 by 1 January 2030"),
        ({"change": None, "movement": "not_measured"}, "no value after the baseline; to be 70 by 1 January 2030"),
        ({"change": None, "movement": "no_baseline", "target_value": None}, "50 percent on 1 January 2024, no baseline"),
    ],
    ids=["moved", "not measured", "no baseline"],
)  # fmt: skip
def test_a_value_is_told_with_where_it_came_from(more, told) -> None:
    assert tell_value(make_indicator("i", **more)) == told


def test_what_is_to_be_known_of_an_action_is_told() -> None:
    assert tell_action(make_action("a")) == []
    late = tell_action(make_action("a", milestone_passed="start", is_accepted="no"))
    assert late == ["the day of its start has passed, and it is still planned", "not accepted by a review yet"]
    assert "not said to be completed" in tell_action(make_action("a", milestone_passed="end"))[0]
    both = make_action("a", started_on=date(2020, 1, 1), ended_on=date(2021, 1, 1))
    assert tell_time(both) == "1 January 2020 to 1 January 2021"
    assert tell_time(both | {"ended_on": None}) == "from 1 January 2020"
    assert tell_time(both | {"started_on": None}) == "to 1 January 2021"
    assert tell_time(make_action("a")) == "–"


def test_every_missing_link_is_said_once() -> None:
    links = (
        "objectives_without_action", "objectives_without_indicator", "actions_untied", "actions_without_cost",
        "indicators_not_measured", "indicators_without_action",
    )  # fmt: skip
    assert list_gaps(make_strategy()) == []
    said = [list_gaps(make_strategy(**{name: 1})) for name in links]
    assert [len(sentences) for sentences in said] == [1] * len(links)
    assert list_gaps(make_strategy(**dict.fromkeys(links, 2)))[2].startswith("2 actions name neither")


def test_every_movement_of_the_table_has_words() -> None:
    described = next(column for column in mart_tables()["result_indicators"].columns if column.name == "movement")
    assert all(code in described.description for code in MOVEMENTS)


def test_the_paper_keeps_texts_as_text_and_claims_no_cause(chain) -> None:
    city = {"city_code": "xa-a", "city_name": "<i>Alba</i>"}
    paper = compose_paper(city, [chain], PROGRAMME, 2023, {"AA": "Areas"})
    html = to_html(paper)
    assert "<b>both" not in html
    assert "<i>Alba" not in html
    assert "javascript:" not in html
    assert html.count("That is no proof") == 2  # on the title page, and where the figures are
    assert paper["status"] == "Reviewed: all actions are accepted"
    assert to_pdf(paper).startswith(b"%PDF")


def test_the_paper_is_a_draft_while_an_action_is_not_accepted() -> None:
    tables = make_tables(result_actions=[make_action("a", is_accepted="no")])
    with speak("fr"):
        paper = compose_paper({"city_name": "Alba"}, arrange_chains(tables, {})["xa-a"], PROGRAMME, 2023, {})
    assert paper["is_draft"]
    assert paper["status"].startswith("Projet")


def test_the_page_keeps_texts_as_text(chain) -> None:
    from reports.pages.results import describe_chain

    book = type("Names", (), {"area_names": {"AA": "Areas"}})()
    edition = {"title": "t", "is_fictional": False, "statement": "s", "release_id": "r", "code_version": "c"}
    html = load_templates().get_template("results.html.j2").render(
        page={"title": "t", "path": "results/xa-a.html", "has_charts": False}, edition=edition, navigation=[], root="../",
        city={"city_code": "xa-a", "city_name": "<i>Alba</i>"}, chains=[describe_chain(book, chain)],
    )  # fmt: skip
    assert "<b>both" not in html
    assert "<i>Culture" not in html
    assert "<i>Alba" not in html
    assert "javascript:" not in html
    assert "That is no proof" in html
    assert "→" not in html


def test_each_published_city_with_a_strategy_has_a_page_of_accepted_actions_alone(demo) -> None:
    public, internal = demo.release / "public", demo.release / "internal" / "data"
    cities = pd.read_parquet(public / "data" / "cities.parquet")["city_code"]
    shown = pd.read_parquet(public / "data" / "result_actions.parquet")
    own = pd.read_parquet(internal / f"{OWN}result_actions.parquet")
    pages = {path.stem for path in (public / "site" / "results").glob("*.html")}
    assert pages == set(pd.read_parquet(public / "data" / "result_strategies.parquet")["city_code"])
    assert set(shown["is_accepted"]) == {"yes"}
    assert set(shown["city_code"]) <= set(cities)
    assert len(own) > len(shown)
    assert set(own["city_code"]) - set(cities)  # a city that is not published sees its own
    assert set(own["tie"]) == {"indicator", "objective", "objective_unmeasured", "none"}


def test_sums_of_a_strategy_are_those_of_its_actions_counted_once(demo) -> None:
    data = demo.release / "internal" / "data"
    actions, strategies, objectives, indicators = (
        pd.read_parquet(data / f"{OWN}{name}.parquet")
        for name in ("result_actions", "result_strategies", "result_objectives", "result_indicators")
    )
    once = actions.drop_duplicates(["strategy_id", "entry_id"]).groupby("strategy_id")
    sums = strategies.set_index("strategy_id")
    with_actions = sums[sums["actions"] > 0]
    assert once.size().to_dict() == with_actions["actions"].to_dict()
    spent = once["spent_eur"].sum(min_count=1).round(2)
    assert spent.dropna().to_dict() == with_actions["spent_eur"].dropna().to_dict()
    assert objectives.groupby("strategy_id")["indicators"].sum().sum() == len(indicators) == sums["indicators"].sum()
    assert {f"{OWN}{name}" for name in TABLES} <= set(mart_tables())


def test_papers_lie_in_the_outbox_of_each_city_with_a_strategy_and_nowhere_else(demo) -> None:
    own = pd.read_parquet(demo.release / "internal" / "data" / f"{OWN}result_strategies.parquet")
    lying = {path.parts[-3] for path in demo.home.outbox.glob("*/2025/council-*.html")}
    assert lying == set(own["city_code"])
    assert not list(demo.release.rglob("council*"))
