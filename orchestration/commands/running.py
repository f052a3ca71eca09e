"""Commands that run things: the whole cycle, the preparation of a home, the Dagster UI.

What runs is in `jobs.py` and `runner.py`; here it is started, and its end is told.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from orchestration.commands.console import FAULT, STOPPED, Refused, enter, err, out

if TYPE_CHECKING:
    from assets.home import Home
    from expectations.results import CheckResult
    from orchestration.runner import Outcome

STARTED = time.perf_counter()


def run(
    sample: Annotated[
        str | None, typer.Option(help="Fill an empty home with a sample first: demo or public_record.")
    ] = None,
    resume_at: Annotated[
        str | None,
        typer.Option(help="Start at the gate before this layer (staging or release), tables as they are."),
    ] = None,
) -> None:
    """Take in what is new, compute everything, check it and publish it."""
    home = enter(sample)
    out.print(f"Home: {escape(str(home.path))}")
    with err.status("Loading the platform") if err.is_terminal else out.capture():
        from orchestration.definitions import defs
        from orchestration.jobs import CYCLE, GATES
        from orchestration.runner import run_job
    if resume_at and resume_at not in GATES:
        raise Refused(f"'{resume_at}' is no layer to resume at. Choose one of: {', '.join(GATES)}.")
    job = f"resume_at_{resume_at}" if resume_at else CYCLE
    definitions = defs()
    loaded = time.perf_counter() - STARTED
    if err.is_terminal:
        with err.status("Starting") as status:
            outcome = run_job(home, definitions, job, lambda step: status.update(f"Running {step}"))
    else:
        outcome = run_job(home, definitions, job, lambda step: out.print(f"… {step}"))
    report(home, outcome, loaded)


def tell_check(check: CheckResult) -> str:
    """What a check found, with file and row where they are known."""
    words = (f"{check.layer}: {check.check_name} ({check.failing_rows} rows).", check.explanation, check.where)
    return escape(" ".join(filter(None, words)))


def stop_where_it_failed(outcome: Outcome) -> None:
    """Say what stopped a run and leave with its exit status. Raises Refused where it could not begin."""
    if outcome.status == "refused":
        raise Refused(outcome.message)
    if outcome.status == "stopped":
        for check in outcome.failed:
            err.print(f"Stopped: {tell_check(check)}")
        if outcome.message:
            err.print(f"Stopped: {escape(outcome.message)}")
        err.print("Nothing was published; the release before, if there is one, stays the latest.")
        raise typer.Exit(STOPPED)
    if outcome.status == "fault":
        err.print(escape(outcome.message))
        err.print("A fault of ours stopped the run. Nothing was published.")
        raise typer.Exit(FAULT)


def report(home: Home, outcome: Outcome, loaded: float) -> None:
    """Print how a run ended; leaves with its exit status. Raises Refused where it could not begin."""
    if outcome.status == "refused":
        raise Refused(outcome.message)
    if outcome.files:
        out.print("Files: " + ", ".join(f"{count} {name}" for name, count in sorted(outcome.files.items())))
    for check in outcome.warnings:
        out.print(f"Warning: {tell_check(check)}")
    out.print("Where the time went:")
    for name, seconds in [("loading", loaded), *((step.name, step.seconds) for step in outcome.steps)]:
        out.print(f"  {seconds:6.2f} s  {name}")
    stop_where_it_failed(outcome)
    release = outcome.release["release_id"]
    public = home.published / release / "public"
    made = "Published" if outcome.release["is_new"] else "Nothing changed: the release is still"
    out.print(f"{made} {release}. Site: {public / 'site' / 'index.html'} · data: {public / 'data'}")


def prepare(
    sample: Annotated[str | None, typer.Option(help="Prepare the home of a sample: demo or public_record.")] = None,
) -> None:
    """Create the folders of a home and parse the dbt project, so that later commands start at once."""
    from orchestration.dbt import prepare_manifest

    home = enter(sample)
    prepare_manifest(home)
    out.print(f"Ready: {escape(str(home.path))}")


def dev(
    sample: Annotated[str | None, typer.Option(help="Open the home of a sample: demo or public_record.")] = None,
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 3000,
) -> None:
    """Open the Dagster UI on this machine."""
    from orchestration.settings import PROJECT

    enter(sample)
    tool = Path(sys.executable).with_name("dg")
    os.execv(  # noqa: S606 (our own tool, no shell)
        tool,
        [
            str(tool),
            "dev",
            "--workspace",
            str(PROJECT / "workspace.yaml"),
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ],
    )
