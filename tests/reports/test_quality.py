"""The data-quality page: present state first, earlier releases beside it, and nothing that looks back changes a checksum."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from support.releases import make_release

from assets.publication.release import list_contents
from reports.internal import InternalEdition, build_internal_site
from reports.quality import (
    SHOWN,
    list_restless,
    look_back,
    make_quality_page,
    order_layers,
    read_findings,
    word_check,
    word_finding,
)

EVIL = "<script>alert(1)</script>"
EDITION = InternalEdition("2025-now", 2025, "A title", "A statement.", False, "c1")


def check(layer: str, name: str, failing: int = 0, severity: str = "warning") -> dict[str, Any]:
    return {
        "cycle": 2025,
        "layer": layer,
        "check_name": name,
        "severity": severity,
        "passed": not failing,
        "failing_rows": failing,
        "explanation": f"About {name}. {EVIL}",
    }


@pytest.fixture
def history(tmp_path):
    make_release(
        tmp_path,
        "2025-old",
        {"quality_checks": [check("raw", "files_are_whole", 3), check("scores", "sums_agree")]},
        "2026-01-01",
    )
    make_release(tmp_path, "2024-none", {}, "2025-01-01")
    now = make_release(
        tmp_path,
        "2025-now",
        {
            "quality_checks": [
                check("marts", "means_move_slowly", 1),
                check("raw", "files_are_whole"),
                check("raw", "keys_are_there", severity="error"),
            ]
        },
        "2026-01-02",
    )
    return look_back(tmp_path, read_findings(now, "2025-now", ""))


def test_it_looks_back_newest_first(history) -> None:
    assert [(each.release_id, each.finished_at) for each in history] == [("2025-now", ""), ("2025-old", "2026-01-01")]


def test_it_looks_back_a_bounded_way(tmp_path) -> None:
    for number in range(SHOWN + 5):
        make_release(tmp_path, f"2025-{number:02}", {"quality_checks": [check("raw", "c")]}, f"2026-01-{number + 1:02}")
    now = read_findings(tmp_path / "2025-14", "2025-14", "")
    assert [each.release_id for each in look_back(tmp_path, now)] == [
        f"2025-{number:02}" for number in range(14, 14 - SHOWN, -1)
    ]


def test_a_check_that_once_did_not_pass_is_followed_over_the_releases(history) -> None:
    assert list_restless(history) == [
        {"layer": "raw", "words": "Files are whole", "found": ["passed", "warning: 3 rows"]},
        {"layer": "marts", "words": "Means move slowly", "found": ["warning: 1 row", "not made"]},
    ]


def test_words() -> None:
    assert word_check("every_city_is_scored_once") == "Every city is scored once"
    assert word_finding(check("raw", "c", 2, "error")) == "failed: 2 rows"
    assert order_layers(["marts", "gone", "raw", "reference"]) == ["reference", "raw", "marts", "gone"]


def build(history, tmp_path: Path) -> Path:
    tickets = [
        {"severity": "error", "ticket_code": "unknown_city", "status": status} for status in ("open", "open", "closed")
    ]
    return build_internal_site([make_quality_page(history, tickets)], EDITION, tmp_path / "site")[0]


def test_the_present_state_comes_first_and_texts_stay_texts(history, tmp_path) -> None:
    text = build(history, tmp_path).read_text(encoding="utf-8")
    assert "2 of 3 checks of this release passed." in text
    assert text.index("To look into") < text.index("Open tickets") < text.index("Over the releases")
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    assert re.search(r'Unknown city</th><td>error</td><td class="n">2<', text)
    for link in ("../data_docs/index.html", "../data/tickets.csv", "../data/quality_checks.csv"):
        assert f'href="{link}"' in text


def test_the_page_has_no_checksum_and_the_rest_has(small) -> None:
    paths = {row["path"] for row in list_contents(small.release)}
    assert "internal/site/quality.html" not in paths
    assert "internal/site/assets/site.css" in paths


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_in_a_browser(page, small, width) -> None:
    path = small.release / "internal" / "site" / "quality.html"
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").inner_text() == "Data quality"
    for target in re.findall(r'(?:href|src)="([^"#]+)[^"]*"', path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
