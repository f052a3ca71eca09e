"""Makes packs from a release and writes them: HTML always, the PDF where it is wanted, the workbook for findings beside an expert visit.

Packs lie in the internal part of a release, or in the outbox of the programme; never where others can read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from reports.city_report.content import Programme
from reports.city_report.deliver import link_pdf, write
from reports.city_report.source import City, Source, open_release
from reports.documents.render import Document, PdfNotPossible, to_html, to_pdf
from reports.feedback.outbox import put
from reports.language import speak
from reports.packs.academy import compose_academy
from reports.packs.expert_visit import WORKBOOK, compose_expert_visit
from reports.packs.findings import write_findings
from reports.packs.meeting import compose_meeting
from reports.packs.study_visit import compose_study_visit

FOLDER = "packs"  # below `internal/` of a release, and below the programme's own outbox


class PackNotPossible(Exception):
    """The pack cannot be made as it was asked for; the message says why."""


@dataclass(frozen=True)
class Pack:
    """A pack in one language, with files that belong to it."""

    name: str
    language: str
    document: Document
    files: dict[str, bytes] = field(default_factory=dict, repr=False)


def list_release_packs(source: Source, programme: Programme, language: str = "en") -> Iterator[Pack]:
    """What a release carries: the meeting of its cycle, and the visit of an expert to each city that took part."""
    yield make_meeting(source, programme, language)
    for code in source.list_cities():
        city = source.find_city(code)
        if city is not None:
            yield make_expert_visit(city, source, programme, language)


def make_meeting(source: Source, programme: Programme, language: str) -> Pack:
    with speak(language):
        return Pack(f"meeting-{source.cycle}", language, compose_meeting(source, programme))


def make_expert_visit(city: City, source: Source, programme: Programme, language: str) -> Pack:
    tickets = [row for row in source.open_tickets if row["city_code"] == city.code]
    with speak(language):
        document = compose_expert_visit(city, tickets, programme)
    activity = find_visit(city)
    areas = sorted(city.book.areas_asked(city.book.version_of[city.cycle]), key=lambda area: city.book.area_order[area])
    return Pack(
        f"expert-visit-{city.code}-{city.cycle}",
        language,
        document,
        {WORKBOOK: write_findings(activity, city.code, areas, language)},
    )


def find_visit(city: City) -> str:
    """The latest expert visit that the city hosted; else a code for the one to come."""
    visits = [
        row
        for row in city.book.studies["activities"]
        if row["kind"] == "expert_visit" and row["host_city_code"] == city.code
    ]
    visits.sort(key=lambda row: (str(row["starts_on"] or ""), row["activity_id"]))
    return str(visits[-1]["activity_id"]) if visits else f"expert-visit-{city.code}-{city.cycle}"


def make_academy(cities: Sequence[City], programme: Programme, cycle: int, language: str) -> Pack:
    with speak(language):
        document = compose_academy(cities, programme, cycle)
    return Pack(f"academy-{'-'.join(city.code for city in cities[:3])}-{cycle}", language, document)


def make_study_visit(visitor: City, host: City, programme: Programme, cycle: int, language: str) -> Pack:
    with speak(language):
        document = compose_study_visit(visitor, host, programme, cycle)
    return Pack(f"study-visit-{visitor.code}-{host.code}-{cycle}", language, document)


@contextmanager
def open_cities(release: Path, codes: Sequence[str], last: dict[str, int]) -> Iterator[list[City]]:
    """Cities by their latest answers. `last` is the latest cycle of each. Raises PackNotPossible for one that may not be shown to others."""
    with ExitStack() as stack:
        sources: dict[int, Source] = {}
        cities = []
        for code in codes:
            if code not in last:
                raise PackNotPossible(
                    f"There are no answers of '{code}' in the release {release.name}: it took part in no cycle, or its code is another one."
                )
            if last[code] not in sources:
                sources[last[code]] = stack.enter_context(open_release(release, last[code]))
            city = sources[last[code]].find_city(code)
            if city is None or city.participation["publish"] != "yes":
                raise PackNotPossible(
                    f"The results of {code} may not be shown to other cities: it is not published, or held back."
                )
            cities.append(city)
        yield cities


def write_pack(pack: Pack, folder: Path, with_pdf: bool) -> list[Path]:
    """Write a pack into a folder and return its files. Raises PdfNotPossible after the HTML is there."""
    folder.mkdir(parents=True, exist_ok=True)
    name, problem, pdf = f"{pack.name}-{pack.language}", None, None
    if with_pdf:
        try:
            pdf = to_pdf(pack.document)
        except PdfNotPossible as error:
            problem = error
    write(folder / name, to_html(pack.document, link_pdf(name, pack.language) if pdf else ()), pdf)
    for suffix, content in pack.files.items():
        put(folder / f"{pack.name}-{suffix}", content)
    if problem:
        raise problem
    return [
        folder / f"{name}.html",
        *([folder / f"{name}.pdf"] if pdf else []),
        *(folder / f"{pack.name}-{suffix}" for suffix in pack.files),
    ]
