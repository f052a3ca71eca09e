"""One page for each city with a strategy: what is done, what it costs, what moves. Two minutes to read, the worst first.

How the chain is arranged and what its sentences say is `reports/results.py`; the paper for the council says the same of more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.book import Book, Row
from reports.edition import Edition
from reports.language import say
from reports.pages.page import Page
from reports.pages.strategies import count_statuses
from reports.results import (
    TABLES,
    Chain,
    Objective,
    arrange_chains,
    list_gaps,
    list_movements,
    list_plan,
    name_action_status,
    name_gap,
    tell_action,
    tell_cost,
    tell_late,
    tell_plan,
    tell_time,
    tell_value,
)

FOLDER = "results"


def list_pages(book: Book, edition: Edition) -> Iterator[Page]:
    chains = arrange_chains({name: book.studies[name] for name in TABLES}, book.area_order)
    for city in sorted(chains):
        yield Page(
            f"{FOLDER}/{city}.html",
            "results.html.j2",
            say("{city}: what is done, what it costs, what moves", city=book.cities[city]["city_name"]),
            {"city": book.cities[city], "chains": [describe_chain(book, chain) for chain in chains[city]]},
        )


def describe_chain(book: Book, chain: Chain) -> dict[str, Any]:
    row = chain.row
    return {
        "row": row,
        "statuses": count_statuses(chain.indicators),
        "movements": list_movements(row),
        "plan": list_plan(row),
        "late": tell_late(row),
        "cost": tell_cost(row),
        "gaps": list_gaps(row),
        "objectives": [describe_objective(book, objective) for objective in chain.objectives],
        "areas": [area | {"name": book.area_names.get(area["area_code"], area["area_code"])} for area in chain.areas],
    }


def describe_objective(book: Book, objective: Objective) -> dict[str, Any]:
    return {
        "name": objective.name,
        "gap": name_gap(objective.row),
        "row": objective.row,
        "plan": tell_plan(objective.row),
        "cost": tell_cost(objective.row),
        "statuses": count_statuses(objective.indicators),
        "actions": [describe_action(book, action) for action in objective.actions],
        "indicators": [row | {"told": tell_value(row)} for row in objective.indicators],
    }


def describe_action(book: Book, action: Row) -> dict[str, Any]:
    return {
        "row": action,
        "status": name_action_status(action["status"]),
        "remarks": tell_action(action),
        "time": tell_time(action),
        "area": book.area_names.get(action["area_code"] or "", ""),
    }
