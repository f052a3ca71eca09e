"""`intercultural match` on a release: what it names, that it agrees with the matches of the release, and how it refuses."""

from __future__ import annotations

import json

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def tables(small) -> dict[str, pd.DataFrame]:
    data = small.release / "public" / "data"
    names = ("city_matches", "city_needs", "cities", "reference/areas")
    return {name.rpartition("/")[2]: pd.read_parquet(data / f"{name}.parquet") for name in names}


@pytest.fixture
def match(command, small):
    def run_match(*arguments: str) -> tuple[int, str, str]:
        return command("match", *arguments, home=small.home.path)

    return run_match


def test_it_names_hosts_with_reasons(match, tables) -> None:
    row = tables["city_matches"].dropna(subset="host_city_code").iloc[0]
    visitor, host, area = row["visitor_city_code"], row["host_city_code"], row["area_codes"]
    status, printed, _ = match("--city", visitor, "--area", area)
    assert status == 0
    name = tables["areas"].set_index("area_code").loc[area, "area_name"]
    assert f"{name} ({area})" in printed
    assert f"Matched fellow: {tables['cities'].set_index('city_code').loc[host, 'city_name']} ({host})" in printed
    assert "Strong where the visitor has a need" in printed
    # nobody of this home has hosted an expert visit
    assert "No mentor is matched: no city of the network has completed the curriculum." in printed
    assert ", fellow:" in printed


def test_its_figures_are_those_of_the_matches(match, tables) -> None:
    for _, row in tables["city_matches"].dropna(subset="host_city_code").head(4).iterrows():
        status, printed, _ = match("--city", row["visitor_city_code"], "--area", row["area_codes"], "--json")
        assert status == 0
        hosts = {host["city_code"]: host for host in json.loads(printed)["hosts"]}
        own = hosts[row["host_city_code"]]
        assert own["value"] == pytest.approx(row["gain"], abs=1e-12)
        assert own["context"] == pytest.approx(row["context"])


def test_it_refuses_what_there_is_not(match, tables) -> None:
    needs = tables["city_needs"]
    status, _, said = match("--city", "xx-nowhere")
    assert status == 2
    assert "There is no city 'xx-nowhere'" in said
    known = needs["city_code"].iloc[0]
    status, _, said = match("--city", known, "--area", "NOWHERE")
    assert status == 2
    assert "There is no area 'NOWHERE'" in said
    status, _, said = match("--city", known, "--cycle", "1999")
    assert status == 2
    assert "no needs for the cycle 1999. Its cycles: 2025." in said
    happy = needs[needs["need"] == 0].iloc[0]
    status, _, said = match("--city", happy["city_code"], "--area", happy["area_code"])
    assert status == 2
    assert "has no need in" in said
    assert "at or above the upper quartile" in said
