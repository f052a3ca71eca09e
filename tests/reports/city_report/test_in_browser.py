"""City reports and packs as people open them: from the file system, narrow and wide, light and dark, with assistive technology."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from support.city_reports import PROGRAMME

from reports.city_report.content import compose_report
from reports.documents.render import to_html
from reports.language import speak
from reports.packs.deliver import make_expert_visit

pytestmark = pytest.mark.browser
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 24, 31)"}


def list_violations(page) -> list[str]:
    results = Axe().run(page, options={"preload": False})
    return [f"{item['id']}: {[node['target'] for node in item['nodes']]}" for item in results.response["violations"]]


def open_document(page, document, folder) -> None:
    path = folder / "document.html"
    path.write_text(to_html(document), encoding="utf-8")
    page.goto(path.as_uri())


def compose(source, kind, code, language):
    city = source.find_city(code)
    if kind == "pack":
        return make_expert_visit(city, source, PROGRAMME, language).document
    with speak(language):
        return compose_report(city, PROGRAMME)


@pytest.mark.parametrize(
    ("kind", "code", "language", "width"),
    [
        *(("report", "xa-alba", language, 1280) for language in ("en", "fr")),
        *(("pack", "xa-alba", language, 1280) for language in ("en", "fr")),
        *(("report", code, "en", 390) for code in ("xa-right", "xa-long", "xa-evil")),
    ],
)
def test_documents_are_accessible_and_fit_light_and_dark(page, source, tmp_path, kind, code, language, width) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_document(page, compose(source, kind, code, language), tmp_path)
    for scheme, colour in PAPER.items():
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == colour
        if scheme == "dark" or width == 1280:
            assert list_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "no sideways scrolling"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_drawings_follow_the_device_and_printed_pages_are_light(page, documents, tmp_path) -> None:
    """On a dark page no word or mark of a drawing has a colour of paper; printed it has all of them again."""
    open_document(page, documents["xa-alba"], tmp_path)
    painted = """(name) => [...new Set([...document.querySelectorAll(`figure svg [${name}]`)]
        .map((each) => getComputedStyle(each)[name]))].sort()"""
    light = {name: page.evaluate(painted, name) for name in ("fill", "stroke")}
    page.emulate_media(color_scheme="dark")
    dark = {name: page.evaluate(painted, name) for name in light}
    for name, colours in light.items():
        assert len(dark[name]) == len(colours) > 2
        assert {*dark[name]} & {*colours} <= {"none"}
    page.emulate_media(media="print", color_scheme="dark")
    assert {name: page.evaluate(painted, name) for name in light} == light
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER["light"]
