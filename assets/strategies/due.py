"""Which values of a city's indicators are to be sent next, by the frequency of collection and for each group that was measured.

What is overdue, and when a ticket says so, is the rule of `assets/monitoring/alerts.py`; here a value is due a month or a year
after the one before, as the frequency says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assets.questionnaire.form import read_seed
from assets.questionnaire.layout import INDICATORS, MEASUREMENTS, TARGETS
from assets.strategies.fields import INDICATOR_ID, OBSERVED_ON, TARGET_ON
from assets.strategies.filed import Filed, Row

WHOLE = ""  # the group of everybody
LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Due:
    """A value that is asked for: of which indicator and group, since when, and the value before (None: none yet)."""

    indicator: Row
    group: str
    due_on: date | None
    latest: Row | None


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    is_leap = month == 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, month + 1, min(day.day, LAST_DAYS[month] + is_leap))


def read_months() -> dict[str, int]:
    """Months between two values by frequency of collection."""
    return {row["collection_frequency"]: int(row["months_between"]) for row in read_seed("collection_frequencies")}


def list_due(filed: Filed, until: date) -> list[Due]:
    """The next value of each indicator and group that falls due until a day, in the order of the indicators.

    Of an indicator without a known frequency nothing falls due, nor after the last day of its targets.
    """
    months, latest, targets = read_months(), find_latest(filed), find_last_targets(filed)
    due = []
    for indicator in filed.rows[INDICATORS]:
        code = indicator[INDICATOR_ID]
        every = months.get(indicator["collection_frequency"].strip().casefold())
        if every is None:
            continue
        for group in [WHOLE, *sorted(group for owner, group in latest if owner == code and group != WHOLE)]:
            known = latest.get((code, group))
            baseline = indicator["baseline_on"] if group == WHOLE else ""
            days = [day for day in (known[OBSERVED_ON] if known else "", baseline) if day]
            due_on = add_months(date.fromisoformat(max(days)), every) if days else None
            last = targets.get(code, "")
            if due_on is None or (due_on <= until and not (last and due_on > date.fromisoformat(last))):
                due.append(Due(indicator, group, due_on, known))
    return due


def find_latest(filed: Filed) -> Mapping[tuple[str, str], Row]:
    """The latest value of each indicator and group that has a number."""
    latest: dict[tuple[str, str], Row] = {}
    for row in filed.rows[MEASUREMENTS]:  # they are in the order of their days
        if row["value"]:
            latest[row[INDICATOR_ID], row["group_code"]] = row
    return latest


def find_last_targets(filed: Filed) -> dict[str, str]:
    """The last day on which a target of everybody lies, by indicator."""
    last: dict[str, str] = {}
    for row in [*filed.rows[INDICATORS], *(row for row in filed.rows[TARGETS] if row["group_code"] == WHOLE)]:
        last[row[INDICATOR_ID]] = max(last.get(row[INDICATOR_ID], ""), row[TARGET_ON])
    return last
