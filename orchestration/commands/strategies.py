"""Commands about strategies: what their indicators say, as known on any day. Nothing is changed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.commands.console import Refused, enter, open_latest, out

if TYPE_CHECKING:
    import pandas as pd


def progress(
    city: Annotated[str, typer.Argument(help="Code of the city.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="As known on this day; without it as the latest release says."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON instead of text.")] = False,
) -> None:
    """Say how far the indicators of a city's strategy have come, by our rule and by others."""
    import pandas as pd

    from assets.monitoring.release import NoStrategy, follow_city

    release = open_latest(enter())
    try:
        rows = follow_city(release, city, pd.Timestamp(as_of) if as_of else None)
    except NoStrategy as error:
        raise Refused(str(error)) from error
    if as_json:
        print(json.dumps(json.loads(rows.to_json(orient="records", date_format="iso")), ensure_ascii=False, indent=2))
        return
    for line in say_progress(rows):
        out.print(line, markup=False)


def say_progress(rows: pd.DataFrame) -> list[str]:
    """One line per indicator, group and target, below its objective; the worst first is left to the page."""
    from reports.numbers import show_day, show_value
    from reports.wording import split_list
    from reports.words_by_code import PROGRESS_RULES, STATUSES

    lines = [f"As known on {show_day(rows['as_of'].iloc[0])}. Our computation."]
    for row in rows.sort_values(["objective", "name", "target_on", "group_code"]).to_dict("records"):
        others = [pair.partition(":")[::2] for pair in split_list(row["other_rules"])]
        said = ", ".join(f"{PROGRESS_RULES.get(rule, rule)}: {STATUSES.get(status, status)}" for rule, status in others)
        group = f" ({row['group_code']})" if row["group_code"] else ""
        overdue = ", overdue" if row["overdue"] == "yes" else ""
        baseline, latest, target = (show_value(row[f"{name}_value"]) for name in ("baseline", "latest", "target"))
        lines.append(
            f"{row['name']}{group}: {STATUSES.get(row['status'], row['status'])}{overdue}. "
            f"{baseline} → {latest} {row['unit'] or ''}, target {target} by {show_day(row['target_on'])}."
            + (f" {said}." if said else "")
        )
    return lines
