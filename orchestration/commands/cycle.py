"""Commands for what is done once a cycle: open it, chase what is missing, close it, release it.

The same jobs as in the Dagster UI, each for the year that is named; dates are those of the calendar of cycles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from orchestration.commands.console import Refused, enter, out

if TYPE_CHECKING:
    from assets.home import Home
    from orchestration.runner import Outcome

app = typer.Typer(no_args_is_help=True, help="Open, chase, close and release the cycle of a year.")
Year = Annotated[int, typer.Argument(help="Year of the cycle, as in the calendar.")]


def carry_out(step: str, year: int) -> tuple[Home, Outcome]:
    """Run the job of a step for a year; leaves with the exit status of a run that was stopped or failed.

    Raises Refused for a year that the calendar does not have.
    """
    home = enter()
    from assets.cycles.calendar import find_calendar, read_calendar
    from orchestration.commands.running import stop_where_it_failed
    from orchestration.definitions import defs
    from orchestration.runner import run_job

    known = read_calendar(find_calendar())
    if year not in known:
        raise Refused(
            f"The calendar has no cycle {year}; it has {', '.join(map(str, known))}. Add a row to {find_calendar()}."
        )
    outcome = run_job(home, defs(), f"{step}_cycle", partition=str(year))
    stop_where_it_failed(outcome)
    return home, outcome


@app.command("open")
def open_cycle(year: Year) -> None:
    """Tell every city of the register that the cycle is open, and put its questionnaire beside the letter."""
    home, outcome = carry_out("open", year)
    made = outcome.made["opened"]
    out.print(
        f"The cycle {year} is open: {made['letters']} letters and the questionnaires are in "
        f"{escape(str(home.outbox))}/<city_code>/{year}/."
    )


@app.command("chase")
def chase(year: Year) -> None:
    """Write a reminder to each city that has not answered everything, or has to correct something, and list them."""
    from assets.cycles.chasing import LIST
    from assets.cycles.records import place_record

    home, outcome = carry_out("chase", year)
    made = outcome.made["reminded"]
    listed = place_record(home.outbox, year, "reminded").with_name(LIST)
    out.print(
        f"Cities with something to do: {made['reminded']}, of them nothing sent yet: {made['nothing_received']}; with nothing "
        f"left to do: {made['nothing_to_do']}. New reminders: {made['letters']}."
    )
    out.print(f"List: {escape(str(listed))}")


@app.command("close")
def close(year: Year) -> None:
    """Record which cities are in when submissions close, and confirm it to each."""
    _, outcome = carry_out("close", year)
    made = outcome.made["closed"]
    out.print(
        f"The cycle {year} is closed for submissions. Cities that are in: {made['cities_in']}, of them late: {made['late']}; "
        f"come since an earlier closing: {made['came_since_closing']}."
    )


@app.command("release")
def release(year: Year) -> None:
    """Run everything, publish it, and record it as the release of the year."""
    _, outcome = carry_out("release", year)
    made = outcome.made["released"]
    out.print(
        f"The cycle {year} is released as {made['release_id']}. Cities in it: {made['cities']}; new letters: {made['letters']}."
    )
