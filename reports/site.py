"""Builds the site: pages that work from the file system, without a network, by keyboard, in every language that is shipped.

What each page shows is in `pages/`, how it looks in `templates/` and `static/`. The same tables give the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.questionnaire.languages import SOURCE, list_languages, read_wording
from reports.book import Book, build_book
from reports.edition import Edition
from reports.language import install, name_folder, name_language, speak, spoken_direction
from reports.messages import in_scripts
from reports.pages import (
    audit,
    charts,
    city,
    clusters,
    effects,
    facts,
    lists,
    method,
    network,
    programme,
    results,
    rumours,
    start,
    strategies,
    versions,
    visits,
)
from reports.pages.page import Page, to_script
from reports.translated import translate_book, translate_edition
from reports.wording import FILTERS

if TYPE_CHECKING:
    import jinja2
    import pandas as pd

HERE = Path(__file__).resolve().parent
# A page that stands alone; what others need is said by `write_pages`.
DEFAULTS: dict[str, Any] = {"base": "", "language": SOURCE, "direction": "ltr", "languages": ()}
KINDS = (
    start,
    network,
    charts,
    facts,
    clusters,
    programme,
    rumours,
    visits,
    city,
    versions,
    strategies,
    results,
    effects,
    method,
    audit,
    lists,
)


def list_pages(book: Book, edition: Edition) -> list[Page]:
    """All pages of an edition."""
    return [page for kind in KINDS for page in kind.list_pages(book, edition)]


def list_navigation(pages: list[Page], edition: Edition) -> list[tuple[str, str]]:
    """Path and title of the pages that every page links to."""
    return [(page.path, page.title) for page in pages if "/" not in page.path]


def load_templates() -> jinja2.Environment:
    """The templates; everything that is put into them is escaped."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # a filter on a constant says another word in each language
    )
    environment.filters.update(FILTERS)
    environment.globals.update(DEFAULTS)
    install(environment)
    return environment


def build_site(
    tables: Mapping[str, pd.DataFrame], reference: Mapping[str, pd.DataFrame], edition: Edition, target: Path
) -> list[Path]:
    """Write all pages in every language, and what they need, below `target`; returns the pages.

    `tables` are the public tables by name, `reference` the seeds by name.
    """
    book = build_book(tables, reference, edition.cycle)
    environment = load_templates()
    written = [
        path for language in list_languages() for path in write_pages(book, edition, environment, language, target)
    ]
    write_assets(target / "assets")
    return written


def write_pages(
    book: Book, edition: Edition, environment: jinja2.Environment, language: str, target: Path
) -> Iterator[Path]:
    """The pages of one language: English in `target`, others in a folder of their own, under the same names."""
    folder = name_folder(language)
    with speak(language):
        spoken = translate_edition(edition)
        pages = list_pages(translate_book(book), spoken)
        navigation = list_navigation(pages, spoken)
        for page in pages:
            path = target / folder / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            base = page.root + "../" * folder.count("/")
            html = environment.get_template(page.template).render(
                page=page,
                edition=spoken,
                navigation=navigation,
                root=page.root,
                base=base,
                language=language,
                direction=spoken_direction(),
                languages=list_switches(page, base),
                **page.context,
            )
            path.write_text(html, encoding="utf-8")
            yield path
    if language == SOURCE:  # what pages share says nothing in any language
        for name, text in (item for page in pages for item in page.files.items()):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_text(text, encoding="utf-8")


def list_switches(page: Page, base: str) -> list[tuple[str, str, str]]:
    """Code and name of each language, and the way to the same page in it; none where there is one language only."""
    codes = list_languages()
    return [(code, name_language(code), base + name_folder(code) + page.path) for code in codes if len(codes) > 1]


def write_assets(folder: Path) -> None:
    """Style, scripts with their words, and plotly.js, once for all pages."""
    from plotly.offline import get_plotlyjs

    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((HERE / "static").iterdir()):
        shutil.copyfile(path, folder / path.name)
    for language in list_languages()[1:]:
        (folder / f"words-{language}.js").write_text(write_words(language), encoding="utf-8")
    (folder / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")


def write_words(language: str) -> str:
    """The texts of the scripts in a language, as a script."""
    wording = read_wording(language)
    words = {text.source: wording.translate(text.source) for text in sorted(in_scripts(), key=lambda text: text.source)}
    return f"window.WORDS = {to_script(words)};\n"
