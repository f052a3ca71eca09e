"""What programme managers have to do today, from how far cities are and the open tickets. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reports.book import Row
from reports.dashboard.standing import City

GRAVE = ("blocking", "error")
COMES_BACK_AFTER = 3  # years; a city that took part since is not chased
NAMED = 8


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
