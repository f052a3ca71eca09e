"""What the dashboard says, from rows of tables: plain values. How it looks is in the templates. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reports.book import Row, group_rows

GRAVE = ("blocking", "error")
COMPLETE = ("full", "partial")
# Kinds of tickets that say that something is unusual; it may be right.
UNUSUAL = ("area_jumped", "share_jumped", "straight_lined", "submissions_identical", "facts_contradict_band")
COMES_BACK_AFTER = 3  # years; a city that took part since is not chased
OLDEST, NAMED = 15, 8
Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class City:
    """How far a city is in the cycle. Counts are of its open tickets of the cycle."""

    code: str
    name: str
    latest: Row | None = field(repr=False)  # its participation in the cycle
    last_cycle: int | None = None  # the one before
    blocking: int = 0
    errors: int = 0
    doubts: int = 0

    @property
    def is_submitted(self) -> bool:
        return self.latest is not None

    @property
    def is_complete(self) -> bool:
        return is_complete(self.latest)

    @property
    def is_reviewed(self) -> bool:
        return is_reviewed(self.latest)

    @property
    def is_publishable(self) -> bool:
        return is_publishable(self.latest)

    @property
    def stage(self) -> str:
        """The furthest step that it has come to, in a word."""
        if self.latest is None:
            return "not submitted"
        if self.latest["held_back_by"]:
            return "held back"
        if not self.is_complete:
            return "incomplete"
        return "reviewed" if self.is_reviewed else "to review"


@dataclass(frozen=True)
class Step:
    """One line of the cycle at a glance: how many cities are there now, and where the last cycle was."""

    name: str
    means: str
    now: int
    same_day: int
    in_the_end: int


@dataclass(frozen=True)
class Task:
    """Something to do today: what, why, and about whom (code and name)."""

    title: str
    count: int
    advice: str
    cities: tuple[tuple[str, str], ...]
    severity: str

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        return self.cities[:NAMED]

    @property
    def more(self) -> int:
        """How many cities are not shown by name."""
        return len(self.cities[NAMED:])


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


def is_complete(row: Row | None) -> bool:
    return row is not None and row["coverage_status"] in COMPLETE


def is_reviewed(row: Row | None) -> bool:
    return row is not None and row["is_review_complete"] == "yes"


def is_publishable(row: Row | None) -> bool:
    """Whether it may be shown, and has an index to show."""
    return row is not None and row["publish"] == "yes" and row["coverage_status"] not in (None, "insufficient")


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


def list_cities(tables: Tables, open_tickets: Iterable[Row], cycle: int) -> dict[str, City]:
    """All cities of the register by code."""
    own = group_rows(list(tables["participations"]), "city_code")
    counts = Counter((row["city_code"], row["severity"]) for row in open_tickets if row["cycle"] in (cycle, None))
    cities = {}
    for row in tables["cities"]:
        code = row["city_code"]
        taking_part = own.get(code, [])
        cities[code] = City(
            code,
            row["city_name"],
            next((each for each in taking_part if each["cycle"] == cycle), None),
            max((each["cycle"] for each in taking_part if each["cycle"] < cycle), default=None),
            counts[code, "blocking"],
            counts[code, "error"],
            counts[code, "warning"] + counts[code, "info"],
        )
    return cities


def list_tasks(
    cities: Mapping[str, City], open_tickets: Sequence[Row], cycle: int, told: Collection[str] | None
) -> list[Task]:
    """What to do today, the most pressing first; only what there is to do."""
    nobodys = [row for row in open_tickets if row["city_code"] not in cities and row["severity"] in GRAVE]
    ours = [
        row
        for row in open_tickets
        if row["addressee"] == "programme" and row["city_code"] in cities and row["cycle"] in (cycle, None)
    ]
    submitted = [city for city in cities.values() if city.is_submitted]
    due = [city for city in cities.values() if not city.is_submitted and is_expected(city, cycle, told)]
    expected = (
        f"Last took part {COMES_BACK_AFTER} years ago or more, and have"
        if told is None
        else "Were told that it is open, and have"
    )
    tasks = [
        name_task(
            "Release what is held back",
            [city for city in submitted if city.latest and city.latest["held_back_by"]],
            "Look at the blocking ticket: a correction, or the acceptance of the whole city, releases it.",
            "blocking",
        ),
        Task(
            "Find out who sent these", len(nobodys), "Files or rows that could not be used and belong to no known city.",
            (), "error",
        ),
        name_task(
            "Ask for corrections",
            [city for city in submitted if city.blocking or city.errors],
            "Something that they sent could not be used. Their feedback says what: outbox/<city>/feedback.html.",
            "error",
        ),
        name_task(
            "Decide yourselves",
            [cities[code] for code in dict.fromkeys(row["city_code"] for row in ours)],
            "Tickets that the programme has to settle, such as reviews that are out of date.",
            "warning",
        ),
        name_task(
            "Ask for the rest",
            [city for city in submitted if not city.is_complete],
            "Too little is answered for the core index to be compared.",
            "warning",
        ),
        name_task(
            "Review",
            [city for city in submitted if city.is_complete and not city.is_reviewed],
            "Complete, and not accepted as a whole: intercultural template --review.",
            "info",
        ),
        name_task(
            "Remind",
            due,
            f"{expected} sent nothing for {cycle}. "
            f"intercultural cycle chase {cycle} writes the letters, and a list with all who have something to do.",
            "info",
        ),
    ]  # fmt: skip
    return [task for task in tasks if task.count]


def is_expected(city: City, cycle: int, told: Collection[str] | None) -> bool:
    """Whether a city that has sent nothing should have: it was told, or in an unopened cycle it comes back by the usual years."""
    if told is not None:
        return city.code in told
    return city.last_cycle is not None and city.last_cycle <= cycle - COMES_BACK_AFTER


def name_task(title: str, cities: Sequence[City], advice: str, severity: str) -> Task:
    """A task about some cities, by name."""
    named = tuple((city.code, city.name) for city in sorted(cities, key=lambda city: city.name))
    return Task(title, len(named), advice, named, severity)


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
