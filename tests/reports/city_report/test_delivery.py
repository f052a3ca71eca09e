"""Who gets which report: the outbox of the city, and for everybody only what is final and public."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from support.city_reports import PROGRAMME

from reports.city_report.deliver import deliver, forget_unused, list_reports
from reports.city_report.source import open_release
from reports.documents import render

CHOSEN = ("xa-alba", "xa-hidden", "xa-long", "xa-plain0")


@pytest.fixture(scope="module")
def reports(source):
    return list(list_reports(source, PROGRAMME, CHOSEN))


def list_files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_final_public_reports_are_in_all_languages_and_drafts_stay_with_the_city(reports, tmp_path) -> None:
    done = deliver(reports, tmp_path / "outbox", tmp_path / "public", tmp_path / "cache", with_pdf=False)
    assert list_files(tmp_path / "outbox") == [
        "xa-alba/2047/report-en.html",
        "xa-hidden/2047/report-en.html",
        "xa-long/2047/report-fr.html",
        "xa-plain0/2047/report-en.html",
    ]
    assert list_files(tmp_path / "public") == [
        f"{code}-2047-{language}.html" for code in ("xa-alba", "xa-long") for language in ("en", "fr")
    ]
    assert (done.outbox, done.public, done.drafts, done.made) == (4, 4, 1, 0)


def test_a_pdf_is_made_once(reports, tmp_path) -> None:
    few = [report for report in reports if report.city_code == "xa-alba"]

    def write():
        return deliver(few, tmp_path / "outbox", tmp_path / "public", tmp_path / "cache")

    assert write().made == 2
    page = tmp_path / "outbox" / "xa-alba" / "2047" / "report-en.html"
    before = page.stat().st_mtime_ns
    assert write().made == 0
    assert page.stat().st_mtime_ns == before, "what is the same is not written again"
    public = (tmp_path / "public" / "xa-alba-2047-en.html").read_text(encoding="utf-8")
    for target in re.findall(r'href="(xa-[^"]+)"', public):
        assert (tmp_path / "public" / target).exists(), target
    assert 'href="../site/city/xa-alba.html"' in public
    assert 'href="../site/fr/city/xa-alba.html"' in (tmp_path / "public" / "xa-alba-2047-fr.html").read_text(
        encoding="utf-8"
    )
    deliver(few, tmp_path / "without", None, tmp_path / "cache", with_pdf=False)
    assert not list((tmp_path / "without").rglob("*.pdf")), "what is left out is not taken from an earlier run"
    forget_unused(tmp_path / "cache", few[:1])
    assert len(list_files(tmp_path / "cache")) == 1


def test_an_old_pdf_does_not_stay_beside_a_newer_page(reports, tmp_path) -> None:
    few = reports[:1]
    pdf = tmp_path / "outbox" / "xa-alba" / "2047" / "report-en.pdf"
    pdf.parent.mkdir(parents=True)
    pdf.write_bytes(b"older")
    deliver(few, tmp_path / "outbox", None, tmp_path / "cache", with_pdf=False)
    assert not pdf.exists()


@pytest.mark.parametrize(
    ("lacks", "named"), [("matplotlib", "the fonts of the package matplotlib"), ("typst", "the package typst")]
)
def test_without_fonts_or_typst_html_is_complete(reports, tmp_path, monkeypatch, lacks, named) -> None:
    monkeypatch.setattr(render, "find_spec", lambda name: None)
    if lacks == "typst":
        monkeypatch.setitem(sys.modules, "typst", None)
    render.find_fonts.cache_clear()
    done = deliver(reports[:1], tmp_path / "outbox", None, tmp_path / "cache")
    render.find_fonts.cache_clear()
    assert done.without_pdf == (
        f"A PDF needs {named}, which is not installed here. `make setup` installs it; HTML is complete without."
    )
    assert list_files(tmp_path / "outbox") == ["xa-alba/2047/report-en.html"]


def test_nothing_that_is_published_needs_a_browser() -> None:
    root = Path(render.__file__).parents[2]
    for folder in ("assets", "expectations", "orchestration", "reports"):
        for path in (root / folder).rglob("*.py"):
            assert "playwright" not in path.read_text(encoding="utf-8"), path


def test_the_reports_of_a_run_are_those_of_its_cycle(demo) -> None:
    with open_release(demo.release, 2025) as source:
        cities = [source.find_city(code) for code in source.list_cities()]
    public = {
        f"{city.code}-2025-{language}.html" for city in cities if city and city.is_public for language in ("en", "fr")
    }
    assert {path.name for path in (demo.release / "public" / "reports").iterdir()} == public
    for city in cities:
        assert city is not None
        assert (demo.home.outbox / city.code / "2025" / "report-en.html").exists()
        page = demo.release / "public" / "site" / "city" / f"{city.code}.html"
        linked = page.exists() and "Its City Index report" in page.read_text(encoding="utf-8")
        assert linked == city.is_public
