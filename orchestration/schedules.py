"""What happens by the calendar: cycles are opened, closed and released on their days, and freshness is looked at daily.

Dates and what is due are in `assets/cycles/calendar.py`. The schedules that speak to cities are off until somebody turns them
on; a day on which nothing ran is made up for on the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dagster as dg

from assets.cycles.calendar import find_calendar, find_due, name_next_date, read_calendar
from assets.cycles.records import list_done
from assets.home import Home

DAILY = "0 5 * * *"  # UTC


def request_steps(step: str, home: Home, context: dg.ScheduleEvaluationContext) -> list[dg.RunRequest] | dg.SkipReason:
    """A run for each cycle whose step is due at the time of the tick, or why there is none."""
    today = context.scheduled_execution_time.date()
    calendar = read_calendar(find_calendar())
    due = [cycle for name, cycle in find_due(calendar, list_done(home.outbox), today) if name == step]
    if not due:
        return dg.SkipReason(name_next_date(calendar, step, today))
    return [
        # The day is part of the key: a run that failed is asked for again tomorrow, as long as it is due.
        dg.RunRequest(
            run_key=f"{step}-{cycle}-{today}", partition_key=str(cycle), tags={"intercultural/cycles": str(cycle)}
        )
        for cycle in due
    ]


def build_step_schedule(step: str, job: Any, home: Home) -> dg.ScheduleDefinition:
    """The daily schedule of one step of the calendar."""

    @dg.schedule(
        name=f"{job.name}_on_time",
        job=job,
        cron_schedule=DAILY,
        execution_timezone="UTC",
        description=f"Runs {job.name} for each cycle that is to be {step} by the calendar (seed cycle_calendar) and was not yet.",
    )
    def on_time(context: dg.ScheduleEvaluationContext) -> list[dg.RunRequest] | dg.SkipReason:
        return request_steps(step, home, context)

    return on_time


def build_schedules(jobs: Sequence[Any], home: Home) -> list[dg.ScheduleDefinition]:
    """One schedule a step of the calendar, and the daily look at freshness."""
    by_name = {job.name: job for job in jobs}
    steps = {"opened": "open_cycle", "closed": "close_cycle", "released": "release_cycle"}
    return [
        *(build_step_schedule(step, by_name[job], home) for step, job in steps.items()),
        dg.ScheduleDefinition(
            name="freshness_daily",
            job=by_name["freshness"],
            cron_schedule=DAILY,
            execution_timezone="UTC",
            default_status=dg.DefaultScheduleStatus.RUNNING,
            description="Looks daily whether the published edition is of the cycle that the calendar says, and which values of "
            "indicators are overdue.",
        ),
    ]
