"""What the dashboard says, from rows of tables: plain values. How it looks is in the templates. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.book import Row
from reports.dashboard.standing import City, Tables, is_complete, is_publishable, is_reviewed, list_cities
from reports.dashboard.tasks import Task, list_tasks

# Kinds of tickets that say that something is unusual; it may be right.
UNUSUAL = ("area_jumped", "share_jumped", "straight_lined", "submissions_identical", "facts_contradict_band")
OLDEST = 15


@dataclass(frozen=True)
class Step:
    """One line of the cycle at a glance: how many cities are there now, and where the last cycle was."""

    name: str
    means: str
    now: int
    same_day: int
    in_the_end: int


@dataclass(frozen=True)
class Cell:
    """A city in an area: shares between 0 and 1, None where there is nothing to share."""

    coverage: float | None
    evidence: float | None
    tickets: int


@dataclass(frozen=True)
class Dashboard:
    """All that the pages show."""

    cycle: int
    last_cycle: int | None
    as_of: date | None
    same_day: date | None
    areas: Mapping[str, str]
    cities: Mapping[str, City]
    steps: Sequence[Step]
    tasks: Sequence[Task]
    cells: Mapping[tuple[str, str], Cell]
    oldest: Sequence[Row]
    unusual: Sequence[Row]
    open_tickets: Sequence[Row]


STEPS: tuple[tuple[str, str, Callable[[Row | None], bool]], ...] = (
    ("Submitted", "answers have come", lambda row: row is not None),
    ("Complete", "two thirds of the questions of the core index answered", is_complete),
    ("Reviewed", "the whole city accepted, after its last answer", is_reviewed),
    ("Publishable", "may be shown, not held back, with an index", is_publishable),
)


def compose_dashboard(tables: Tables, cycle: int, told: Collection[str] | None = None) -> Dashboard:
    """The dashboard of a cycle, as things stood on the latest recorded arrival.

    `told` are the cities that were told that the cycle is open: those that have sent nothing are to be reminded. None where it was
    not opened; then they are those that come back by the usual years.
    """
    areas = {row["area_code"]: row["area_name"] for row in tables["areas"]}
    open_tickets = [row for row in tables["tickets"] if row["status"] == "open"]
    cities = list_cities(tables, open_tickets, cycle)
    days = [row["arrived_on"] for row in tables["filings"] if row["arrived_on"]]
    as_of = max(days, default=None)
    last_cycle = max((row["cycle"] for row in tables["participations"] if row["cycle"] < cycle), default=None)
    same_day = move_year(as_of, last_cycle - cycle) if as_of and last_cycle else None
    return Dashboard(
        cycle=cycle,
        last_cycle=last_cycle,
        as_of=as_of,
        same_day=same_day,
        areas=areas,
        cities=cities,
        steps=[
            Step(
                name,
                means,
                sum(is_there(city.latest) for city in cities.values()),
                count_by(tables["participations"], last_cycle, is_there, same_day, name == "Reviewed"),
                count_by(tables["participations"], last_cycle, is_there, None, False),
            )
            for name, means, is_there in STEPS
        ],
        tasks=list_tasks(cities, open_tickets, cycle, told),
        cells=fill_cells(tables, cities, open_tickets, cycle, areas),
        oldest=[tell_age(row, as_of) for row in open_tickets if row["opened_on"]][:OLDEST],
        unusual=[row for row in open_tickets if row["ticket_code"] in UNUSUAL],
        open_tickets=open_tickets,
    )


def move_year(day: date, years: int) -> date:
    """The same day of another year; of 29 February the day before."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def count_by(
    rows: Iterable[Row], cycle: int | None, is_there: Callable[[Row | None], bool], by: date | None, is_review: bool
) -> int:
    """Participations of a cycle that are there: by a day, as the dates of cities and reviewers say, or in the end."""

    def was_there(row: Row) -> bool:
        day = row["reviewed_on"] if is_review else row["last_answered_on"] or row["arrived_on"]
        return by is None or (day is not None and day <= by)

    return sum(row["cycle"] == cycle and is_there(row) and was_there(row) for row in rows)


def fill_cells(
    tables: Tables, cities: Mapping[str, City], open_tickets: Iterable[Row], cycle: int, areas: Iterable[str]
) -> dict[tuple[str, str], Cell]:
    """The heat map: every city that submitted, in every area of the questionnaires of the cycle."""
    coverage = {(row["city_code"], row["area_code"]): row["coverage"] for row in tables["coverage"]}
    evidence = {
        (row["city_code"], row["area_code"]): row["evidenced"] / row["answers"]
        for row in tables["evidence"]
        if row["answers"]
    }
    tickets = Counter((row["city_code"], row["area_code"]) for row in open_tickets if row["cycle"] == cycle)
    wanted = [code for code, city in cities.items() if city.is_submitted]
    return {
        (code, area): Cell(coverage.get((code, area)), evidence.get((code, area)), tickets[code, area])
        for code in wanted
        for area in areas
    }


def tell_age(ticket: Row, as_of: date | None) -> dict[str, Any]:
    return {**ticket, "days": (as_of - ticket["opened_on"]).days if as_of else None}
