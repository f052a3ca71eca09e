"""Commands about what a city sends: files before they are taken in, and versions afterwards."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.commands.console import FOUND, Refused, enter, open_latest, out

if TYPE_CHECKING:
    from assets.intake.exports.mapping import Mapping
    from assets.intake.problems import Problem
    from assets.intake.reading import Reading
    from assets.intake.streams.source import Source
    from assets.questionnaire.form import Form
    from reports.version_difference import VersionDifference


def check(
    files: Annotated[
        list[Path],
        typer.Argument(help="Files, folders or zip archives as they would be put into the inbox.", exists=True),
    ],
    language: Annotated[
        str | None, typer.Option(help="Language of the answer; without it that of each workbook, else English.")
    ] = None,
    mapping: Annotated[
        list[Path] | None,
        typer.Option(help="Mapping for exports of EUSurvey or ODK; without it those of the home.", exists=True),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Look at files as intake would, without taking them in: every problem, where it is, and how to mend it."""
    from assets.intake.problems import Problem
    from assets.intake.reading import Reading, check_file
    from assets.intake.streams.reading import read_stream
    from assets.intake.streams.source import Source
    from assets.questionnaire.languages import list_languages
    from reports.checked import tell_reading, to_json, write_lines

    if language is not None and language not in list_languages():
        raise Refused(f"There is no language '{language}'. There are: {', '.join(list_languages())}.")
    told, mappings = [], find_mappings(mapping)
    for name, content in list_files(files):
        if isinstance(content, Problem):
            reading = Reading(name, "", 0, problems=[content])
        elif isinstance(content, Source):
            reading, _ = read_stream(content, name, "", content.path.stat().st_size, None)
        else:
            reading = check_file(name, content, mappings=mappings)
        told.append(tell_reading(reading, language))
    if as_json:
        out.print(json.dumps(to_json(told), ensure_ascii=False, indent=1), markup=False)
    else:
        for line in write_lines(told):
            out.print(line, markup=False)
    if any(each.is_rejected for each in told):
        raise typer.Exit(FOUND)


def find_mappings(paths: Iterable[Path] | None = None) -> tuple[Mapping, ...]:
    """The mappings that are named, else those of the home. Raises Refused where one cannot be used."""
    from assets.intake.exports.mapping import MappingNotUsable, read_mapping, read_mappings
    from orchestration.settings import find_home

    try:
        return tuple(map(read_mapping, paths)) if paths else read_mappings(find_home(os.environ).mappings)
    except MappingNotUsable as error:
        raise Refused(str(error)) from error


def list_files(paths: Iterable[Path]) -> Iterator[tuple[str, bytes | Problem | Source]]:
    """All files in folders and zip archives, as intake finds them, with their content or why they cannot be opened.

    Files of streamed kinds, which may be of any size, are named and not read.
    """
    from assets.intake.collection import unfold
    from assets.intake.intake import list_inbox, read_entry
    from assets.intake.problems import Problem
    from assets.intake.streams.source import find_source

    for path in paths:
        for found in list_inbox(path) if path.is_dir() else [path.resolve()]:
            name = str(found if path.is_dir() else path)
            if not found.is_symlink() and found.is_file() and (source := find_source(found)):
                yield name, source
                continue
            content = read_entry(found)
            yield from [(name, content)] if isinstance(content, Problem) else unfold(name, content)


def diff(
    city: Annotated[str, typer.Argument(metavar="CITY|FILE", help="Code of the city; or the earlier of two files.")],
    cycle: Annotated[str, typer.Argument(metavar="CYCLE|FILE", help="Year of the cycle; or the later of two files.")],
    submission: Annotated[
        str | None, typer.Option(help="Series of submissions; without it each that has several versions.")
    ] = None,
    earlier: Annotated[int | None, typer.Option("--from", help="Earlier version; without it the one before.")] = None,
    later: Annotated[int | None, typer.Option("--to", help="Later version; without it the latest.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Print what a city changed between two versions of a submission, or between two files that it is about to send."""
    from reports import file_difference, version_difference

    if Path(city).is_file() and Path(cycle).is_file():
        found = file_difference.compare_files(read_file(Path(city)), read_file(Path(cycle)))
        told: object = file_difference.to_json(found)
        lines = file_difference.write_lines(found)
    elif cycle.isdecimal():
        differences = find_versions(city, int(cycle), submission, earlier, later)
        told = version_difference.to_json(differences)
        lines = version_difference.write_lines(differences, find_form(int(cycle)))
    else:
        raise Refused(f"'{cycle}' is no year of a cycle, and '{city}' and '{cycle}' are no two files.")
    if as_json:
        out.print(json.dumps(told, ensure_ascii=False, indent=1, default=str), markup=False)
        return
    for line in lines:
        out.print(line, markup=False)


def read_file(path: Path) -> Reading:
    """A file as intake reads it. Raises Refused where it cannot be used as a whole."""
    from assets.intake.problems import word_problem
    from assets.intake.reading import check_file

    reading = check_file(str(path), path.read_bytes(), mappings=find_mappings())
    if reading.is_refused:
        raise Refused(f"{path}: {' '.join(word_problem(reading.problems[0], reading.language))}")
    return reading


def find_versions(
    city: str, cycle: int, submission: str | None, earlier: int | None, later: int | None
) -> list[VersionDifference]:
    from reports.version_difference import VersionsNotThere, compare_versions, read_versions

    release = open_latest(enter())
    try:
        return compare_versions(read_versions(release, city, cycle), submission, earlier, later)
    except VersionsNotThere as error:
        raise Refused(str(error)) from error


def find_form(cycle: int) -> Form | None:
    """The questionnaire of a cycle, None where there is none: then codes stand for themselves."""
    from assets.questionnaire.form import UnknownMethodology, find_methodology, read_form

    try:
        return read_form(find_methodology(cycle))
    except UnknownMethodology:
        return None
