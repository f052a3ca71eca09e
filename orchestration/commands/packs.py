"""Commands that write packs for people of the programme: an expert visit, a meeting, an academy, a study visit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.commands.console import Refused, enter, open_latest, out
from orchestration.commands.reports import check_language, find_latest_cycle, list_cycles

if TYPE_CHECKING:
    from assets.home import Home
    from reports.city_report.content import Programme
    from reports.packs.deliver import Pack

app = typer.Typer(
    help="Write a pack for a visit, a meeting or an academy, from the latest release.", no_args_is_help=True
)
Pdf = Annotated[bool, typer.Option("--pdf", help="Write the PDF as well.")]
Language = Annotated[str, typer.Option(help="Language of the pack.")]
Out = Annotated[
    Path | None, typer.Option("--out", help="Folder to write into; without it the outbox of the programme.")
]


@app.command("expert-visit")
def expert_visit(
    city: Annotated[str, typer.Option(help="Code of the city that is visited.")],
    cycle: Annotated[int | None, typer.Option(help="Year of the cycle; without it the latest of the city.")] = None,
    pdf: Pdf = False,
    language: Language = "en",
    out_folder: Out = None,
) -> None:
    """Briefing about a city, what to ask, whom to meet, and the workbook in which findings come back."""
    from reports.city_report.source import open_release
    from reports.packs.deliver import make_expert_visit

    home, release, programme = start(language)
    chosen = cycle or find_latest_cycle(release, city)
    with open_release(release, chosen) as source:
        found = source.find_city(city)
        if found is None:
            raise Refused(f"{city} has filed no answers for {chosen}. {list_cycles(release, city)}")
        finish(home, make_expert_visit(found, source, programme, language), out_folder, pdf)


@app.command("meeting")
def meeting(
    cycle: Annotated[int | None, typer.Option(help="Year of the cycle; without it that of the release.")] = None,
    pdf: Pdf = False,
    language: Language = "en",
    out_folder: Out = None,
) -> None:
    """Results of the network, themes by need and offer, and suggested bilateral meetings."""
    from reports.city_report.source import open_release
    from reports.packs.deliver import make_meeting

    home, release, programme = start(language)
    with open_release(release, cycle or read_cycle(release)) as source:
        if not source.list_cities():
            raise Refused(f"No city took part in {cycle}.")
        finish(home, make_meeting(source, programme, language), out_folder, pdf)


@app.command("academy")
def academy(
    cities: Annotated[list[str], typer.Option(help="Code of a city that takes part; may be repeated.")],
    more: Annotated[list[str] | None, typer.Argument(help="Codes of further cities.")] = None,
    pdf: Pdf = False,
    language: Language = "en",
    out_folder: Out = None,
) -> None:
    """Needs of a group of cities, a curriculum by them, and examples from the cities themselves."""
    from reports.packs.deliver import PackNotPossible, make_academy, open_cities

    home, release, programme = start(language)
    codes = list(dict.fromkeys([*cities, *(more or [])]))
    if len(codes) < 2:
        raise Refused("An academy has at least two cities: --cities A B C.")
    try:
        with open_cities(release, codes, read_last_cycles(release)) as found:
            finish(home, make_academy(found, programme, read_cycle(release), language), out_folder, pdf)
    except PackNotPossible as error:
        raise Refused(str(error)) from error


@app.command("study-visit")
def study_visit(
    visitor: Annotated[str, typer.Option(help="Code of the city that visits.")],
    host: Annotated[str, typer.Option(help="Code of the city that is visited.")],
    pdf: Pdf = False,
    language: Language = "en",
    out_folder: Out = None,
) -> None:
    """Profiles of both cities, why they meet, and a programme by area."""
    from reports.packs.deliver import PackNotPossible, make_study_visit, open_cities

    home, release, programme = start(language)
    if visitor == host:
        raise Refused("A city does not visit itself: name two cities.")
    try:
        with open_cities(release, [visitor, host], read_last_cycles(release)) as (guest, giver):
            finish(home, make_study_visit(guest, giver, programme, read_cycle(release), language), out_folder, pdf)
    except PackNotPossible as error:
        raise Refused(str(error)) from error


def start(language: str) -> tuple[Home, Path, Programme]:
    from reports.city_report.content import Programme

    home = enter()
    release = open_latest(home)
    check_language(language)
    said = home.programme
    if said.is_record:
        raise Refused("The public record has no cycles in which cities took part, so there are no packs of it.")
    return home, release, Programme(said.title, said.statement, said.is_fictional)


def finish(home: Home, pack: Pack, folder: Path | None, pdf: bool) -> None:
    from assets.cycles.records import PROGRAMME
    from reports.city_report.source import SourceLacks
    from reports.documents.render import PdfNotPossible
    from reports.packs.deliver import FOLDER, write_pack

    target = folder or home.outbox / PROGRAMME / FOLDER
    try:
        for path in write_pack(pack, target, pdf):
            out.print(f"Written: {path}", markup=False)
    except (PdfNotPossible, SourceLacks) as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(
            f"{error.filename} cannot be written: {error.strerror}. Name another folder with --out."
        ) from error


def read_cycle(release: Path) -> int:
    return int(release.name.partition("-")[0])


def read_last_cycles(release: Path) -> dict[str, int]:
    import duckdb

    path = release / "internal" / "data" / "participations.parquet"
    with duckdb.connect() as connection:
        return dict(
            connection.execute(
                "select city_code, max(cycle) from read_parquet(?) group by city_code", [str(path)]
            ).fetchall()
        )
