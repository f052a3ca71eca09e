"""Charts of documents: what is drawn is what was given, nothing where there is nothing, and always XML."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.documents.blocks import bound
from reports.documents.charts import Entry, Level, chart_bars, chart_levels, chart_lines, chart_parts, chart_radar
from reports.documents.drawing import draw_text, frame
from reports.palette import OTHERS, OWN

LEGEND = [
    Entry("circle", OWN, "this city"),
    Entry("line", OWN, "interval"),
    Entry("band", "#fff", "half"),
    Entry("diamond", OTHERS, "mean"),
]
SCORES = st.none() | st.floats(0, 100)


def read(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)


def find(drawing: str, tag: str) -> list[ElementTree.Element]:
    return list(read(drawing).iter(f"{{http://www.w3.org/2000/svg}}{tag}"))


def read_texts(drawing: str) -> list[str]:
    return [element.text or "" for element in find(drawing, "text")]


def test_a_score_stands_where_it_belongs() -> None:
    drawing = chart_levels([Level("Core", 50.0, 40.0, 60.0, (30.0, 70.0), (45.0, None), 20.0)], [])
    before, now = (float(dot.get("cx", "0")) for dot in find(drawing, "circle"))
    ticks = {text.text: float(text.get("x", "0")) for text in find(drawing, "text") if text.get("font-weight") is None}
    assert now == pytest.approx((ticks["0"] + ticks["100"]) / 2, abs=0.2)
    assert before == pytest.approx(ticks["0"] + 0.2 * (ticks["100"] - ticks["0"]), abs=0.2)


def test_nothing_is_drawn_where_there_is_no_score() -> None:
    assert find(chart_levels([Level("Core", None, before=20.0)], []), "circle") == []
    assert find(chart_bars(["A"], [None], [None], [False], []), "rect") == []
    assert find(chart_radar(["A", "B"], [[None, None]], []), "circle") == []
    assert len(find(chart_lines([("core", [2008], [None])]), "circle")) == 1, "the mark of the legend alone"


def test_a_hollow_bar_is_indicative() -> None:
    full, hollow = find(chart_bars(["A", "B"], [50.0, 50.0], [None, None], [False, True], []), "rect")
    assert (full.get("fill"), hollow.get("fill")) == (OWN, "#ffffff")


def test_parts_of_a_change_end_where_the_next_begin() -> None:
    drawing = chart_parts(["up", "down", "sum"], [5.0, -2.0])
    up, down, whole = find(drawing, "rect")
    assert float(up.get("x", "0")) + float(up.get("width", "0")) == pytest.approx(
        float(down.get("x", "0")) + float(down.get("width", "0")), abs=0.2
    )
    assert float(whole.get("width", "0")) == pytest.approx(float(up.get("width", "0")) * 3 / 5, abs=0.5)
    assert [text for text in read_texts(drawing) if text[0] in "+−"] == ["+5.0", "−2.0", "+3.0"]


@given(st.lists(st.tuples(st.text(max_size=130), SCORES, SCORES), max_size=8))
def test_every_chart_is_xml_whatever_it_is_given(rows) -> None:
    names, scores, means = ([row[place] for row in rows] for place in range(3))
    for drawing in (
        chart_levels(
            [Level(name, score, score, mean, (score, mean), (mean,), mean) for name, score, mean in rows], LEGEND
        ),
        chart_bars(names, scores, means, [score is None for score in scores], LEGEND),
        chart_radar(names, [scores, means], LEGEND),
        chart_lines([(name, [2008, 2010], [score, mean]) for name, score, mean in rows]),
        chart_parts([*names, "sum"], [score or 0.0 for score in scores]),
    ):
        assert read(drawing).get("aria-hidden") == "true"


@given(st.text())
def test_texts_are_escaped(text) -> None:
    (drawn,) = read_texts(frame(1, 1, [draw_text(0, 0, text)]))
    assert len(drawn) == len(text.replace("\r\n", "\n")) or "\r" in text


@given(st.text(), st.integers(1, 50))
def test_texts_of_others_are_bounded(text, longest) -> None:
    said = bound(text, longest)
    assert len(said) <= longest
    assert "\n" not in said
