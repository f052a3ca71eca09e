"""Commands about files that a city sends, before they are taken in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.commands.console import FOUND, out

if TYPE_CHECKING:
    from assets.intake.problems import Problem


def check(
    files: Annotated[
        list[Path],
        typer.Argument(help="Files, folders or zip archives as they would be put into the inbox.", exists=True),
    ],
) -> None:
    """Look at files as intake would, without taking them in."""
    from assets.intake.problems import Problem, word_problem
    from assets.intake.reading import Reading, check_file

    has_errors = False
    for name, content in list_files(files):
        reading = (
            Reading(name, "", 0, problems=[content]) if isinstance(content, Problem) else check_file(name, content)
        )
        has_errors = has_errors or bool(reading.errors)
        taken = f"{reading.kind}: {reading.rows_taken} of {reading.rows_found} rows can be taken in"
        out.print(f"{name}: {taken if reading.kind else 'cannot be taken in'}", markup=False)
        for problem in reading.problems:
            what, how_to_fix = word_problem(problem, reading.language)
            out.print(f"  {problem.location or 'the file'}: {what} {how_to_fix}", markup=False)
    if has_errors:
        raise typer.Exit(FOUND)


def list_files(paths: Iterable[Path]) -> Iterator[tuple[str, bytes | Problem]]:
    """All files in folders and zip archives, as intake finds them, with their content or why they cannot be opened."""
    from assets.intake.collection import unfold
    from assets.intake.intake import list_inbox, read_entry
    from assets.intake.problems import Problem

    for path in paths:
        for found in list_inbox(path) if path.is_dir() else [path.resolve()]:
            content = read_entry(found)
            name = str(found if path.is_dir() else path)
            yield from [(name, content)] if isinstance(content, Problem) else unfold(name, content)
