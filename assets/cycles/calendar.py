"""The calendar of cycles: when each one opens, what is due when, and what is due today.

Pure functions. The dates are the seed `cycle_calendar`; it is read from its file, because schedules need it before anything
was computed. What was done already is in `records.py`.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from assets.schema import SEEDS

STEPS = ("opened", "closed", "released")


class CalendarNotUsable(Exception):
    """The calendar cannot be read; the message says where and what to do."""


@dataclass(frozen=True)
class Deadlines:
    """One row of the seed: a cycle and its four dates, each the last day but `opens_on` and `releases_on`."""

    cycle: int
    opens_on: date
    submissions_due_on: date
    reviews_due_on: date
    releases_on: date


def find_calendar() -> Path:
    """The file of the seed, in the folder of seeds that is in use."""
    return Path(os.environ.get("INTERCULTURAL_SEEDS") or SEEDS) / "cycle_calendar.csv"


def read_calendar(path: Path) -> dict[int, Deadlines]:
    """All cycles of the calendar, in order. Raises CalendarNotUsable where a row is not what it has to be."""
    names = [each.name for each in fields(Deadlines)]
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise CalendarNotUsable(
            f"The calendar {path} cannot be read: {error}. Its columns are {', '.join(names)}."
        ) from error
    calendar: dict[int, Deadlines] = {}
    for number, row in enumerate(rows, start=2):
        try:
            read = Deadlines(int(row["cycle"]), *(date.fromisoformat(row[name]) for name in names[1:]))
        except (KeyError, TypeError, ValueError) as error:
            raise CalendarNotUsable(
                f"The calendar {path} cannot be used: row {number}: {error}. "
                f"Each row has a year and four dates (YYYY-MM-DD): {', '.join(names)}."
            ) from error
        calendar[read.cycle] = read
    return dict(sorted(calendar.items()))


def find_due(calendar: Mapping[int, Deadlines], done: Mapping[int, set[str]], today: date) -> list[tuple[str, int]]:
    """Steps that are due today and were not done yet, with their cycle; a day that was missed is made up for.

    A cycle that nobody opened is neither closed nor released by itself: one that was over before the platform was used stays
    as it is.
    """
    due = []
    for cycle, dates in calendar.items():
        known = done.get(cycle, set())
        if "opened" not in known and dates.opens_on <= today <= dates.submissions_due_on:
            due.append(("opened", cycle))
        if "opened" in known and "closed" not in known and today > dates.submissions_due_on:
            due.append(("closed", cycle))
        if "closed" in known and "released" not in known and today >= dates.releases_on:
            due.append(("released", cycle))
    return due


def name_next_date(calendar: Mapping[int, Deadlines], step: str, today: date) -> str:
    """When a step comes next by the calendar, in words."""
    column, verb = {
        "opened": ("opens_on", "opens"),
        "closed": ("submissions_due_on", "takes submissions until"),
        "released": ("releases_on", "is released on"),
    }[step]
    coming = sorted(
        (getattr(dates, column), cycle) for cycle, dates in calendar.items() if getattr(dates, column) >= today
    )
    if not coming:
        return "The calendar has no later date: add the next cycle to the seed cycle_calendar."
    day, cycle = coming[0]
    return f"Nothing is due today. The cycle {cycle} {verb}{' on' if verb == 'opens' else ''} {day.isoformat()}."


def find_late_release(calendar: Mapping[int, Deadlines], published: int | None, today: date) -> Deadlines | None:
    """The latest cycle whose day of release has come although the published edition is of an earlier cycle, or of none."""
    came = [dates for dates in calendar.values() if dates.releases_on <= today]
    newest = max(came, key=lambda dates: dates.cycle, default=None)
    return newest if newest is not None and (published is None or published < newest.cycle) else None
