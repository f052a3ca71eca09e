"""Puts city reports where they belong: drafts and final ones into the outbox of the city, final ones of published cities into the release.

HTML is always made. A PDF that has been made from the same document by the same code is taken from the cache (`warehouse/reports`), which
may be thrown away. What a report says is `content.py`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from assets.questionnaire.languages import choose_language, list_languages, read_wording
from reports.city_report.content import Programme, compose_report
from reports.city_report.source import Source
from reports.documents.render import HERE as RENDERING
from reports.documents.render import Document, PdfNotPossible, find_fonts, to_html, to_json, to_pdf
from reports.feedback.outbox import put
from reports.language import name_folder, say, speak
from reports.wording import split_list

INDEX, COUNCIL = "index", "council"  # kinds of report
PUBLIC_FOLDER = "reports"  # below `public/` of a release


@dataclass(frozen=True)
class Report:
    """One report in one language. `is_own` says that it is in the language of the city, `is_public` that everybody may read it."""

    city_code: str
    cycle: int
    language: str
    document: Document
    is_own: bool
    is_public: bool
    kind: str = INDEX

    @property
    def public_name(self) -> str:
        return name_report(self.city_code, self.cycle, self.language)

    @property
    def own_name(self) -> str:
        return f"{'report' if self.kind == INDEX else self.kind}-{self.language}"


@dataclass
class Delivered:
    """What was written: reports in the outbox and in the release, PDFs that had to be made, and why none could be."""

    outbox: int = 0
    public: int = 0
    drafts: int = 0
    made: int = 0
    without_pdf: str = ""


def name_report(city_code: str, cycle: int, language: str) -> str:
    """The file of a public report, without its suffix."""
    return f"{city_code}-{cycle}-{language}"


def list_reports(
    source: Source, programme: Programme, cities: Iterable[str], language: str | None = None
) -> Iterator[Report]:
    """The reports of cities that took part: in the language of the city, public ones in all; or in one language alone."""
    for code in cities:
        city = source.find_city(code)
        if city is None:
            continue
        own = language or choose_language(split_list(city.row["languages"]))
        chosen = [language] if language else list_languages() if city.is_public else [own]
        for each in chosen:
            with speak(each):
                document = compose_report(city, programme)
            yield Report(code, source.cycle, each, document, each == own, city.is_public)


def deliver(
    reports: Iterable[Report], outbox: Path, public: Path | None, cached: Path, with_pdf: bool = True
) -> Delivered:
    """Write all reports; without `public` only into the outbox. Files of the outbox that are the same already stay untouched."""
    told, done = Delivered(), list(reports)
    if with_pdf:
        try:
            find_fonts()
            told.made = make_pdfs([report.document for report in done], cached)
        except PdfNotPossible as error:
            told.without_pdf = str(error)
    languages: dict[str, list[str]] = {}
    for report in done:
        languages.setdefault(report.city_code, []).append(report.language)
    for report in done:
        known = cached / f"{digest(report.document)}.pdf"
        pdf = known.read_bytes() if with_pdf and known.exists() else None
        if report.is_own:
            folder = outbox / report.city_code / str(report.cycle)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write(
                folder / report.own_name,
                to_html(report.document, link_pdf(report.own_name, report.language) if pdf else ()),
                pdf,
            )
            told.outbox += 1
            told.drafts += report.document["is_draft"]
        if public is not None and report.is_public:
            public.mkdir(parents=True, exist_ok=True)
            others = link_others(report, languages[report.city_code], bool(pdf))
            write(public / report.public_name, to_html(report.document, others), pdf)
            told.public += 1
    return told


def write(path: Path, html: str, pdf: bytes | None) -> None:
    """Both forms beside each other, each there completely or not at all; an older PDF does not stay beside a newer page."""
    for suffix, content in ((".pdf", pdf), (".html", html.encode())):
        file = path.with_name(path.name + suffix)
        if content is None:
            file.unlink(missing_ok=True)
        elif not file.exists() or file.read_bytes() != content:
            put(file, content)


def link_pdf(name: str, language: str) -> list[dict[str, str]]:
    return [{"href": f"{name}.pdf", "label": "PDF", "language": language}]


def link_others(report: Report, languages: list[str], has_pdf: bool) -> list[dict[str, str]]:
    """Links of a public report to its PDF, to itself in other languages, and to the page of the city."""
    with speak(report.language):
        page = say("Page of the city")
    others = [
        {
            "href": f"{name_report(report.city_code, report.cycle, each)}.html",
            "label": read_wording(each).say("language.name"),
            "language": each,
        }
        for each in languages
        if each != report.language
    ]
    pdf = link_pdf(report.public_name, report.language) if has_pdf else []
    href = f"../site/{name_folder(report.language)}city/{report.city_code}.html"
    return [*pdf, *others, {"href": href, "label": page, "language": ""}]


def digest(document: Document) -> str:
    """Names a document and everything that decides how its PDF looks."""
    return hashlib.sha256(fingerprint() + to_json(document)).hexdigest()


@cache
def fingerprint() -> bytes:
    sources = [path.read_bytes() for path in sorted(RENDERING.iterdir()) if path.suffix in {".typ", ".py"}]
    return b"".join([version("typst").encode(), version("matplotlib").encode(), *sources])


def make_pdfs(documents: list[Document], cached: Path) -> int:
    """Make the PDFs that are not in the cache; returns how many. typst lets other threads work while it does."""
    wanted: dict[str, Document] = {digest(document): document for document in documents}
    cached.mkdir(parents=True, exist_ok=True)
    missing = [name for name in wanted if not (cached / f"{name}.pdf").exists()]

    def make(name: str) -> None:
        put(cached / f"{name}.pdf", to_pdf(wanted[name]))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(make, missing))
    return len(missing)


def forget_unused(cached: Path, reports: Iterable[Report]) -> None:
    """Keep only what the last run needed."""
    kept = {f"{digest(report.document)}.pdf" for report in reports}
    for path in cached.glob("*.pdf"):
        if path.name not in kept:
            path.unlink(missing_ok=True)
