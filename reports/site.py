"""Builds the site: pages that work from the file system, without a network, by keyboard.

What each page shows is in `pages/`, how it looks in `templates/` and `static/`. The same tables give the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reports.book import Book, build_book
from reports.edition import Edition
from reports.language import install
from reports.pages import (
    audit,
    charts,
    city,
    clusters,
    lists,
    method,
    network,
    programme,
    start,
    strategies,
    versions,
    visits,
)
from reports.pages.page import Page
from reports.shared_data import list_scripts
from reports.wording import FILTERS

if TYPE_CHECKING:
    import jinja2
    import pandas as pd

HERE = Path(__file__).resolve().parent
KINDS = (start, network, charts, clusters, programme, visits, city, versions, strategies, method, audit, lists)


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
    )
    environment.filters.update(FILTERS)
    install(environment)
    return environment


def build_site(
    tables: Mapping[str, pd.DataFrame], reference: Mapping[str, pd.DataFrame], edition: Edition, target: Path
) -> list[Path]:
    """Write all pages and what they need below `target`; returns the pages.

    `tables` are the public tables by name, `reference` the seeds by name.
    """
    book = build_book(tables, reference, edition.cycle)
    pages = list_pages(book, edition)
    navigation = list_navigation(pages, edition)
    environment = load_templates()
    written = []
    for page in pages:
        path = target / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        html = environment.get_template(page.template).render(
            page=page, edition=edition, navigation=navigation, root=page.root, **page.context
        )
        path.write_text(html, encoding="utf-8")
        written.append(path)
    for name, script in list_scripts(book):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script, encoding="utf-8")
    write_assets(target / "assets")
    for name, text in (item for page in pages for item in page.files.items()):
        (target / name).write_text(text, encoding="utf-8")
    return written


def write_assets(folder: Path) -> None:
    """Style, script and plotly.js, once for all pages."""
    from plotly.offline import get_plotlyjs

    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((HERE / "static").iterdir()):
        shutil.copyfile(path, folder / path.name)
    (folder / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")
