"""The pages of the dashboard: the cycle, and one page per city; and the tables behind them as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from assets.spreadsheets import neutralise
from reports.book import Row, group_rows
from reports.dashboard.content import Cell, Dashboard
from reports.dashboard.standing import City, Tables
from reports.numbers import round_half_away
from reports.pages.page import Page
from reports.quality import word_check

MEASURES = (
    ("coverage", "Coverage", "Share of the questions of the area that count as answered."),
    ("evidence", "Evidence", "Share of the answers with options that name evidence or a link."),
    ("tickets", "Open tickets", "Open tickets of this cycle about the area or one of its questions."),
)
SEVERITIES = ("blocking", "error", "warning", "info")
STATUS_COLUMNS = (
    "city_code", "city_name", "stage", "submitted", "complete", "reviewed", "publishable", "last_cycle", "coverage",
    "open_blocking", "open_errors", "open_doubts",
)  # fmt: skip
TASK_COLUMNS = ("task", "severity", "city_code", "city_name")
AREA_COLUMNS = ("city_code", "area_code", "coverage", "evidence_share", "open_tickets")


def list_pages(dashboard: Dashboard, tables: Tables) -> list[Page]:
    """The page of the cycle, which comes first, and those of the cities."""
    history = group_rows(list(tables["history"]), "ticket_id")
    tickets = group_rows([row for row in tables["tickets"] if row["city_code"]], "city_code")
    filings = group_rows(list(tables["filings"]), "city_code")
    cycle = Page("cycle.html", "cycle.html.j2", f"Cycle {dashboard.cycle}", describe_cycle(dashboard))
    return [
        cycle,
        *(
            Page(
                f"cities/{code}.html",
                "city_state.html.j2",
                city.name,
                describe_city(dashboard, city, tickets.get(code, []), history, filings.get(code, [])),
            )
            for code, city in dashboard.cities.items()
        ),
    ]


def make_start_page(dashboard: Dashboard, has_register: bool) -> Page:
    """The way in for each of those who run the programme."""
    waiting = sum(city.is_complete and not city.is_reviewed for city in dashboard.cities.values())
    context = {"dashboard": dashboard, "has_register": has_register, "waiting": waiting}
    return Page("index.html", "internal_start.html.j2", "Start", context)


def describe_cycle(dashboard: Dashboard) -> dict[str, Any]:
    """What the page of the cycle shows."""
    shown = [city for city in dashboard.cities.values() if city.is_submitted]
    return {
        "dashboard": dashboard,
        "all": len(dashboard.cities),
        "measures": [
            {
                "key": key,
                "title": title,
                "means": means,
                "rows": [
                    (city, [shade(key, dashboard.cells[city.code, area]) for area in dashboard.areas])
                    for city in order_cities(shown, dashboard, key)
                ],
            }
            for key, title, means in MEASURES
        ],
        "oldest": [word_ticket(row, dashboard) for row in dashboard.oldest],
        "unusual": [word_ticket(row, dashboard) for row in dashboard.unusual],
        "waiting": [city for city in dashboard.cities.values() if not city.is_submitted],
    }


def order_cities(cities: Sequence[City], dashboard: Dashboard, key: str) -> list[City]:
    """Those that need most come first: many tickets, or low shares."""

    def need(city: City) -> float:
        values = [getattr(dashboard.cells[city.code, area], key) for area in dashboard.areas]
        known = [value for value in values if value is not None]
        return -sum(known) if key == "tickets" else sum(known) / max(len(known), 1)

    return sorted(cities, key=lambda city: (need(city), city.name, city.code))


def shade(key: str, cell: Cell) -> tuple[str, str]:
    """Class and words of a cell of the heat map: four shades from what is well to what needs somebody."""
    value = getattr(cell, key)
    if key == "tickets":
        return f"h{min(3, value)}", str(value) if value else "·"
    if value is None:
        return "hx", "–"
    bounds = (0.9, 0.66, 0.5) if key == "coverage" else (0.5, 0.25, 0.1)
    return f"h{sum(value < bound for bound in bounds)}", str(round_half_away(100 * value))


def word_ticket(ticket: Row, dashboard: Dashboard) -> dict[str, Any]:
    """A ticket with the name of its city, and of its area."""
    city = dashboard.cities.get(ticket["city_code"] or "")
    return {
        **ticket,
        "words": word_check(ticket["ticket_code"]),
        "city": city,
        "area_name": dashboard.areas.get(ticket["area_code"] or "", ""),
    }


def describe_city(
    dashboard: Dashboard,
    city: City,
    tickets: Sequence[Row],
    history: Mapping[str, Sequence[Row]],
    filings: Sequence[Row],
) -> dict[str, Any]:
    """What the page of a city shows."""
    worded = [
        word_ticket(row, dashboard) | {"events": history.get(row["ticket_id"], [])}
        for row in sorted(tickets, key=lambda row: (SEVERITIES.index(row["severity"]), -(row["cycle"] or 9999)))
    ]
    return {
        "dashboard": dashboard,
        "city": city,
        "cells": [
            (name, [(title, *shade(key, dashboard.cells[city.code, area])) for key, title, _ in MEASURES])
            for area, name in dashboard.areas.items()
            if city.is_submitted
        ],
        "open": [row for row in worded if row["status"] == "open"],
        "done": [row for row in worded if row["status"] != "open"],
        "filings": [row for row in filings if row["cycle"] == dashboard.cycle],
    }


def write_exports(dashboard: Dashboard) -> dict[str, str]:
    """The tables behind the page of the cycle, by name of the file."""
    status = [
        (
            city.code, neutralise(city.name), city.stage, *map(say, (city.is_submitted, city.is_complete, city.is_reviewed)),
            say(city.is_publishable), city.last_cycle, city.latest["coverage"] if city.latest else None,
            city.blocking, city.errors, city.doubts,
        )
        for city in dashboard.cities.values()
    ]  # fmt: skip
    areas = [(*key, cell.coverage, cell.evidence, cell.tickets) for key, cell in dashboard.cells.items()]
    tasks = [
        (task.title, task.severity, code, neutralise(name)) for task in dashboard.tasks for code, name in task.cities
    ]
    return {
        "to_do.csv": write_csv(TASK_COLUMNS, tasks),
        "city_status.csv": write_csv(STATUS_COLUMNS, status),
        "city_areas.csv": write_csv(AREA_COLUMNS, areas),
    }


def say(value: bool) -> str:
    return "yes" if value else "no"


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue()
