"""What the public site takes: to build in all languages, over the wire, and to answer a reader; never a test.

    python -m benchmarks.site [cities] [cycles]

A generated network is published (160 cities and 15 cycles unless said otherwise; every city takes part in every cycle); then the site
is built once more from its public files alone, without PDFs. Sizes are those of the Index Charts, the heaviest page: what a browser
has to load for it, packed with gzip. Latency is from a filter to the drawn chart, in a Chromium of this machine.
"""

from __future__ import annotations

import gzip
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.correction import fill, publish
from benchmarks.run import measure

PLOTLY = "plotly.min.js"
MOST_OF_PAGE, MOST_WITH_CHARTS = 400_000, 1_600_000  # bytes over the wire
LATENCY = 100  # milliseconds
SOURCE = re.compile(r'(?:src|href)="([^"]+\.(?:js|css))"')
CHANGE = """([name, value]) => new Promise((done) => {
    const form = document.getElementById("chart-filters"), plot = document.getElementById("view-plot");
    const began = performance.now();
    const wait = () => plot.dataset.drawn ? requestAnimationFrame(() => done(performance.now() - began)) : setTimeout(wait, 1);
    const control = form.elements[name];
    if (control instanceof RadioNodeList) [...control].find((radio) => radio.value === value).checked = true; else control.value = value;
    (control instanceof RadioNodeList ? control[0] : control).dispatchEvent(new Event("change", { bubbles: true }));
    wait();
})"""


def build_again(release: Path, target: Path) -> int:
    """Build the site of a release from its public tables; returns the number of pages."""
    from reports.assets import read_thresholds
    from reports.edition import Edition
    from reports.site import build_site
    from tests.support.editions import read_public_frames

    tables, reference = read_public_frames(release)
    cycle = int(release.name.partition("-")[0])
    edition = Edition(release.name, cycle, "Generated network", "Generated data.", True, False, read_thresholds(), "1")
    return len(build_site(tables, reference, edition, target))


def weigh(page: Path) -> tuple[int, int]:
    """Bytes of a page over the wire: without the charts' library, and with it."""
    text = page.read_text(encoding="utf-8")
    files = [page, *((page.parent / name).resolve() for name in dict.fromkeys(SOURCE.findall(text)))]
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 6)) for file in files}
    whole = sum(sizes.values())
    return whole - sizes.get(PLOTLY, 0), whole


def answer_times(page: Path) -> tuple[float, list[float]]:
    """Seconds until the first chart is drawn, and milliseconds of each change of a filter or view."""
    from playwright.sync_api import sync_playwright

    from tests.support.browser import ARGUMENTS, find_browser

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        tab = chromium.new_page(viewport={"width": 1280, "height": 900})
        began = time.perf_counter()
        tab.goto(page.as_uri())
        tab.locator("#view-plot[data-drawn]").wait_for(state="attached")
        ready = time.perf_counter() - began
        latencies = []
        for view in ("dots", "lines", "pairs", "spread", "heat"):
            tab.evaluate(CHANGE, ["view", view])
            for name in ("cycle", "country", "population", "index"):
                values = tab.locator(f"[name={name}] option").evaluate_all("all => all.map((each) => each.value)")
                for value in [*values[1:4], values[0]]:
                    latencies.append(float(tab.evaluate(CHANGE, [name, value])))
        chromium.close()
    return ready, latencies


def main() -> None:
    cities, cycles = (int(sys.argv[place]) if len(sys.argv) > place else given for place, given in ((1, 160), (2, 15)))
    os.environ["INTERCULTURAL_PDF"] = "no"
    with tempfile.TemporaryDirectory() as name:
        home, site = Path(name) / "home", Path(name) / "site"
        fill(home / "inbox", cities, cycles)
        release = home / "published" / publish(home).release["release_id"]
        seconds, pages = measure(lambda: build_again(release, site))
        whole = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        page_bytes, with_charts = weigh(site / "charts.html")
        ready, latencies = answer_times(site / "charts.html")
    p95 = statistics.quantiles(latencies, n=20)[-1]
    print(f"{cities} cities × {cycles} cycles: {pages} pages in {seconds:.1f} s, {whole / 1e6:.0f} MB in all")
    print(
        f"Index Charts over the wire: {page_bytes / 1000:.0f} kB without the library (aim {MOST_OF_PAGE // 1000}), ",
        end="",
    )
    print(f"{with_charts / 1000:.0f} kB with it (aim {MOST_WITH_CHARTS // 1000}); first chart after {ready:.2f} s")
    print(f"{len(latencies)} changes of a filter: median {statistics.median(latencies):.0f} ms, ", end="")
    print(f"95th percentile {p95:.0f} ms (aim {LATENCY}), slowest {max(latencies):.0f} ms")


if __name__ == "__main__":
    main()
