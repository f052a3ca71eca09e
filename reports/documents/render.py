"""Makes HTML and PDF of a document. Both show the same blocks; neither reads any text as markup, and the same document gives the same bytes.

A document is what `start_document` returns, with sections of `blocks.py`. Which documents there are is decided elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports import palette
from reports.documents.blocks import Block, bound
from reports.language import say, spoken_direction, spoken_language

if TYPE_CHECKING:
    import jinja2
    import typst

Document = dict[str, Any]
HERE = Path(__file__).resolve().parent
TYPST, HTML = HERE / "document.typ", "document.html.j2"
STANDARD = "ua-1"  # PDF/UA-1: tagged, with alternative texts; typst refuses what does not keep to it
RUNNING = 60  # characters of a name in the running header


class PdfNotPossible(Exception):
    """The PDF cannot be made here; the message says what is missing and how to get it."""


def start_document(
    *,
    programme: str,
    title: str,
    subtitle: str,
    description: str,
    status: str,
    is_draft: bool,
    notices: Iterable[str],
    running: str,
    footer: str,
    meta: Iterable[tuple[str, str]],
    sections: Iterable[Block],
    has_contents: bool = True,
) -> Document:
    """A document in the language that is spoken. Titles are bounded; `meta` are the lines at the foot of the title page.

    On paper a short one goes without a table of contents.
    """
    return {
        "language": spoken_language(),
        "direction": spoken_direction(),
        "programme": bound(programme, 200),
        "title": bound(title, 200),
        "subtitle": bound(subtitle, 200),
        "description": bound(description, 300),
        "status": status,
        "is_draft": is_draft,
        "has_contents": has_contents,
        "notices": list(notices),
        "running": running,
        "footer": bound(footer, 400),
        "meta": [{"label": label, "value": bound(value, 300)} for label, value in meta],
        "sections": list(sections),
        "palette": {name.lower(): value for name, value in vars(palette).items() if name.isupper()},
        "words": {
            "contents": say("Contents"),
            "skip": say("Skip to the content"),
            "table": say("Table"),
            "formats": say("Other formats and languages:"),
            "open_quote": say("“"),
            "close_quote": say("”"),
        },
    }


def shorten(name: str) -> str:
    """A name for the running header."""
    return bound(name, RUNNING)


def to_json(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@cache
def find_fonts() -> typst.Fonts:
    """The fonts that typst carries, and DejaVu, which matplotlib carries: never those of the machine, so that pages are the same everywhere."""
    try:
        import typst
    except ImportError as missing:
        raise PdfNotPossible(
            "A PDF needs the package typst, which is not installed here. `make setup` installs it; HTML is complete without."
        ) from missing
    matplotlib = find_spec("matplotlib")
    places = matplotlib.submodule_search_locations if matplotlib else None
    if not places:
        raise PdfNotPossible(
            "A PDF needs the fonts of the package matplotlib, which is not installed here. `make setup` installs it; HTML is complete without."
        )
    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(places[0]) / "mpl-data" / "fonts" / "ttf")])


def to_pdf(document: Document) -> bytes:
    """The document as PDF/UA-1. Raises PdfNotPossible where typst or its fonts are missing."""
    fonts = find_fonts()
    import typst

    sources = {"main": TYPST.read_bytes(), "data.json": to_json(document)}
    # The stubs of typst do not know that several files may come as a dictionary.
    compile_files: Callable[..., bytes] = typst.compile
    return compile_files(sources, font_paths=fonts, format="pdf", pdf_standards=[STANDARD])


def to_html(document: Document, others: Sequence[Mapping[str, str]] = ()) -> str:
    """The document as one page that needs nothing beside it. `others` are its other forms (href, label, language)."""
    return open_templates().get_template(HTML).render(document=document, others=others)


@cache
def open_templates() -> jinja2.Environment:
    from reports.site import load_templates

    return load_templates()
