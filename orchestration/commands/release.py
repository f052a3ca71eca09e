"""Commands that read a release: a score explained, its checksums, its site. Nothing is changed."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from orchestration.commands.console import FOUND, Refused, enter, open_latest, out


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


def verify() -> None:
    """Compare the latest release with the checksums of its manifest."""
    from assets.publication.release import verify_release

    release = open_latest(enter())
    found = verify_release(release)
    for line in found:
        out.print(line, markup=False)
    if found:
        raise typer.Exit(FOUND)
    out.print(f"{release.name}: every file is as it was published.")


def open_site(
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the site of the latest release on this machine."""
    from orchestration.serving import serve_folder

    release = open_latest(enter())
    serve_folder(release / "public", port, lambda url: out.print(f"{url}site/index.html (end with Ctrl+C)"))


def diff_release(
    before: Annotated[str, typer.Argument(help="Release to begin from: an id, latest or previous.")] = "previous",
    after: Annotated[str, typer.Argument(help="Release to compare with it: an id, latest or previous.")] = "latest",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON instead of text.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Lines of each list.")] = 20,
) -> None:
    """Show what changed between two releases, and why: inputs, methodology, code; scores, comparisons, tables."""
    from assets.publication.history import UnknownRelease, find_release
    from reports.difference import compare_releases
    from reports.difference.words import say_difference

    home = enter()
    try:
        folders = [find_release(home.published, name) for name in (before, after)]
    except UnknownRelease as error:
        raise Refused(str(error)) from error
    found = compare_releases(*folders)
    if as_json:
        out.print(json.dumps(found.to_json(), ensure_ascii=False, indent=1, default=str), markup=False)
        return
    for line in say_difference(found, limit):
        out.print(line, markup=False)
