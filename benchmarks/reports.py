"""How long 160 city reports take, against the charts in them alone; never a test.

    INTERCULTURAL_HOME=… python -m benchmarks.reports

Takes the reports of the latest release (its cycle, then earlier ones, in every language) until there are 160. The charts alone are measured
twice: the drawings of the reports as PDF, and as many charts of the site as SVG in one page of Chromium, where there is one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from assets.publication.release import find_latest
from benchmarks.run import measure
from reports.city_report.content import Programme, compose_report
from reports.city_report.source import open_release
from reports.documents.render import Document, find_fonts, to_html, to_pdf
from reports.language import speak

REPORTS, SHARE = 160, 8  # of the charts, one in eight goes through Chromium
PROGRAMME = Programme("Intercultural Cities Index", "Fictional data.", True)
CHARTS = (
    b'#let drawings = json("data.json")\n#for drawing in drawings { image(bytes(drawing), format: "svg", width: 100%) }'
)
DRAW = """async (figures) => { const box = document.createElement("div"); document.body.append(box); let bytes = 0;
for (const figure of figures) bytes += (await Plotly.toImage(figure, {format: "svg", width: 640, height: 400})).length; return bytes; }"""


def list_documents(release: Path, cycle: int) -> Iterator[Document]:
    for year in range(cycle, cycle - 12, -1):
        with open_release(release, year) as source:
            for language in ("en", "fr"):
                for code in source.list_cities():
                    city = source.find_city(code)
                    assert city is not None
                    with speak(language):
                        yield compose_report(city, PROGRAMME)


def list_drawings(document: Document) -> list[str]:
    return [
        block["drawing"] for section in document["sections"] for block in section["blocks"] if block["kind"] == "chart"
    ]


def print_charts(drawings: list[str]) -> bytes:
    import typst

    compile_files: Any = typst.compile
    made: bytes = compile_files(
        {"main": CHARTS, "data.json": json.dumps(drawings).encode()}, font_paths=find_fonts(), format="pdf"
    )
    return made


def draw_in_chromium(charts: int) -> float | None:
    """Seconds for so many charts of the site as SVG, in one page; None without a browser."""
    from playwright.sync_api import sync_playwright
    from plotly.offline import get_plotlyjs

    from reports.figures_of_city import draw_areas
    from tests.support.browser import ARGUMENTS, NoBrowser, find_browser

    names = [f"Area {place}" for place in range(12)]
    figures = [
        json.loads(draw_areas(names, [float(place % 90)] * 12, [50.0] * 12).to_json()) for place in range(charts)
    ]
    try:
        path = find_browser()
    except NoBrowser:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        page = browser.new_page()
        page.set_content(f"<script>{get_plotlyjs()}</script>")
        seconds, _ = measure(lambda: page.evaluate(DRAW, figures))
        browser.close()
    return seconds


def main() -> None:
    release = find_latest(Path(os.environ["INTERCULTURAL_HOME"]) / "published")
    assert release is not None, "Nothing has been published in this home."
    cycle = int(release.name.partition("-")[0])
    found = list_documents(release, cycle)
    composing, documents = measure(lambda: [document for document, _ in zip(found, range(REPORTS), strict=False)])
    drawings = [list_drawings(document) for document in documents]
    charts = sum(map(len, drawings))
    find_fonts()
    writing, _ = measure(lambda: [to_html(document) for document in documents])
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        printing, pdfs = measure(lambda: list(pool.map(to_pdf, documents)))
        alone, _ = measure(lambda: list(pool.map(print_charts, drawings)))
    drawn = draw_in_chromium(charts // SHARE)
    count, whole = len(documents), composing + printing
    print(
        f"{count} reports, {charts / count:.0f} charts each, {sum(map(len, pdfs)) / count / 1000:.0f} kB a PDF, {os.cpu_count()} cores"
    )
    print(
        f"composed {composing:.1f} s, HTML {writing:.1f} s, PDF {printing:.1f} s: {whole / count:.3f} s a report, {whole:.0f} s in all (aim: 90)"
    )
    print(f"the same drawings alone as PDF: {alone:.1f} s: ratio {whole / alone:.1f}")
    if drawn is not None:
        print(
            f"as many charts as SVG in Chromium: {drawn * SHARE:.0f} s: ratio {whole / (drawn * SHARE):.2f} (aim: at most 2)"
        )


if __name__ == "__main__":
    main()
