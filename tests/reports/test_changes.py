"""The change of a city on its page: the finding in words, the figure, and the answers that moved."""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise

import pandas as pd
import pytest
from support.editions import EDITION, read_public_frames

from reports.book import INDEX, Book, build_book
from reports.change_in_words import PARTS, tell_change
from reports.figures_of_city import draw_change, fill_change
from reports.numbers import show_change, show_points
from reports.pages.changes import list_changes
from reports.site import build_site
from reports.words_by_code import CHANGE_REASONS

EVIL = "<script>alert(1)</script>"


def change(**parts: float) -> dict[str, float]:
    row = {f"from_{part}": parts.get(part, 0.0) for part in PARTS}
    return row | {"change_official": sum(row.values())}


def moved(what: str, before: str | None = "answered", after: str | None = "answered", times: int = 1) -> list[dict]:
    return [{"what_changed": what, "from_state": before, "to_state": after}] * times


def test_the_finding_is_one_line() -> None:
    told = tell_change(change(answers=7.0, questions=-0.8), moved("left", after=None, times=2))
    assert told == "+6.2: 7.0 from your answers, −0.8 because two questions left the questionnaire"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (moved("coverage", "dont_know"), "one question now has an answer"),
        (moved("coverage", after="not_applicable", times=3), "three questions no longer have an answer"),
        (
            [*moved("coverage", "unanswered", "closed", 2), *moved("coverage", after="invalid")],
            "two questions now have an answer and one no longer has one",
        ),
        (moved("coverage", "dont_know", "not_applicable"), "of questions without an answer"),
        ([], "of questions without an answer"),
    ],
)
def test_coverage_in_words(rows, told) -> None:
    assert tell_change(change(coverage=-2.04), rows) == f"−2.0: −2.0 because {told}"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (moved("entered", None, times=13), "13 questions entered the questionnaire"),
        ([*moved("left"), *moved("entered", times=2)], "one question left the questionnaire and two have entered it"),
        (
            [*moved("left", times=2), *moved("answer|area")],
            "two questions left the questionnaire and one has moved to another area",
        ),
        (moved("area|weight", times=2), "two questions moved to another area"),
        (moved("answer"), "the areas are arranged in another way"),
    ],
)
def test_questions_in_words(rows, told) -> None:
    assert tell_change(change(questions=1.25), rows) == f"+1.3: 1.3 because {told}"


def test_the_largest_part_comes_first_and_nothing_is_left_out_aloud() -> None:
    told = tell_change(change(answers=0.5, weights=-3, questions=0.04), [])
    assert told == "−2.5: −3.0 because questions or areas weigh differently, 0.5 from your answers"
    assert tell_change(change(), []) == "0.0: nothing moved the index"


@pytest.mark.parametrize(
    ("value", "part", "total"),
    [(0.04, "0.0", "0.0"), (-0.04, "0.0", "0.0"), (0.05, "0.1", "+0.1"), (-0.05, "−0.1", "−0.1"), (None, "–", "–")],
)
def test_changes_are_rounded_to_one_decimal(value, part, total) -> None:
    assert (show_points(value), show_change(value)) == (part, total)


def test_each_bar_begins_where_the_one_before_ends() -> None:
    names, texts = ("a", "b", "sum"), ("+4.0", "−6.0", "−2.0")
    filled = fill_change(names, [4.0, -6.0], texts)
    drawn = draw_change(names, [4.0, -6.0, -2.0], texts).to_plotly_json()
    low, high = filled["layout"]["xaxis"].pop("range")
    assert filled == drawn
    assert low < -2.0
    assert high > 4.0
    assert filled["data"][0]["measure"] == ["relative", "relative", "total"]


@pytest.fixture(scope="module")
def frames(demo):
    return read_public_frames(demo.release)


@pytest.fixture(scope="module")
def book(frames) -> Book:
    return build_book(*frames, 2025)


def test_each_page_tells_the_last_time_and_the_latest_also_the_first(book) -> None:
    city, cycles = max(book.cycles_of.items(), key=lambda item: len(item[1]))
    assert len(cycles) > 2
    assert list_changes(book, city, cycles[0]) == []
    for before, cycle in pairwise(cycles[:-1]):
        assert [(told["start"], told["end"]) for told in list_changes(book, city, cycle)] == [(before, cycle)]
    latest = list_changes(book, city, cycles[-1])
    assert [(told["start"], told["end"]) for told in latest] == [(cycles[-2], cycles[-1]), (cycles[0], cycles[-1])]


def test_two_cycles_are_told_once(book) -> None:
    city, cycles = next((city, cycles) for city, cycles in book.cycles_of.items() if len(cycles) == 2)
    assert [told["name"] for told in list_changes(book, city, cycles[-1])] == ["last"]


def test_the_answers_on_the_page_make_up_their_part(book) -> None:
    seen = 0
    for city, cycles in list(book.cycles_of.items())[:40]:
        for told in list_changes(book, city, cycles[-1]):
            for index in told["split"]:
                row = next(row for row in told["rows"] if row["index_code"] == index)
                brought = [answer["brought"].get(index) or 0 for answer in told["answers"]]
                assert sum(brought) == pytest.approx(row["from_answers"], abs=1e-9)
                seen += any(brought)
            assert all(answer["before"] or answer["from_state"] != "answered" for answer in told["answers"])
    assert seen > 40


def keep_city(frames, city: str):
    tables, reference = frames
    tables = {
        name: frame[(frame[[column for column in frame if column.endswith("city_code")]] == city).all(axis=1)].copy()
        for name, frame in tables.items()
    }
    grid, cycles = tables["comparability"], tables["index_scores"]["cycle"]
    return tables | {"comparability": grid[grid["cycle"].isin(cycles)]}, reference


def read_page(frames, city: str, folder) -> str:
    build_site(*keep_city(frames, city), EDITION, folder)
    return (folder / "city" / f"{city}.html").read_text(encoding="utf-8")


def test_the_page_says_what_the_table_says(frames, book, tmp_path) -> None:
    city, last = next(
        (city, cycles[-1])
        for city, cycles in book.cycles_of.items()
        if len(cycles) > 2 and len(list_changes(book, city, cycles[-1])[1]["split"]) == 1
    )
    text = html.unescape(re.sub(r"<[^>]+>", "", read_page(frames, city, tmp_path)))
    for told in list_changes(book, city, last):
        assert f"Core index {told['finding']}." in text
        assert f"{len(told['answers'])} answer" in text
        for answer in told["answers"]:
            assert answer["text"] in text
    assert CHANGE_REASONS["only_in_one_version"] in text


def test_a_change_without_a_score_says_why(frames, tmp_path) -> None:
    changes = frames[0]["score_changes"]
    tops = changes[(changes["area_code"] == INDEX) & (changes["index_code"] == "core") & changes["reason"].notna()]
    latest = changes.groupby("city_code")["to_cycle"].transform("max")
    row = tops[tops["to_cycle"] == latest[tops.index]].iloc[0]
    text = html.unescape(read_page(frames, row["city_code"], tmp_path))
    assert f"no change can be told, because {CHANGE_REASONS[row['reason']]}" in text


def test_what_was_submitted_stays_text(frames, book, tmp_path) -> None:
    city = next(city for city, cycles in book.cycles_of.items() if len(cycles) > 1)
    tables, reference = keep_city(frames, city)
    answers = tables["answer_changes"]
    answers["from_option_codes"] = answers["to_option_codes"] = EVIL
    build_site(tables, reference, EDITION, tmp_path)
    text = (tmp_path / "city" / f"{city}.html").read_text(encoding="utf-8")
    assert EVIL not in text
    assert html.escape(EVIL) in text


def test_a_city_that_took_part_once_has_no_change(frames, book, tmp_path) -> None:
    city = next(city for city, cycles in book.cycles_of.items() if len(cycles) == 1)
    assert 'id="change"' not in read_page(frames, city, tmp_path)


def test_the_record_tells_no_change(record) -> None:
    changes = pd.read_parquet(record.release / "public" / "data" / "score_changes.parquet")
    assert len(changes) > 0, "the table has what the page must not tell"
    for path in (record.release / "public" / "site" / "city").glob("*.html"):
        assert 'id="change"' not in path.read_text(encoding="utf-8")


def test_figures_on_the_page_are_those_of_the_table(frames, book, tmp_path) -> None:
    city, last = next((city, cycles[-1]) for city, cycles in book.cycles_of.items() if len(cycles) > 2)
    told = next(told for told in list_changes(book, city, last) if told["chart"])
    page = read_page(frames, city, tmp_path)
    script = re.search(rf'id="chart-change-{told["name"]}">(.*?)</script>', page).group(1)
    bars = json.loads(script)["data"][0]
    assert bars["x"][:-1] == [told["core"][f"from_{part}"] for part in PARTS]
    assert bars["x"][-1] == pytest.approx(told["core"]["change_official"], abs=1e-12)
