"""`intercultural report` on a release: what it writes and where, and how it refuses."""

from __future__ import annotations

import pytest

from reports.documents import render


@pytest.fixture
def report(command, small, tmp_path):
    """Runs the command, writing into an own folder."""

    def run_report(*arguments: str) -> tuple[int, str, str]:
        return command("report", *arguments, "--out", str(tmp_path), home=small.home.path)

    return run_report


@pytest.fixture
def city(small) -> str:
    """A city whose review is complete and that may be shown."""
    return min(path.name for path in (small.release / "public" / "reports").glob("*-en.html")).removesuffix(
        "-2025-en.html"
    )


def test_html_and_pdf_are_written_where_asked(report, city, tmp_path) -> None:
    status, printed, _ = report(city, "--pdf", "--language", "fr")
    assert status == 0
    page, pdf = tmp_path / city / "2025" / "report-fr.html", tmp_path / city / "2025" / "report-fr.pdf"
    assert printed.splitlines() == [f"Written (final, fr): {page}", f"Written (final, fr): {pdf}"]
    assert 'lang="fr"' in page.read_text(encoding="utf-8")
    assert 'href="report-fr.pdf"' in page.read_text(encoding="utf-8")
    assert pdf.read_bytes().startswith(b"%PDF")


def test_without_typst_the_html_is_there_and_the_message_says_what_is_missing(
    report, city, tmp_path, monkeypatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    render.find_fonts.cache_clear()
    status, _, said = report(city, "2025", "--pdf")
    render.find_fonts.cache_clear()
    assert status == 2
    assert "A PDF needs the package typst" in said
    assert "make setup" in said
    assert (tmp_path / city / "2025" / "report-en.html").exists()
    assert not (tmp_path / city / "2025" / "report-en.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("xx-nowhere",), "no answers of 'xx-nowhere'"),
        (("xx-nowhere", "2025"), "It took part in no cycle"),
        (("xx-nowhere", "--language", "xx"), "There is no language 'xx'. There are: en, fr."),
    ],
)
def test_what_cannot_be_written_is_refused(report, arguments, said) -> None:
    status, _, printed = report(*arguments)
    assert status == 2
    assert said in printed


def test_the_cycles_of_a_city_are_named(report, city) -> None:
    status, _, said = report(city, "2019")
    assert status == 2
    assert "Its cycles: 2025." in said


def test_the_record_has_no_reports(command, record) -> None:
    status, _, said = command("report", "no-bergen", home=record.home.path)
    assert status == 2
    assert "no reports" in said


def test_the_paper_for_the_council_is_written_where_asked(command, demo, tmp_path) -> None:
    city = min(path.stem for path in (demo.release / "public" / "site" / "results").glob("*.html"))
    asked = ("report", city, "--kind", "council", "--language", "en", "--out", str(tmp_path))
    status, printed, _ = command(*asked, "--pdf", home=demo.home.path)
    place = tmp_path / city / "2025"
    assert status == 0
    assert [line.rpartition(": ")[2] for line in printed.splitlines()] == [
        str(place / "council-en.html"),
        str(place / "council-en.pdf"),
    ]
    assert (place / "council-en.pdf").read_bytes().startswith(b"%PDF")
    status, _, said = command(*asked, "2025", home=demo.home.path)
    assert status == 2
    assert "leave the cycle out" in said


def test_without_a_strategy_there_is_no_paper_for_the_council(report, city) -> None:
    status, _, said = report(city, "--kind", "council")
    assert status == 2
    assert f"no strategy of {city}" in said
