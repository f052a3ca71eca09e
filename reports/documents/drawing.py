"""Draws shapes and texts as SVG: what the charts of documents are made of. Plain values in, SVG out; nothing is measured or computed.

The same drawing stands in the HTML and, as vectors, in the PDF; its words are texts in both.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from html import escape

from reports.palette import INK, PAPER

FONT = "DejaVu Sans, Verdana, sans-serif"
SIZE = 12.0  # of texts, in units of the drawing
UNDRAWABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
Point = tuple[float, float]


def clean(text: str) -> str:
    """A text as it can stand in XML."""
    return escape(UNDRAWABLE.sub("\N{REPLACEMENT CHARACTER}", text), quote=True)


def at(value: float) -> str:
    """A coordinate in as few digits as are seen."""
    return f"{value:.1f}".removesuffix(".0")


def wrap_label(text: str, width: int, lines: int = 3) -> list[str]:
    """A name over a few lines; what is longer ends in an ellipsis."""
    return textwrap.wrap(text, width, max_lines=lines, placeholder=" …") or [""]


def draw_text(
    x: float, y: float, text: str, *, anchor: str = "start", size: float = SIZE, colour: str = INK, bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{at(x)}" y="{at(y)}" text-anchor="{anchor}" font-size="{at(size)}" fill="{colour}"{weight}>{clean(text)}</text>'


def draw_lines(
    x: float,
    y: float,
    lines: Sequence[str],
    *,
    anchor: str = "start",
    size: float = SIZE,
    colour: str = INK,
    bold: bool = False,
) -> str:
    """Lines of text around the height `y`."""
    step = size * 1.2
    top = y + size * 0.35 - step * (len(lines) - 1) / 2
    return "".join(
        draw_text(x, top + step * place, line, anchor=anchor, size=size, colour=colour, bold=bold)
        for place, line in enumerate(lines)
    )


def draw_line(start: Point, end: Point, colour: str, width: float = 1.0, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{at(start[0])}" y1="{at(start[1])}" x2="{at(end[0])}" y2="{at(end[1])}" '
        f'stroke="{colour}" stroke-width="{at(width)}"{dashed}/>'
    )


def draw_path(
    points: Iterable[Point],
    colour: str,
    width: float = 2.0,
    *,
    dash: str = "",
    fill: str = "none",
    is_closed: bool = False,
) -> str:
    """A line through points; `fill` may be a colour with an opacity after a slash."""
    path = "M" + "L".join(f"{at(x)} {at(y)}" for x, y in points) + ("Z" if is_closed else "")
    paint, _, opacity = fill.partition("/")
    return (
        f'<path d="{path}" fill="{paint}"{f" fill-opacity={chr(34)}{opacity}{chr(34)}" if opacity else ""} stroke="{colour}" '
        f'stroke-width="{at(width)}" stroke-linejoin="round"{f" stroke-dasharray={chr(34)}{dash}{chr(34)}" if dash else ""}/>'
    )


def draw_box(x: float, y: float, width: float, height: float, fill: str, edge: str = "", opacity: float = 1.0) -> str:
    stroke = f' stroke="{edge}" stroke-width="1.3"' if edge else ""
    return (
        f'<rect x="{at(x)}" y="{at(y)}" width="{at(max(width, 0.0))}" height="{at(height)}" fill="{fill}"'
        f"{f' fill-opacity={chr(34)}{opacity}{chr(34)}' if opacity < 1 else ''}{stroke}/>"
    )


def draw_mark(x: float, y: float, shape: str, colour: str, *, size: float = 5.5, is_hollow: bool = False) -> str:
    """A circle, diamond, square or triangle; hollow marks have the colour of paper inside."""
    fill = PAPER if is_hollow else colour
    edge = f'stroke="{colour}" stroke-width="1.6"'
    if shape == "circle":
        return f'<circle cx="{at(x)}" cy="{at(y)}" r="{at(size)}" fill="{fill}" {edge}/>'
    corners = {
        "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
        "square": ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
        "triangle": ((0, -1.15), (1.1, 0.85), (-1.1, 0.85)),
    }[shape]
    path = "L".join(f"{at(x + size * dx)} {at(y + size * dy)}" for dx, dy in corners)
    return f'<path d="M{path}Z" fill="{fill}" {edge}/>'


def frame(width: float, height: float, parts: Iterable[str]) -> str:
    """The drawing; it says nothing to those who do not see it: the document tells them beside it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {at(width)} {at(height)}" width="{at(width)}" height="{at(height)}" '
        f'font-family="{FONT}" aria-hidden="true">{"".join(parts)}</svg>'
    )
