"""`intercultural progress`: what it prints, and what it refuses."""

from __future__ import annotations

import json

import pytest


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
