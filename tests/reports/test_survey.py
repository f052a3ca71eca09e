"""What residents say, on the page of a city: apart from the index, nothing hidden shown, nothing submitted run."""

from __future__ import annotations

import re
from types import SimpleNamespace

from reports.book import Survey, group_rows
from reports.language import speak
from reports.pages.survey import describe_survey
from reports.site import load_templates
from reports.survey_figure import draw_survey

EVIL = "<script>alert(1)</script> & more"
ITEMS = [
    {"item_code": "i1", "statement": EVIL, "dimension": "trust", "good_direction": "down", "area_code": "A"},
    {"item_code": "i2", "statement": "City services treat everybody fairly.", "dimension": "equality", "good_direction": "up", "area_code": "B"},
    {"item_code": "never_asked", "statement": "Nobody was asked this.", "dimension": "trust", "good_direction": "up", "area_code": "B"},
]  # fmt: skip
GROUPS = [
    {"group_kind": kind, "group_code": code, "group_label": code, "sort_order": place}
    for place, (kind, code) in enumerate(
        [("all", "all"), ("gender", "female"), ("gender", "other"), ("background", "majority"), ("background", "migrant_or_minority")]
    )
]  # fmt: skip


def result(cycle: int, item: str, kind: str, code: str, mean: float | None, respondents: int = 40) -> dict:
    return {
        "cycle": cycle, "city_code": "xa-a", "item_code": item, "group_kind": kind, "group_code": code, "respondents": respondents,
        "mean": mean, "low": mean and mean - 0.2, "high": mean and mean + 0.2, "reason": None if mean else "too_few_respondents",
    }  # fmt: skip


RESULTS = [
    result(2022, "i1", "all", "all", 2.5),
    result(2025, "i1", "all", "all", 3.25, 60),
    result(2025, "i2", "all", "all", None, 12),
    result(2025, "i1", "background", "majority", 3.5),
    result(2025, "i1", "background", "migrant_or_minority", 3.0),
    result(2025, "i2", "background", "majority", None, 8),
    result(2025, "i1", "gender", "female", 3.1),
    result(2025, "i1", "gender", "other", None, 3),
]


def make_book() -> SimpleNamespace:
    return SimpleNamespace(
        survey=Survey(group_rows(RESULTS, "city_code", "cycle"), ITEMS, GROUPS),
        areas={("xa-a", 2025, "core"): [{"area_code": "A", "score": 71.6}]},
        area_names={"A": "Commitment", "B": "Education"},
    )


def render(cycle: int, is_fictional: bool = True) -> str:
    environment = load_templates()
    html = environment.get_template("city_survey.html.j2").render(
        survey=describe_survey(make_book(), "xa-a", cycle),
        cycle=cycle,
        edition=SimpleNamespace(is_fictional=is_fictional),
        parts=environment.get_template("parts.html.j2").module,
    )
    return " ".join(html.replace("&nbsp;", " ").split())


def test_the_section_says_what_it_is_and_shows_results_beside_scores() -> None:
    html = render(2025)
    assert "not part of the index" in html
    assert "no answer of a resident enters any score" in html
    assert "The answers are fictional." in html
    assert "The answers are fictional." not in render(2025, is_fictional=False)
    assert "Survey of residents, 2025: up to 60 respondents" in html
    text = " ".join(re.sub("<[^>]+>", " ", html).split())
    assert "3.25 3.05–3.45, n = 60 2.50 2.30–2.70, n = 40 Commitment: 72" in text
    assert "low is good" in html
    assert "3.50 3.30–3.70, n = 40 3.00 2.80–3.20, n = 40 −0.50" in text
    assert "Nobody was asked this." not in html


def test_hidden_groups_say_why_and_show_nothing() -> None:
    text = " ".join(re.sub("<[^>]+>", " ", render(2025)).split())
    assert "fewer than 30 respondents (n = 12)" in text
    assert "3.10 2.90–3.30, n = 40 fewer than 30 respondents (n = 3)" in text


def test_the_last_survey_stands_in_for_a_cycle_without_one() -> None:
    assert "this is the last survey before it" not in render(2022)
    assert "this is the last survey before it" in render(2023)
    assert "Survey of residents, 2022" in render(2023)
    assert describe_survey(make_book(), "xa-a", 2021) is None
    assert describe_survey(make_book(), "xa-other", 2025) is None


def test_texts_are_escaped_wherever_they_stand() -> None:
    html = render(2025)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html
    [label, *_] = describe_survey(make_book(), "xa-a", 2025)["chart"].figure.layout.annotations
    assert label.text.replace("<br>", " ") == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"


def test_the_section_speaks_french() -> None:
    with speak("fr"):
        html = render(2025)
    assert "ne fait pas partie de l’indice" in html
    assert "moins de 30 personnes interrogées" in html
    assert "3,25" in html


def test_the_chart_has_a_point_and_an_interval_for_each_mean() -> None:
    rows = [{"mean": 3.0, "low": 2.5, "high": 3.4, "respondents": 50}, {"mean": None}, None]
    figure = draw_survey(["a", "b", "c"], [("2022", rows), ("2025", rows)])
    assert [list(trace.x) for trace in figure.data] == [[3.0], [3.0]]
    assert [trace.marker.symbol for trace in figure.data] == ["circle-open", "circle"]
    assert [round(each, 9) for each in (*figure.data[1].error_x.array, *figure.data[1].error_x.arrayminus)] == [
        0.4,
        0.5,
    ]
    assert len(figure.layout.annotations) == 3
    assert not draw_survey(["a"], [("2025", rows[:1])]).layout.showlegend
