"""Pages from small tables: what is submitted stays text, what must not be shown is not shown, the same bytes twice."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.editions import EDITION, read_public_frames

from reports.book import build_book, find_version
from reports.figures import draw_cycles, draw_network
from reports.figures_of_city import draw_areas, draw_radar, fill_areas, fill_radar
from reports.numbers import round_half_away, show_difference, show_number, show_score, show_share
from reports.pages.page import to_script
from reports.site import build_site
from reports.weights import weigh_questions
from reports.wording import order_code, safe_link

EVIL = "<script>alert(1)</script>&\"'"
AREAS = ["Commitment", "Education", "Welcome"]


@pytest.fixture(scope="module")
def frames(small):
    """Public tables and seeds of one fictional cycle."""
    return read_public_frames(small.release)


def test_what_is_submitted_stays_text(frames, tmp_path) -> None:
    tables, reference = frames
    cities, evidence = tables["cities"].copy(), tables["answer_evidence"].copy()
    cities["city_name"] = EVIL
    evidence["evidence_text"] = EVIL
    evidence["evidence_url"] = "javascript:alert(1)"
    changed = {**tables, "cities": cities, "answer_evidence": evidence}
    for path in build_site(changed, reference, replace(EDITION, title=EVIL), tmp_path):
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text, path
        assert "javascript:" not in text, path


def test_the_same_tables_give_the_same_bytes(frames, tmp_path) -> None:
    first = build_site(*frames, EDITION, tmp_path / "a")
    second = build_site(*frames, EDITION, tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_plotly_is_there_once(frames, tmp_path) -> None:
    build_site(*frames, EDITION, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("plotly*")] == ["assets/plotly.min.js"]


def test_no_page_asks_the_network(frames, tmp_path) -> None:
    for path in build_site(*frames, EDITION, tmp_path):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', text), path


def test_the_book_keeps_each_cycle_under_its_own_version(frames) -> None:
    book = build_book(*frames, 2025)
    assert {row["methodology_id"] for row in book.indexes.values()} == {book.version_of[2025]}
    assert len(book.network) > 5


def test_a_cycle_without_a_version_raises() -> None:
    with pytest.raises(ValueError, match="No version belongs to the cycle 1999"):
        find_version(1999, [{"methodology_id": "m", "first_cycle": 2008, "last_cycle": None}])


def test_weights_of_all_questions_make_one(frames) -> None:
    _, reference = frames
    areas = reference["methodology_areas"].astype(object).where(reference["methodology_areas"].notna(), None)
    questions = reference["methodology_questions"]
    for version in reference["methodologies"]["methodology_id"]:
        mine = areas[areas["methodology_id"] == version].to_dict("records")
        weights = weigh_questions(mine, questions[questions["methodology_id"] == version].to_dict("records"))
        assert sum(weights.values()) == pytest.approx(1, abs=1e-12)


def test_weights_are_those_that_the_scores_use(small, frames) -> None:
    """Where all questions count, the weight on the methodology page is the one in the sum of a score."""
    _, reference = frames
    leaves = pd.read_parquet(small.release / "internal" / "data" / "index_contributions.parquet")
    leaves = leaves[(leaves["node_code"] == "INDEX") & (leaves["index_code"] == "core")]
    areas = reference["methodology_areas"].astype(object).where(reference["methodology_areas"].notna(), None)
    questions = reference["methodology_questions"]
    version = leaves["methodology_id"].iloc[0]
    core = questions[(questions["methodology_id"] == version) & (questions["index_code"] == "core")]
    mine = areas[(areas["methodology_id"] == version) & (areas["index_code"] == "core")].to_dict("records")
    weights = weigh_questions(mine, core.to_dict("records"))
    complete = leaves.groupby("city_code").filter(lambda group: len(group) == len(core))
    assert len(complete) > 0
    assert (complete["question_code"].map(weights) - complete["effective_weight"]).abs().max() < 1e-12


def test_bars_show_scores_and_means() -> None:
    figure = draw_areas(AREAS, [50.0, None, 80.0], [60.0, 61.0, None], [False, False, True])
    assert [trace.name for trace in figure.data] == ["this city", "mean of the group"]
    assert list(figure.data[0].x) == [50.0, None, 80.0]
    assert figure.data[0].marker.color[2] != figure.data[0].marker.color[0], "indicative bars are hollow"
    assert list(figure.layout.xaxis.range) == [0, 100]


def test_filled_outlines_are_the_drawn_charts() -> None:
    scores, means, hollow = [50.0, None, 80.0], [60.0, 61.0, None], [False, False, True]
    assert fill_areas(AREAS, scores, means, hollow) == draw_areas(AREAS, scores, means, hollow).to_plotly_json()
    assert fill_radar(AREAS, scores, means) == draw_radar(AREAS, scores, means).to_plotly_json()


def test_the_radar_closes_its_ring() -> None:
    figure = draw_radar(AREAS, [1.0, 2.0, 3.0], [4.0, 5.0, 6.0])
    assert list(figure.data[0].r) == [1.0, 2.0, 3.0, 1.0]
    assert figure.data[1].theta[0] == figure.data[1].theta[-1]


def test_versions_are_not_joined() -> None:
    figure = draw_cycles([("a", [2012, 2015], [40.0, 50.0]), ("b", [2016], [55.0])])
    assert [list(trace.x) for trace in figure.data] == [[2012, 2015], [2016]]
    assert figure.data[0].line.dash != figure.data[1].line.dash


def test_the_network_is_one_dot_a_city() -> None:
    figure = draw_network(["A", "B"], [40.0, 60.0], ["XA", "XB"], 50.0)
    assert list(figure.data[0].text) == ["A", "B"]
    assert figure.layout.shapes[0].x0 == 50.0


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.5, "1"), (1.5, "2"), (2.5, "3"), (66.49, "66"), (None, "–"), (float("nan"), "–"), (100, "100")],
)
def test_scores_round_half_away_from_zero(value, shown) -> None:
    assert show_score(value) == shown


@given(st.floats(0, 100))
def test_rounding_moves_by_half_a_point_at_most(value) -> None:
    assert abs(round_half_away(value) - value) <= 0.5 + 1e-9
    assert round_half_away(-value) == -round_half_away(value)


def test_figures_in_words() -> None:
    assert (show_difference(-2.5), show_difference(0.2), show_difference(3)) == ("−3", "0", "+3")
    assert show_share(0.905) == "91 %"
    assert show_number(1234567) == "1,234,567"


def test_codes_are_ordered_as_people_count() -> None:
    assert sorted(["A10", "A2", "B1", "A2B", "A1"], key=order_code) == ["A1", "A2", "A2B", "A10", "B1"]


def test_questions_stand_in_their_order_and_are_opened_in_words(frames, tmp_path) -> None:
    _, reference = frames
    pages = {path.relative_to(tmp_path).as_posix(): path for path in build_site(*frames, EDITION, tmp_path)}
    questions = reference["methodology_questions"]
    version = questions["methodology_id"].iloc[-1]
    text = pages[f"methodology/{version}.html"].read_text(encoding="utf-8")
    for _, rows in questions[questions["methodology_id"] == version].groupby("area_code"):
        places = [text.index(f'<tr id="{code}">') for code in sorted(rows["question_code"], key=order_code)]
        assert places == sorted(places)
    opened = set(questions["parent_opening_options"].dropna())
    assert opened
    assert not any(f"says: {codes.replace('|', ', ')}" in text for codes in opened), "labels, not codes"


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_only_web_links_become_links(link, shown) -> None:
    assert safe_link(link) == shown


@given(st.text())
def test_json_in_a_page_never_ends_its_element(text) -> None:
    script = str(to_script({"text": text}))
    assert "<" not in script
    assert ">" not in script
    assert json.loads(script) == {"text": text}
