"""`intercultural progress`: what it prints, and what it refuses."""

from __future__ import annotations

import json

import pytest
from support.questionnaires import read_sheets, texts_of


@pytest.fixture
def city(demo, monkeypatch) -> str:
    import pandas as pd

    monkeypatch.setenv("INTERCULTURAL_HOME", str(demo.home.path))
    return pd.read_parquet(demo.release / "public" / "data" / "strategies.parquet")["city_code"].iloc[0]


def test_it_says_how_far_each_indicator_has_come(command, demo, city) -> None:
    status, out, _ = command("progress", city, home=demo.home.path)
    assert status == 0
    assert "Our computation." in out
    assert "straight line" not in out, "it is ours"
    assert "compound growth: " in out
    status, out, _ = command("progress", city, "--as-of", "2012-01-01", "--json", home=demo.home.path)
    assert status == 0
    assert {row["status"] for row in json.loads(out)} <= {"insufficient_data", "invalid_target"}


def test_wrong_use_is_told(command, demo, city) -> None:
    status, _, err = command("progress", "xx-nowhere", home=demo.home.path)
    assert status == 2
    assert city in err
    status, _, err = command("progress", city, "--as-of", "yesterday", home=demo.home.path)
    assert status == 2


def test_a_strategy_comes_as_a_workbook_with_what_was_filed(command, demo, city, tmp_path) -> None:
    path = tmp_path / "mine.xlsx"
    arguments = ("template", "--strategy", "--cycle", "2026", "--city", city, "--language", "fr", "--out", str(path))
    status, out, _ = command(*arguments, home=demo.home.path)
    assert (status, out) == (0, f"Written: {path}\n")
    assert command("check", str(path)) == (0, f"{path}: rien n’y est nouveau ou modifié\n", "")
    texts = [text for grid in read_sheets(path.read_bytes()) for text in texts_of(grid)]
    assert f"https://example.org/{city}/strategy" in texts


def test_a_city_without_a_strategy_gets_an_empty_workbook(command, demo, tmp_path) -> None:
    import pandas as pd

    public = demo.release / "public" / "data"
    cities, strategies = (pd.read_parquet(public / f"{name}.parquet")["city_code"] for name in ("cities", "strategies"))
    without = next(code for code in cities if code not in set(strategies))
    arguments = ("template", "--strategy", "--cycle", "2026", "--city", without, "--out", str(tmp_path / "x.xlsx"))
    status, out, _ = command(*arguments, home=demo.home.path)
    assert status == 0
    assert "has filed no strategy yet" in out


@pytest.mark.parametrize("other", [("--prefill",), ("--review",), ("--department", "Culture"), ("--area", "EDU")])
def test_options_of_the_questionnaire_are_none_of_a_strategy(command, other) -> None:
    status, _, err = command("template", "--strategy", "--cycle", "2026", "--city", "no-bergen", *other)
    assert status == 2
    assert "--strategy goes with --cycle, --city, --language and --out alone" in err
