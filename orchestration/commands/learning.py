"""Commands that ask who can learn from whom. They read a release; nothing is changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from orchestration.commands.console import Refused, enter, open_latest, out


def match(
    city: Annotated[str, typer.Option(help="Code of the city that wants to learn.")],
    area: Annotated[str | None, typer.Option(help="Code of an area; without it all areas of need.")] = None,
    cycle: Annotated[int | None, typer.Option(help="Year of the cycle; without it the latest of the city.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Hosts that are shown.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Name the cities that a city could visit, with reasons: what they offer where it has a need, and what both share."""
    import json

    from assets.analysis.visits import VisitNotPossible, find_visit
    from reports.visits import write_lines

    release = open_latest(enter())
    try:
        visit = find_visit(release, city, area, cycle)
    except VisitNotPossible as error:
        raise Refused(str(error)) from error
    if as_json:
        found = asdict(visit)
        kept = {name: found[name] for name in ("cycle", "needs", "hosts", "planned")}
        out.print(json.dumps({"city_code": city, **kept}, ensure_ascii=False, indent=1, default=str), markup=False)
        return
    for line in write_lines(visit, limit):
        out.print(line, markup=False)
