"""The command `intercultural`: what people type, what they read, and the exit status.

0 it did what it says · 1 `check` and `verify` found something · 2 wrong usage · 3 a gate stopped the run, nothing was
published · 70 a fault of ours. The work is done elsewhere; heavy libraries are imported by the command that needs them.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from assets.home import Home
    from orchestration.runner import Outcome

STARTED = time.perf_counter()
USAGE, STOPPED, FAULT = 2, 3, 70

app = typer.Typer(
    help="Runs the Intercultural Cities Index: files in, checked and explained scores out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class Refused(Exception):
    """The command cannot be carried out as it was given; the message says why and what to do."""


def enter(sample: str | None = None) -> Home:
    """Find the home, write the sample into it where one is asked for, and prepare it."""
    from orchestration.settings import enter_home, find_home
    from orchestration.starting import fill_with_sample

    home = find_home(os.environ, sample)
    enter_home(home)
    if sample:
        fill_with_sample(home, sample)
    return home


def open_latest(home: Home) -> Path:
    from assets.publication.release import find_latest

    release = find_latest(home.published)
    if release is None:
        raise Refused(f"Nothing has been published in {home.path} yet. Run `intercultural run` first.")
    return release


@app.command()
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


def report(home: Home, outcome: Outcome, loaded: float) -> None:
    """Print how a run ended; leaves with its exit status."""
    if outcome.files:
        out.print("Files: " + ", ".join(f"{count} {name}" for name, count in sorted(outcome.files.items())))
    for check in outcome.warnings:
        out.print(
            f"Warning: {check.layer}: {check.check_name} ({check.failing_rows} rows). {escape(check.explanation)}"
        )
    out.print("Where the time went:")
    for name, seconds in [("loading", loaded), *((step.name, step.seconds) for step in outcome.steps)]:
        out.print(f"  {seconds:6.2f} s  {name}")
    if outcome.status == "stopped":
        for check in outcome.failed:
            err.print(
                f"Stopped: {check.layer}: {check.check_name} ({check.failing_rows} rows). {escape(check.explanation)}"
            )
        if outcome.message:
            err.print(f"Stopped: {escape(outcome.message)}")
        err.print("Nothing was published; the release before, if there is one, stays the latest.")
        raise typer.Exit(STOPPED)
    if outcome.status == "fault":
        err.print(escape(outcome.message))
        err.print("A fault of ours stopped the run. Nothing was published.")
        raise typer.Exit(FAULT)
    release = outcome.release["release_id"]
    public = home.published / release / "public"
    made = "Published" if outcome.release["is_new"] else "Nothing changed: the release is still"
    out.print(f"{made} {release}. Site: {public / 'site' / 'index.html'} · data: {public / 'data'}")


@app.command()
def prepare(
    sample: Annotated[str | None, typer.Option(help="Prepare the home of a sample: demo or public_record.")] = None,
) -> None:
    """Create the folders of a home and parse the dbt project, so that later commands start at once."""
    from orchestration.dbt import prepare_manifest

    home = enter(sample)
    prepare_manifest(home)
    out.print(f"Ready: {escape(str(home.path))}")


@app.command()
def explain(
    city: Annotated[str, typer.Argument(help="Code of the city.")],
    cycle: Annotated[int, typer.Argument(help="Year of the cycle.")],
    area: Annotated[str | None, typer.Argument(help="Code of an area; without it the whole index.")] = None,
    index: Annotated[str, typer.Option(help="core or extended.")] = "core",
) -> None:
    """Print a score of the latest release as a sum, down to answers, submissions, files and rows."""
    from reports.explanation import NotExplainable, explain_score, read_tables

    release = open_latest(enter())
    try:
        lines = explain_score(read_tables(release), city, cycle, index, area)
    except NotExplainable as error:
        raise Refused(str(error)) from error
    for line in lines:
        out.print(line, markup=False)


@app.command()
def check(
    files: Annotated[
        list[Path],
        typer.Argument(help="Files as they would be put into the inbox.", exists=True, dir_okay=False),
    ],
) -> None:
    """Look at files as intake would, without taking them in."""
    from assets.intake.problems import word_problem
    from assets.intake.reading import check_file

    has_errors = False
    for path in files:
        reading = check_file(path.name, path.read_bytes())
        has_errors = has_errors or bool(reading.errors)
        taken = f"{reading.kind}: {len(reading.places)} of {reading.rows_found} rows can be taken in"
        out.print(f"{path}: {taken if reading.kind else 'cannot be taken in'}", markup=False)
        for problem in reading.problems:
            what, how_to_fix = word_problem(problem)
            out.print(f"  {problem.location or 'the file'}: {what} {how_to_fix}", markup=False)
    if has_errors:
        raise typer.Exit(1)


@app.command()
def verify() -> None:
    """Compare the latest release with the checksums of its manifest."""
    from assets.publication.release import verify_release

    release = open_latest(enter())
    found = verify_release(release)
    for line in found:
        out.print(line, markup=False)
    if found:
        raise typer.Exit(1)
    out.print(f"{release.name}: every file is as it was published.")


@app.command("open")
def open_site(
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the site of the latest release on this machine."""
    from orchestration.serving import serve_folder

    release = open_latest(enter())
    serve_folder(release / "public", port, lambda url: out.print(f"{url}site/index.html (end with Ctrl+C)"))


@app.command()
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


def main() -> None:
    """Run a command; faults of ours leave with 70 and say so."""
    from assets.home import HomeNotUsable

    try:
        app()
    except (Refused, HomeNotUsable) as error:
        err.print(escape(str(error)))
        sys.exit(USAGE)
    except Exception:
        err.print_exception()
        err.print("This is a fault of ours, not of your data.")
        sys.exit(FAULT)
