"""Who is in the fictional network, when they take part, and that what they file fits the questionnaires."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

from assets.schema import SEEDS, file_kinds
from samples.demo.places import COUNTRIES, write_slug
from samples.demo.trials import FOLDER, TRIAL_CITY

PUBLIC_RECORD = Path(__file__).resolve().parents[3] / "samples" / "public_record"
USER_ASSIGNED = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")
# User-assigned too, but in common use for a real place.
IN_USE = {"XI", "XK"}


def read_seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def without_trials(table: pd.DataFrame) -> pd.DataFrame:
    return table[~table["source_file"].str.startswith(f"{FOLDER}/")]


@pytest.fixture(scope="module")
def cities(tables) -> pd.DataFrame:
    return tables["cities"][tables["cities"]["city_code"] != TRIAL_CITY["city_code"]]


@pytest.fixture(scope="module")
def answers(tables) -> pd.DataFrame:
    return without_trials(tables["answers"])


def count_by_band(kind: str, values: pd.Series) -> dict[str, int]:
    """How many values fall into each of the present bands of a kind."""
    bands = [row for row in read_seed("peer_bands") if row["band_kind"] == kind and not row["last_cycle"]]
    return {
        band["band_code"]: int(
            values.between(
                float(band["lower_inclusive"]), float(band["upper_exclusive"] or "inf"), inclusive="left"
            ).sum()
        )
        for band in bands
    }


def test_there_are_120_cities_in_12_countries(cities) -> None:
    assert len(cities) == cities["city_code"].nunique() == cities["city_name"].nunique() == 120
    assert cities["country_iso2"].nunique() == 12


def test_country_codes_are_nobodys(cities) -> None:
    for code in [*cities["country_iso2"].unique(), TRIAL_CITY["country_iso2"]]:
        assert USER_ASSIGNED.fullmatch(code)
        assert code not in IN_USE
    assert (cities["city_code"].str[:2].str.upper() == cities["country_iso2"]).all()


def test_no_name_is_that_of_a_real_city_of_the_record(tables) -> None:
    with (PUBLIC_RECORD / "cities.csv").open(encoding="utf-8", newline="") as file:
        real = {write_slug(row["city_name"]) for row in csv.DictReader(file)}
    assert not real & {write_slug(name) for name in tables["cities"]["city_name"]}
    assert tables["cities"]["region_name"].str.contains("fictional").all()


def test_some_names_have_accents(cities) -> None:
    assert 5 < (~cities["city_name"].map(str.isascii)).sum() < 60


def test_every_kind_of_unit_and_share_occurs(cities) -> None:
    columns = {column.name: column for column in file_kinds()["cities"].columns}
    assert set(cities["unit_kind"]) == set(columns["unit_kind"].meta["values"])
    assert set(cities["share_kind"].dropna()) == set(columns["share_kind"].meta["values"])
    assert (cities["unit_kind"] == "city").mean() > 0.8


def test_six_cities_are_not_published(cities) -> None:
    assert (cities["publish"] == "no").sum() == 6


def test_every_band_holds_enough_cities_for_a_peer_group(cities) -> None:
    comparable = cities[cities["unit_kind"].isin(["city", "district"])]
    assert min(count_by_band("population", comparable["population"].astype(float)).values()) >= 5
    assert min(count_by_band("diversity", cities["foreign_born_pct"].astype(float)).values()) >= 5


def test_every_language_is_spoken_in_more_than_one_country(cities) -> None:
    for language in {country.language for country in COUNTRIES}:
        spoken = cities[cities["languages"].str.split("|").map(lambda spoken, one=language: one in spoken)]
        assert spoken["country_iso2"].nunique() > 1


def test_every_cycle_has_participants(answers) -> None:
    participants = answers.groupby(answers["cycle"].astype(int))["city_code"].nunique()
    assert list(participants.index) == list(range(2012, 2026))
    assert participants.min() >= 12


def test_cities_take_part_every_two_to_four_years(answers) -> None:
    pairs = answers[["city_code", "cycle"]].drop_duplicates().astype({"cycle": int})
    gaps = pairs.sort_values(["city_code", "cycle"]).groupby("city_code")["cycle"].diff().dropna()
    assert set(gaps) == {2, 3, 4}


def test_nobody_takes_part_before_joining(answers, cities) -> None:
    first = answers.groupby("city_code")["cycle"].min().astype(int)
    joined = cities.set_index("city_code")["joined_on"].str[:4].astype(int)
    assert (joined.reindex(first.index) <= first).all()


def test_the_number_of_answers_is_that_of_a_real_network(answers) -> None:
    assert 30_000 <= len(answers) <= 90_000


def test_every_code_of_the_answers_is_one_of_the_questionnaire(answers) -> None:
    methodologies = read_seed("methodologies")
    options: dict[tuple[str, str], set[str]] = {}
    for row in read_seed("methodology_options"):
        options.setdefault((row["methodology_id"], row["question_code"]), set()).add(row["option_code"])
    for named, cycle, question, chosen in answers[
        ["methodology_id", "cycle", "question_code", "option_codes"]
    ].itertuples(index=False):
        own = next(
            row["methodology_id"]
            for row in methodologies
            if int(row["first_cycle"]) <= int(cycle) <= int(row["last_cycle"] or 9999)
        )
        known = options[named if isinstance(named, str) else own, question]
        assert set(chosen.split("|") if isinstance(chosen, str) else []) <= known


def test_areas_facts_and_questions_of_all_other_files_exist(tables) -> None:
    areas = {row["area_code"] for row in read_seed("areas")}
    questions = {row["question_code"] for row in read_seed("questions")}
    units = {row["fact_code"]: row["unit"] for row in read_seed("fact_codes")}
    for kind in ("policy_grid", "good_practices", "reviews"):
        assert set(tables[kind]["area_code"].dropna()) <= areas
    assert set(tables["policy_grid"]["question_codes"].dropna()) <= questions
    assert set(tables["reviews"]["question_code"].dropna()) <= questions
    assert (tables["facts"]["unit"] == tables["facts"]["fact_code"].map(units)).all()


def test_one_to_four_departments_file_a_series_each(answers) -> None:
    series = answers.groupby(["cycle", "city_code"])["submission_id"].nunique()
    assert set(series) == {1, 2, 3, 4}
    assert (answers.groupby("submission_id")["department"].nunique() == 1).all()


def test_some_submissions_have_a_second_version(answers) -> None:
    versions = answers.groupby("submission_id")["submission_version"].nunique()
    assert 10 <= (versions == 2).sum() <= 100
    assert versions.max() == 2


def test_some_cities_answer_the_core_questions_only(answers) -> None:
    index_codes = {
        (row["methodology_id"], row["question_code"]): row["index_code"] for row in read_seed("methodology_questions")
    }
    latest = read_seed("methodologies")[-1]
    recent = answers[answers["cycle"].astype(int) >= int(latest["first_cycle"])]
    is_extended = recent["question_code"].map(
        lambda code: index_codes.get((latest["methodology_id"], code)) == "extended"
    )
    with_extended = is_extended.groupby([recent["cycle"], recent["city_code"]]).any()
    assert 0.05 < (~with_extended).mean() < 0.35


def test_some_questionnaires_are_named_and_some_are_of_an_earlier_version(answers) -> None:
    named = answers.dropna(subset=["methodology_id"])
    starts = {row["methodology_id"]: int(row["first_cycle"]) for row in read_seed("methodologies")}
    ends = {row["methodology_id"]: int(row["last_cycle"] or 9999) for row in read_seed("methodologies")}
    cycles = named["cycle"].astype(int)
    is_late = cycles > named["methodology_id"].map(ends)
    assert is_late.any()
    assert not is_late.all()
    assert (cycles >= named["methodology_id"].map(starts)).all()


def test_facts_reach_from_2008_to_2025(tables) -> None:
    years = tables["facts"]["year"].astype(int)
    assert (years.min(), years.max()) == (2008, 2025)
