"""Puts feedback into the outbox of each city: only where something has changed, each file there completely or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from assets.questionnaire.languages import languages_folder
from reports.feedback.content import Feedback
from reports.feedback.page import TEMPLATE, TEMPLATES, write_page
from reports.feedback.workbook import write_workbook

PAGE, WORKBOOK = "feedback.html", "feedback.xlsx"


@cache
def fingerprint(languages: Path) -> str:
    """Changes with whatever decides how feedback looks, so that files made before are made anew."""
    sources = [*Path(__file__).resolve().parent.glob("*.py"), TEMPLATES / TEMPLATE, *languages.glob("*.csv")]
    digest = hashlib.sha256()
    for path in sorted(sources, key=lambda path: path.name):
        digest.update(path.name.encode() + path.read_bytes())
    return f"feedback {digest.hexdigest()[:12]}"


def write_outbox(outbox: Path, feedbacks: Iterable[Feedback], title: str, statement: str) -> int:
    """Write page and workbook of each city into `<outbox>/<city_code>/`. Returns for how many cities something changed."""
    changed = 0
    for feedback in feedbacks:
        folder = outbox / feedback.city_code
        page = write_page(feedback, title, statement, fingerprint(languages_folder())).encode()
        is_there = (folder / WORKBOOK).exists() and (folder / PAGE).exists()
        if is_there and (folder / PAGE).read_bytes() == page:
            continue
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The page comes last: as long as it is the old one, both are made again.
        put(folder / WORKBOOK, write_workbook(feedback, f"{title}. {statement}"))
        put(folder / PAGE, page)
        changed += 1
    return changed


def put(path: Path, content: bytes) -> None:
    waiting = path.with_name(f".{path.name}.part")
    waiting.write_bytes(content)
    waiting.replace(path)
