"""Commands that ask what a change would bring. They read a release and compute in memory; nothing is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from orchestration.commands.console import Refused, enter, open_latest, out


def whatif(
    city: Annotated[str, typer.Option(help="Code of the city.")],
    cycle: Annotated[int, typer.Option(help="Year of the cycle.")],
    change: Annotated[
        list[str],
        typer.Option(
            "--set",
            help="QUESTION=option, several options separated by |, or dont_know, not_applicable, or nothing (QUESTION=), "
            "which takes the answer back. Can be given several times.",
        ),
    ] = [],  # noqa: B006 (read by typer, never changed)
    review: Annotated[
        list[str],
        typer.Option(
            help="QUESTION=accepted, rejected, needs_evidence, or corrected:option, can be given several times; or a file of "
            "reviews, such as the workbook of `template --review`.",
        ),
    ] = [],  # noqa: B006
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Print the scores of a city before and after a change of answers, or of decisions of its review."""
    import pandas as pd

    from assets.scenarios import changes
    from assets.scenarios.baseline import read_published, read_release
    from assets.scenarios.comparison import compare_scenarios, confirm_published
    from assets.scenarios.formula import FormulaMissing
    from assets.scenarios.review_file import read_review_file
    from assets.scenarios.scores import compute_scenarios
    from reports.whatif import describe_whatif, to_json, write_lines

    release = open_latest(enter())
    try:
        baseline = read_release(release, city)
        asked = changes.find_questionnaire(baseline, city, cycle)
        files = [Path(each) for each in review if "=" not in each or Path(each).is_file()]
        if files and (len(review) > 1 or change):
            raise changes.ChangeRefused("A file of reviews stands alone: give one file, or decisions and answers.")
        if files:
            answers: list[dict[str, Any]] = []
            reviews, remarks = read_review_file(files[0], baseline, asked)
        else:
            answers, reviews = changes.read_changes(baseline, asked, change, review)
            remarks = []
    except (changes.ChangeRefused, FormulaMissing) as error:
        raise Refused(str(error)) from error
    scores = compute_scenarios(
        baseline,
        pd.DataFrame(answers) if answers else None,
        pd.DataFrame(reviews) if reviews else None,
    )
    confirm_published(scores, read_published(release, "index_scores", city))
    found = describe_whatif(
        release.name, baseline, asked, answers, reviews, compare_scenarios(scores), remarks if files else None
    )
    if as_json:
        out.print(json.dumps(to_json(found), ensure_ascii=False, indent=1, default=str), markup=False)
        return
    name = read_published(release, "cities", city)[0]["city_name"]
    for line in write_lines(found, name):
        out.print(line, markup=False)
