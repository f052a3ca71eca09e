"""Commands about the questionnaire that cities fill in: workbooks that go out, and the languages that they speak."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.commands.console import Refused, enter, err, open_latest, out

if TYPE_CHECKING:
    from assets.home import Home
    from assets.questionnaire.earlier import City, Earlier
    from assets.questionnaire.form import Form


def template(
    cycle: Annotated[int, typer.Option(help="Year of the cycle.")],
    city: Annotated[str, typer.Option(help="Code of the city.")],
    prefill: Annotated[
        bool, typer.Option("--prefill", help="Put the answers of the city's last cycle beside the questions.")
    ] = False,
    department: Annotated[str, typer.Option(help="Name of a department that gets a workbook of its own.")] = "",
    area: Annotated[
        list[str] | None, typer.Option(help="Code of an area; may be repeated. Without it all areas are asked.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Language; without it the city's own, else English.")] = None,
    out_file: Annotated[
        Path | None, typer.Option("--out", help="File to write; without it into the outbox of the city.")
    ] = None,
    review: Annotated[
        bool,
        typer.Option("--review", help="Write the workbook of a reviewer instead: answers, and cells to decide in."),
    ] = False,
    reviewer: Annotated[str, typer.Option(help="Role or group that reviews on its own, with --review.")] = "",
    strategy: Annotated[
        bool,
        typer.Option(
            "--strategy",
            help="Write the workbook of the city's strategy instead: indicators, targets and values so far, and cells for "
            "the values that are due until the end of the year.",
        ),
    ] = False,
) -> None:
    """Write the questionnaire as a workbook (XLSX) for a city to fill in, its answers for a reviewer to decide on, or its strategy."""
    from assets.questionnaire.form import UnknownMethodology, find_methodology, read_form
    from assets.questionnaire.handout import NotPossible, check_city_code, make_handout

    home = enter()
    if strategy:
        if review or prefill or department or area or reviewer:
            raise Refused(
                "--strategy goes with --cycle, --city, --language and --out alone: what was filed is always in it."
            )
        write_strategy_workbook(home, cycle, city, language, out_file)
        return
    if review:
        write_review_workbook(home, cycle, city, language, reviewer, out_file)
        return
    try:
        check_city_code(city)
        form = read_form(find_methodology(cycle))
        known, earlier = look_up(home, cycle, city, form, prefill)
        handout = make_handout(cycle, known, language, department, area or (), earlier)
    except (NotPossible, UnknownMethodology) as error:
        raise Refused(str(error)) from error
    write_handout(out_file or home.outbox / city / str(cycle) / handout.name, handout.content)
    if prefill and earlier is None:
        out.print(f"{city} took part in no cycle before {cycle}: there is nothing to put beside the questions.")


def write_handout(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror or error}. Name another file with --out.") from error
    out.print(f"Written: {path}", markup=False)


def write_review_workbook(
    home: Home, cycle: int, code: str, language: str | None, reviewer: str, out_file: Path | None
) -> None:
    """The workbook of a reviewer. It stays in the programme: without --out it goes to the programme's own outbox."""
    from assets.cycles.records import PROGRAMME
    from assets.questionnaire.form import UnknownMethodology, find_methodology, read_form
    from assets.questionnaire.handout import NotPossible, check_city_code
    from assets.reviews.handout import make_review
    from assets.reviews.material import NothingToReview

    release = open_latest(home)
    try:
        check_city_code(code)
        city, _ = look_up(home, cycle, code, read_form(find_methodology(cycle)), prefill=False)
        handout = make_review(release, cycle, city, language, reviewer)
    except (NotPossible, NothingToReview, UnknownMethodology) as error:
        raise Refused(str(error)) from error
    write_handout(out_file or home.outbox / PROGRAMME / str(cycle) / "reviews" / handout.name, handout.content)


def write_strategy_workbook(home: Home, cycle: int, code: str, language: str | None, out_file: Path | None) -> None:
    """The workbook of a city's strategy, with what the latest release holds of it."""
    from assets.publication.release import find_latest
    from assets.questionnaire.form import UnknownMethodology, find_methodology, read_form
    from assets.questionnaire.handout import NotPossible, check_city_code
    from assets.strategies.filed import Filed, read_filed
    from assets.strategies.handout import make_strategy

    try:
        check_city_code(code)
        city, _ = look_up(home, cycle, code, read_form(find_methodology(cycle)), prefill=False)
        release = find_latest(home.published)
        filed = read_filed(release, [code]).get(code) if release else None
        handout = make_strategy(cycle, city, filed or Filed(), language)
    except (NotPossible, UnknownMethodology) as error:
        raise Refused(str(error)) from error
    write_handout(out_file or home.outbox / code / str(cycle) / handout.name, handout.content)
    if filed is None:
        out.print(f"{code} has filed no strategy yet: the workbook is empty, with the library to choose from.")


def look_up(home: Home, cycle: int, code: str, form: Form, prefill: bool) -> tuple[City, Earlier | None]:
    """The city as the latest release has it, and its earlier answers. Before the first release a city is its code."""
    from assets.publication.release import find_latest
    from assets.questionnaire.earlier import City, read_earlier, read_register

    release = find_latest(home.published)
    if release is None:
        if prefill:
            raise Refused(f"Nothing has been published in {home.path} yet, so there are no earlier answers to put in.")
        return City(code, code), None
    register = read_register(release)
    if code not in register:
        near = [each for each in register if each.partition("-")[2].startswith(code.partition("-")[2][:3])][:5]
        hint = f" Near: {', '.join(near)}." if near else ""
        raise Refused(
            f"There is no city '{code}' in the register.{hint} A new city needs a row in a cities file and a run."
        )
    return register[code], read_earlier(release, cycle, form, [code]).get(code) if prefill else None


def languages(
    language: Annotated[
        str | None, typer.Argument(help="Print what this language lacks, as rows to fill in (CSV).")
    ] = None,
) -> None:
    """List the languages of questionnaire, pages and reports, or what one of them still lacks."""
    from assets.questionnaire.form import list_texts
    from assets.questionnaire.languages import (
        SOURCE,
        Wording,
        list_languages,
        list_untranslated,
        list_unused,
        read_wording,
    )
    from reports.messages import list_messages

    texts = [*list_texts(), *list_messages()]
    if language is not None:
        shipped = language in list_languages()
        wording = read_wording(language) if shipped else Wording(language, read_wording(SOURCE).own)
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(("context", "source", "text"))
        sources = dict.fromkeys(text.source for text in list_untranslated(wording, texts))
        writer.writerows(("", source, "") for source in sources)
        return
    total = len({text.source for text in texts if text.source})
    for code in list_languages():
        wording = read_wording(code)
        missing = len({text.source for text in list_untranslated(wording, texts)})
        out.print(f"{code} ({wording.say('language.name')}): {total - missing} of {total} texts", markup=False)
        for context, source in list_unused(wording, texts):
            err.print(f"  no longer used: {context or 'everywhere'}: {source}", markup=False)
