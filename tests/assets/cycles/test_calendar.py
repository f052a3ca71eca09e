"""The calendar: what is due when, what is made up for, and what a wrong file says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.cycles.calendar import (
    STEPS,
    CalendarNotUsable,
    Deadlines,
    find_calendar,
    find_due,
    find_late_release,
    name_next_date,
    read_calendar,
)

PLAN = {
    cycle: Deadlines(cycle, date(cycle, 2, 1), date(cycle, 6, 30), date(cycle, 10, 31), date(cycle, 12, 10))
    for cycle in (2025, 2026)
}
HEADER = "cycle,opens_on,submissions_due_on,reviews_due_on,releases_on\n"


@pytest.mark.parametrize(
    ("today", "done", "due"),
    [
        (date(2026, 1, 31), set(), []),
        (date(2026, 2, 1), set(), [("opened", 2026)]),
        (date(2026, 6, 30), set(), [("opened", 2026)]),
        (date(2026, 7, 1), set(), []),
        (date(2026, 6, 30), {"opened"}, []),
        (date(2026, 7, 1), {"opened"}, [("closed", 2026)]),
        (date(2026, 9, 1), {"opened"}, [("closed", 2026)]),
        (date(2026, 12, 9), {"opened", "closed"}, []),
        (date(2026, 12, 10), {"opened", "closed"}, [("released", 2026)]),
        (date(2026, 12, 10), {"opened"}, [("closed", 2026)]),
        (date(2027, 1, 1), {"opened", "closed", "released"}, []),
    ],
)
def test_what_is_due(today, done, due) -> None:
    assert find_due(PLAN, {2026: done}, today) == due


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_a_cycle_goes_through_its_steps_once_and_in_order(start) -> None:
    done: dict[int, set[str]] = {}
    seen: list[tuple[str, int]] = []
    for days in range(0, 1500, 7):
        for step, cycle in find_due(PLAN, done, start + timedelta(days)):
            done.setdefault(cycle, set()).add(step)
            seen.append((step, cycle))
    for cycle in PLAN:
        steps = [step for step, each in seen if each == cycle]
        assert steps in ([], list(STEPS))
        assert bool(steps) == (start <= PLAN[cycle].submissions_due_on)


def test_the_next_date_in_words() -> None:
    assert "The cycle 2026 opens on 2026-02-01" in name_next_date(PLAN, "opened", date(2025, 3, 1))
    assert "The cycle 2025 takes submissions until 2025-06-30" in name_next_date(PLAN, "closed", date(2025, 6, 30))
    assert "The cycle 2025 is released on 2025-12-10" in name_next_date(PLAN, "released", date(2025, 6, 30))
    assert "add the next cycle" in name_next_date(PLAN, "opened", date(2027, 1, 1))


@pytest.mark.parametrize(
    ("today", "published", "late"),
    [
        (date(2026, 12, 9), 2025, None),
        (date(2026, 12, 10), 2025, 2026),
        (date(2026, 12, 10), 2026, None),
        (date(2026, 12, 10), None, 2026),
        (date(2025, 12, 9), None, None),
        (date(2025, 12, 10), None, 2025),
    ],
)
def test_which_release_is_late(today, published, late) -> None:
    found = find_late_release(PLAN, published, today)
    assert (found.cycle if found else None) == late


def test_the_shipped_calendar_is_read(monkeypatch) -> None:
    monkeypatch.delenv("INTERCULTURAL_SEEDS", raising=False)
    calendar = read_calendar(find_calendar())
    assert list(calendar) == sorted(calendar)
    assert all(dates.opens_on < dates.submissions_due_on <= dates.releases_on for dates in calendar.values())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER + "2026,2026-02-01,2026-06-30,2026-10-31,soon\n", "row 2: Invalid isoformat string: 'soon'"),
        (HEADER + "2026,2026-02-01,2026-06-30,2026-10-31\n", "row 2"),
        ("cycle,opens_on\n2026,2026-02-01\n", "row 2: 'submissions_due_on'"),
        (HEADER + "this year,2026-02-01,2026-06-30,2026-10-31,2026-12-10\n", "row 2: invalid literal"),
    ],
)
def test_a_wrong_calendar_says_where(tmp_path, text, said) -> None:
    path = tmp_path / "cycle_calendar.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CalendarNotUsable) as raised:
        read_calendar(path)
    assert said in str(raised.value)
    assert "four dates (YYYY-MM-DD)" in str(raised.value)


def test_a_missing_calendar_says_where_it_is_looked_for(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("INTERCULTURAL_SEEDS", str(tmp_path))
    with pytest.raises(CalendarNotUsable, match=r"cycle_calendar\.csv cannot be read"):
        read_calendar(find_calendar())
