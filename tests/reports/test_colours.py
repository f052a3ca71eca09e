"""The colours of light and dark pages: every one has its counterpart, and what is read or drawn stands out."""

from __future__ import annotations

import re

import pytest

from reports import palette
from reports.documents.render import start_document, to_html
from reports.site import HERE

TEXTS = ("ink", "quiet", "own", "others", "mark", "bad")
MARKS = ("own", "others", "edge", "bar", "mark-1", "mark-2", "mark-3", "mark-4", "mark-6")
FILLS = ("all", "some", "none", "h0", "h1", "h2", "h3", "heat-low", "heat-middle", "heat-high", "banner", "fiction")
READ = r"--([a-z0-9-]+): ([^;]+);"


def read_sheet(name: str) -> dict[str, str]:
    """Colours by name, of the first block of a style sheet."""
    text = (HERE / "static" / name).read_text(encoding="utf-8")
    return dict(re.findall(READ, text[text.index(":root") : text.index("}")]))


def find_luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(find_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


def test_every_colour_of_light_pages_has_one_of_dark_pages() -> None:
    assert read_sheet("site.css").keys() == read_sheet("dark.css").keys()


@pytest.mark.parametrize("sheet", ["site.css", "dark.css"])
def test_what_is_read_and_drawn_stands_out(sheet) -> None:
    colours = read_sheet(sheet)
    on_pages = {
        name: min(contrast(colours[name], colours[page]) for page in ("paper", "soft", "field")) for name in TEXTS
    }
    assert {name: ratio for name, ratio in on_pages.items() if ratio < 4.5} == {}
    marks = {name: contrast(colours[name], colours["paper"]) for name in MARKS}
    assert {name: ratio for name, ratio in marks.items() if ratio < 3} == {}
    fills = {name: contrast(colours["ink"], colours[name]) for name in FILLS}
    assert {name: ratio for name, ratio in fills.items() if ratio < 4.5} == {}
    assert contrast(colours["on-own"], colours["own"]) >= 4.5
    assert contrast(colours["on-head"], colours["head"]) >= 4.5


def read_document() -> list[dict[str, str]]:
    """Colours of city reports and packs by name, on light and on dark devices."""
    words = dict.fromkeys(("programme", "title", "subtitle", "description", "status", "running", "footer"), "said")
    html = to_html(start_document(**words, is_draft=False, notices=[], meta=[], sections=[]))  # type: ignore[arg-type]
    return [dict(re.findall(READ, block + ";")) for block in re.findall(r":root \{([^}]*)\}", html)]


def test_documents_are_readable_light_and_as_dark_as_pages() -> None:
    light, dark = read_document()
    assert dark.keys() == light.keys()
    for colours in (light, dark):
        texts = {name: contrast(colours[name], colours["paper"]) for name in ("ink", "quiet", "own", "accent", "mark")}
        assert {name: ratio for name, ratio in texts.items() if ratio < 4.5} == {}
        assert contrast(colours["others"], colours["paper"]) >= 3
        assert contrast(colours["on-head"], colours["head"]) >= 4.5
    site = read_sheet("dark.css")
    same = {name: name for name in dark if name in site} | {"grid": "line", "accent": "mark-2"}
    assert {name: dark[name] for name in same} == {name: site[of_page] for name, of_page in same.items()}


def test_charts_know_every_colour_that_they_are_stored_in() -> None:
    script = (HERE / "static" / "colours.js").read_text(encoding="utf-8")
    known = dict(re.findall(r'"(#[0-9a-f]+|rgba\([^)]*\))": "--([a-z0-9-]+)"', script))
    light = read_sheet("site.css")
    assert {name: light[name] for name in known.values()} == {name: colour for colour, name in known.items()}
    stored = {palette.INK, palette.GRID, palette.PALE, palette.OWN, palette.OTHERS, palette.ACCENT}
    for path in (HERE / "static").glob("charts*.js"):
        stored |= set(re.findall(r'"(#[0-9a-f]{3,6})"', path.read_text(encoding="utf-8")))
    assert stored <= known.keys() | {"#fff"}
