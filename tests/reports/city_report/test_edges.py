"""Cities that are hard to write about: the report is readable and safe, as HTML and as PDF."""

from __future__ import annotations

import json

import pytest
from support.city_reports import ARABIC, CYCLE, EVIL

from reports.documents.render import STANDARD, to_html, to_pdf

HARD = ("xa-alba", "xa-one", "xa-none", "xa-long", "xa-right", "xa-evil")


@pytest.mark.parametrize("code", HARD)
def test_every_hard_city_has_html_and_pdf(documents, code) -> None:
    document = documents[code]
    html, pdf = to_html(document), to_pdf(document)
    assert html.count("<h1") == 1
    assert pdf.startswith(b"%PDF")
    assert pdf == to_pdf(document), "the same document gives the same bytes"
    assert b"pdfuaid" in pdf, STANDARD


def test_one_answer_and_none_say_that_there_is_no_score(documents) -> None:
    for code in ("xa-one", "xa-none"):
        text = json.dumps(documents[code], ensure_ascii=False)
        assert "Core index: no number is shown, since too few answers." in text
        assert "No score can be shown" in text


def test_forty_cycles_have_one_line_each(documents) -> None:
    result = next(section for section in documents["xa-alba"]["sections"] if section["id"] == "result")
    table = next(block for block in result["blocks"] if block["kind"] == "table" and block["rows"][0][0] == "2008")
    assert [row[0] for row in table["rows"]] == [str(cycle) for cycle in range(2008, CYCLE + 1)]
    drawing = next(
        block["drawing"] for block in result["blocks"] if block["kind"] == "chart" and ">2008<" in block["drawing"]
    )
    assert drawing.count("<circle") >= 40
    assert drawing.count(">20") < 40, "not every year fits below"


def test_a_long_name_is_whole_on_the_title_and_short_in_the_header(documents) -> None:
    document = documents["xa-long"]
    assert len(document["title"]) == 120
    assert len(document["running"]) < 80
    assert "…" in document["running"]


def test_right_to_left_text_keeps_its_direction(documents) -> None:
    html = to_html(documents["xa-right"])
    assert f'<h1 dir="auto">{ARABIC}</h1>' in html
    assert f'<q dir="auto">{ARABIC}</q>' in html


def test_markup_is_only_text(documents) -> None:
    document = documents["xa-evil"]
    assert EVIL[:40] in json.dumps(document, ensure_ascii=False).replace('\\"', '"')
    html = to_html(document)
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "javascript:" not in html
    assert to_pdf(document), "a panic in a text would stop typst"
