"""The blocks that documents are made of: plain dictionaries, which go as JSON into the template of the PDF.

Texts are said in the language of the document before they get here. Texts of cities and experts are bounded here; neither template
takes any text for markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports.documents.drawing import UNDRAWABLE
from reports.wording import safe_link

Block = dict[str, Any]
LONGEST = 700  # characters of a text that somebody has sent; the tables of the release have all of it


def bound(value: object, longest: int = LONGEST) -> str:
    """A text that somebody has sent, on one line, in characters that can be shown, and no longer than `longest`."""
    text = " ".join(UNDRAWABLE.sub("\N{REPLACEMENT CHARACTER}", str(value or "")).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def text(words: str, tone: str = "plain") -> Block:
    """A paragraph; tones: plain, lead (what is to be remembered), quiet (how it was made)."""
    return {"kind": "text", "text": words, "tone": tone}


def heading(words: str) -> Block:
    """A heading inside a section."""
    return {"kind": "heading", "text": words}


def facts(pairs: Iterable[tuple[str, str, str]]) -> Block:
    """Large figures with what they are, and a note below each."""
    return {"kind": "facts", "items": [{"label": label, "value": value, "note": note} for label, value, note in pairs]}


def chart(title: str, description: str, drawing: str) -> Block:
    """A drawing with its title; the description says what it shows to those who do not see it."""
    return {"kind": "chart", "title": title, "description": description, "drawing": drawing}


def table(
    caption: str, columns: Sequence[tuple[str, bool]], rows: Iterable[Sequence[str]], widths: Sequence[float] = ()
) -> Block:
    """Columns as (title, whether it holds figures); the first cell of a row names it. `widths` are shares, for paper."""
    cells = [[*row] for row in rows]
    return {
        "kind": "table",
        "caption": caption,
        "columns": [{"title": title, "is_figure": is_figure} for title, is_figure in columns],
        "rows": cells,
        "widths": list(widths) or [2.4, *[1.0] * (len(columns) - 1)],
    }


def link(label: str, url: object) -> Mapping[str, str] | None:
    """A link, where the address is one that may be followed."""
    target = safe_link(url)
    return {"label": bound(label, 90), "url": target} if target else None


def item(
    title: str,
    *,
    above: str = "",
    below: str = "",
    quote: str = "",
    mark: str = "",
    links: Iterable[Mapping[str, str] | None] = (),
) -> Block:
    """One entry of a list: what it is about, its title, what is said of it, what somebody wrote, where it is documented."""
    found = [each for each in links if each]
    return {"title": title, "above": above, "below": below, "quote": quote, "mark": mark, "links": found}


def items(entries: Iterable[Block], is_numbered: bool = False) -> Block:
    return {"kind": "items", "items": list(entries), "is_numbered": is_numbered}


def expert(label: str, words: str, about: str = "", byline: str = "") -> Block:
    """What a reviewer wrote; it stands out from what is generated."""
    return {"kind": "expert", "label": label, "text": words, "about": about, "byline": byline}


def notice(words: str, tone: str = "warning") -> Block:
    """Something that the reader has to know first."""
    return {"kind": "notice", "text": words, "tone": tone}


def section(code: str, title: str, blocks: Iterable[Block | None], level: int = 1, is_joined: bool = False) -> Block:
    """A section of a document, of the second level where it is a part of the one before; blocks that are None were nothing to say.

    On paper a section begins a page, but where it is joined to the one before.
    """
    return {
        "id": code,
        "title": title,
        "level": level,
        "is_joined": is_joined,
        "blocks": [block for block in blocks if block is not None],
    }
