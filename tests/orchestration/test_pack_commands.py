"""`intercultural pack` on a release: what each pack is called, where it lies, and how it refuses."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture
def pack(command, small, tmp_path):
    """Runs a command, writing into an own folder."""

    def run_pack(*arguments: str) -> tuple[int, list[str], str]:
        status, printed, said = command("pack", *arguments, "--out", str(tmp_path), home=small.home.path)
        return status, [line.rpartition("/")[2] for line in printed.splitlines()], said

    return run_pack


@pytest.fixture(scope="module")
def match(small):
    rows = pd.read_parquet(small.release / "public" / "data" / "city_matches.parquet").dropna(subset="host_city_code")
    return rows.iloc[0]


def test_an_expert_visit_comes_with_a_workbook(pack, match) -> None:
    city = match["visitor_city_code"]
    status, files, _ = pack("expert-visit", "--city", city, "--pdf")
    assert (status, files) == (0, [f"expert-visit-{city}-2025-{end}" for end in ("en.html", "en.pdf", "findings.xlsx")])


def test_a_study_visit_says_how_sure_the_match_is(pack, match, tmp_path) -> None:
    status, files, _ = pack("study-visit", "--visitor", match["visitor_city_code"], "--host", match["host_city_code"])
    assert status == 0
    assert "The two were matched in this cycle" in (tmp_path / files[0]).read_text(encoding="utf-8")


def test_a_meeting_suggests_the_matches_of_the_release(pack, match, small, tmp_path) -> None:
    cities = pd.read_parquet(small.release / "public" / "data" / "cities.parquet").set_index("city_code")["city_name"]
    status, files, _ = pack("meeting", "--language", "fr")
    assert (status, files) == (0, ["meeting-2025-fr.html"])
    text = (tmp_path / files[0]).read_text(encoding="utf-8")
    assert f"{cities[match['visitor_city_code']]} – {cities[match['host_city_code']]}" in text
    assert "Rencontres bilatérales proposées" in text


def test_an_academy_takes_its_cities_one_after_the_other(pack, match) -> None:
    first, second = match["visitor_city_code"], match["host_city_code"]
    status, files, _ = pack("academy", "--cities", first, second)
    assert (status, files) == (0, [f"academy-{first}-{second}-2025-en.html"])


def test_a_release_carries_packs_in_its_internal_part(small) -> None:
    folder = small.release / "internal" / "packs"
    assert (folder / "meeting-2025-en.html").exists()
    state = (small.release / "internal" / "site" / "cycle.html").read_text(encoding="utf-8")
    assert "../packs/meeting-2025-en.html" in state
    visits = sorted(path.name for path in folder.glob("expert-visit-*-en.html"))
    participations = pd.read_parquet(small.release / "internal" / "data" / "participations.parquet")
    assert len(visits) == (participations["cycle"] == 2025).sum()
    assert not list((small.release / "public").rglob("*expert-visit*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("expert-visit", "--city", "xx-nowhere"), "no answers of 'xx-nowhere'"),
        (("study-visit", "--visitor", "xx-nowhere", "--host", "xx-nowhere"), "does not visit itself"),
        (("study-visit", "--visitor", "xx-nowhere", "--host", "xx-other"), "no answers of 'xx-nowhere'"),
        (("academy", "--cities", "xx-nowhere"), "at least two cities"),
        (("meeting", "--cycle", "1999"), "No city took part in 1999"),
    ],
)
def test_what_cannot_be_made_is_refused(pack, arguments, said) -> None:
    status, _, printed = pack(*arguments)
    assert status == 2
    assert said in printed
