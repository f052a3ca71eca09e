"""Numbers, shares and days in the language that is spoken."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.language import name_language, speak, spoken_direction
from reports.numbers import (
    round_half_away,
    show_change,
    show_day,
    show_difference_between,
    show_hundredths,
    show_number,
    show_percent,
    show_points,
    show_share,
    show_value,
    show_weight,
)

ENGLISH = ("1,234,567", "91 %", "20 %", "−1,234.5", "+0.3", "0.85", "1.25 %", "1,234.5", "1,200", "1 March 2026")
FRENCH = (
    *("1\u202f234\u202f567", "91\u00a0%", "20\u00a0%", "−1\u202f234,5", "+0,3", "0,85", "1,25\u00a0%"),
    *("1\u202f234,5", "1\u202f200", "1 mars 2026"),
)


@pytest.mark.parametrize(("language", "written"), [("en", ENGLISH), ("fr", FRENCH)])
def test_each_language_writes_in_its_way(language, written) -> None:
    with speak(language):
        assert (
            show_number(1234567), show_share(0.905), show_percent(20.4), show_points(-1234.45), show_change(0.34),
            show_hundredths(0.845001), show_weight(0.0125), show_value(1234.5), show_value(1200.0), show_day(date(2026, 3, 1)),
        ) == written  # fmt: skip


def test_what_is_missing_is_a_dash() -> None:
    shown = [
        show(None) for show in (show_number, show_share, show_percent, show_points, show_change, show_value, show_day)
    ]
    assert set(shown) == {"–"}


@pytest.mark.parametrize(
    ("score", "mean", "shown"),
    [
        (65.6, 65.4, "+0.2"),
        (65.4, 65.6, "−0.2"),
        (66.0, 62.0, "+4"),
        (60.0, 60.2, "0"),
        (65.4, 63.6, "+1.8"),
        (None, 60.0, "–"),
    ],
)
def test_a_difference_never_contradicts_the_scores_beside_it(score, mean, shown) -> None:
    assert show_difference_between(None if score is None else score - mean, score, mean) == shown


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_difference_in_whole_points_is_that_of_the_points_shown(score, mean) -> None:
    shown = show_difference_between(score - mean, score, mean)
    if "." not in shown:
        assert int(shown.replace("−", "-")) == round_half_away(score) - round_half_away(mean)


def test_languages_name_themselves(tmp_path, monkeypatch) -> None:
    assert [name_language(code) for code in ("en", "fr")] == ["English", "Français"]
    monkeypatch.setenv("INTERCULTURAL_LANGUAGES", str(tmp_path))
    (tmp_path / "en.csv").write_text("key,text\nlanguage.name,English\n", encoding="utf-8")
    for code in ("ar", "xq"):
        (tmp_path / f"{code}.csv").write_text("context,source,text\n", encoding="utf-8")
    assert [name_language(code) for code in ("ar", "xq")] == ["العربية", "Xq"]
    with speak("ar"):
        assert spoken_direction() == "rtl"
