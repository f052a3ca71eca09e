"""Commands about files that a city sends, before they are taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orchestration.commands.console import FOUND, out


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
        raise typer.Exit(FOUND)
