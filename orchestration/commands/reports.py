"""Commands that write documents about cities from a release. Nothing of the release is changed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.commands.console import Refused, enter, open_latest, out

if TYPE_CHECKING:
    from assets.home import Home
    from reports.city_report.deliver import Report


class Kind(StrEnum):
    """What is written about a city."""

    INDEX = "index"
    COUNCIL = "council"


def report(
    city: Annotated[str, typer.Argument(help="Code of the city.")],
    cycle: Annotated[
        int | None, typer.Argument(help="Year of the cycle; without it the latest in which the city took part.")
    ] = None,
    kind: Annotated[
        Kind,
        typer.Option(help="index: the City Index report; council: what is done for the strategy, costs and moves."),
    ] = Kind.INDEX,
    pdf: Annotated[bool, typer.Option("--pdf", help="Write the PDF as well.")] = False,
    language: Annotated[str | None, typer.Option(help="Language; without it the city's own, else English.")] = None,
    out_folder: Annotated[
        Path | None, typer.Option("--out", help="Folder to write into; without it the outbox of the city.")
    ] = None,
) -> None:
    """Write the City Index report of a city and cycle, or the paper for its council, as HTML and as PDF: a draft until its review is complete."""
    from reports.city_report.content import Programme
    from reports.city_report.deliver import list_reports
    from reports.city_report.source import SourceLacks, open_release

    home = enter()
    release = open_latest(home)
    check_language(language)
    programme = home.programme
    if programme.is_record:
        raise Refused("The public record has no cycles in which cities took part, so there are no reports of it.")
    if kind is Kind.COUNCIL:
        if cycle is not None:
            raise Refused(
                "The paper for the council tells of the strategy as the release knows it: leave the cycle out."
            )
        write_reports(home, make_paper(home, release, city, language), out_folder, pdf)
        return
    chosen = cycle or find_latest_cycle(release, city)
    try:
        with open_release(release, chosen) as source:
            said = Programme(programme.title, programme.statement, programme.is_fictional)
            reports = [each for each in list_reports(source, said, [city], language) if each.is_own]
    except SourceLacks as error:
        raise Refused(str(error)) from error
    if not reports:
        raise Refused(
            f"{city} has filed no answers for {chosen} that the release {release.name} knows of. {list_cycles(release, city)}"
        )
    write_reports(home, reports, out_folder, pdf)


def make_paper(home: Home, release: Path, city: str, language: str | None) -> list[Report]:
    """The paper for the council of a city, with all that it has filed."""
    import json

    from reports.city_report.content import Programme
    from reports.city_report.source import SourceLacks, open_release
    from reports.council.deliver import list_papers

    package = json.loads((release / "public" / "data" / "datapackage.json").read_text(encoding="utf-8"))
    programme = home.programme
    said = Programme(programme.title, programme.statement, programme.is_fictional)
    try:
        with open_release(release, package["cycle"]) as source:
            papers = list(list_papers(source, said, [city], language))
    except SourceLacks as error:
        raise Refused(str(error)) from error
    if not papers:
        raise Refused(
            f"The release {release.name} knows of no strategy of {city} with actions or indicators. File strategies and strategy_indicators first; docs/strategies.md says how."
        )
    return papers


def write_reports(home: Home, reports: list[Report], folder: Path | None, pdf: bool) -> None:
    """Write and say where; a PDF that cannot be made is refused after the HTML is there."""
    from reports.city_report.deliver import deliver

    try:
        done = deliver(reports, folder or home.outbox, None, home.reports, pdf)
    except OSError as error:
        raise Refused(
            f"{error.filename} cannot be written: {error.strerror}. Name another folder with --out."
        ) from error
    for each in reports:
        place = (folder or home.outbox) / each.city_code / str(each.cycle)
        state = "draft" if each.document["is_draft"] else "final"
        for suffix in (".html", *([".pdf"] if pdf and not done.without_pdf else [])):
            out.print(f"Written ({state}, {each.language}): {place / (each.own_name + suffix)}", markup=False)
    if done.without_pdf:
        raise Refused(done.without_pdf)


def check_language(language: str | None) -> None:
    from assets.questionnaire.languages import list_languages

    if language is not None and language not in list_languages():
        raise Refused(f"There is no language '{language}'. There are: {', '.join(list_languages())}.")


def read_cycles(release: Path, city: str) -> list[int]:
    import duckdb

    path = release / "internal" / "data" / "participations.parquet"
    with duckdb.connect() as connection:
        found = connection.execute(
            "select cycle from read_parquet(?) where city_code = ? order by cycle", [str(path), city]
        )
        return [cycle for (cycle,) in found.fetchall()]


def list_cycles(release: Path, city: str) -> str:
    cycles = read_cycles(release, city)
    return (
        f"Its cycles: {', '.join(map(str, cycles))}."
        if cycles
        else "It took part in no cycle, or its code is another one."
    )


def find_latest_cycle(release: Path, city: str) -> int:
    cycles = read_cycles(release, city)
    if not cycles:
        raise Refused(
            f"There are no answers of '{city}' in the release {release.name}: it took part in no cycle, or its code is another one."
        )
    return cycles[-1]
