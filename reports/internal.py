"""Builds the internal site: pages for the programme, beside the internal tables, in no public file.

What is on the data-quality page is in `quality.py`, on those of the cycle in `dashboard/`. A page that looks at other releases of the home has no checksum; it is named
in `UNCHECKED` of `assets/publication/release.py`.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.pages.page import Page
from reports.site import HERE, load_templates

STATIC = ("site.css", "dark.css", "choices.js", "language.js", "site.js")
EXPORTS = "export"


@dataclass(frozen=True)
class InternalEdition:
    """What an internal page says about its release."""

    release_id: str
    cycle: int
    title: str
    statement: str
    is_fictional: bool
    code_version: str
    packs: frozenset[str] = frozenset()  # names of the packs that the release carries, without suffix


def build_internal_site(
    pages: Sequence[Page], edition: InternalEdition, target: Path, exports: Mapping[str, str] | None = None
) -> list[Path]:
    """Write the pages, what they need, and `exports` (text by name of the file) below `target`; returns the pages."""
    environment = load_templates()
    navigation = [(page.path, page.title) for page in pages if "/" not in page.path]
    written = []
    for page in pages:
        path = target / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        html = environment.get_template(page.template).render(
            page=page, edition=edition, navigation=navigation, root=page.root, base=page.root, **page.context
        )
        path.write_text(html, encoding="utf-8")
        written.append(path)
    (target / "assets").mkdir(parents=True, exist_ok=True)
    for name, text in (exports or {}).items():
        (target / EXPORTS).mkdir(parents=True, exist_ok=True)
        (target / EXPORTS / name).write_text(text, encoding="utf-8")
    for name in STATIC:
        shutil.copyfile(HERE / "static" / name, target / "assets" / name)
    return written
