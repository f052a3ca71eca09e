"""The command `intercultural`: which commands there are, and the exit status they leave with.

0 it did what it says · 1 `check` and `verify` found something · 2 wrong usage · 3 a gate stopped the run, nothing was
published · 70 a fault of ours. What a command does is in `commands/`; a new one is one line here. Heavy libraries are
imported by the command that needs them.
"""

from __future__ import annotations

import sys

import typer
from rich.markup import escape

from orchestration.commands import (
    cycle,
    files,
    learning,
    packs,
    questionnaire,
    release,
    reports,
    running,
    scenarios,
    strategies,
)
from orchestration.commands.console import FAULT, USAGE, Refused, err

app = typer.Typer(
    help="Runs the Intercultural Cities Index: files in, checked and explained scores out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("run")(running.run)
app.command("prepare")(running.prepare)
app.command("template")(questionnaire.template)
app.command("languages")(questionnaire.languages)
app.command("check")(files.check)
app.command("diff")(files.diff)
app.command("explain")(release.explain)
app.command("report")(reports.report)
app.command("whatif")(scenarios.whatif)
app.command("match")(learning.match)
app.command("progress")(strategies.progress)
app.command("verify")(release.verify)
app.command("diff-release")(release.diff_release)
app.command("open")(release.open_site)
app.command("dev")(running.dev)
app.add_typer(cycle.app, name="cycle")
app.add_typer(packs.app, name="pack")


def main() -> None:
    """Run a command; faults of ours leave with 70 and say so."""
    from assets.cycles.calendar import CalendarNotUsable
    from assets.home import HomeNotUsable

    try:
        app()
    except (Refused, HomeNotUsable, CalendarNotUsable) as error:
        err.print(escape(str(error)))
        sys.exit(USAGE)
    except Exception:
        err.print_exception()
        err.print("This is a fault of ours, not of your data.")
        sys.exit(FAULT)
