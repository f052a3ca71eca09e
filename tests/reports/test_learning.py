"""Needs and cities of good practice: against a computation of their own from public tables, and as pages show them."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from support.editions import EDITION, read_public_frames

from reports.book import build_book
from reports.language import speak
from reports.numbers import show_hundredths
from reports.pages.learning import read_learning
from reports.pages.visits import tell_reasons
from reports.site import build_site
from reports.translated import translate_book

GROUPS = {"population_diversity": ["population_band", "diversity_band"], "population": ["population_band"], "all": []}


@pytest.fixture(scope="module")
def frames(small):
    return read_public_frames(small.release)


@pytest.fixture(scope="module")
def site(frames, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("site")
    build_site(*frames, EDITION, target)
    return target


@pytest.fixture(scope="module")
def cells(frames) -> pd.DataFrame:
    """Scores of areas that enter comparisons in the network of 2025, with the bands of their cities."""
    tables, _ = frames
    network = tables["network"].query("cycle == 2025")
    scores = tables["area_scores"].merge(
        network,
        left_on=["cycle", "city_code", "methodology_id"],
        right_on=["member_cycle", "city_code", "methodology_id"],
    )
    scores = scores[scores["coverage_status"].isin(["full", "partial"]) & scores["score"].notna()]
    return scores.merge(tables["city_bands"].query("cycle == 2025").drop(columns="cycle"), on="city_code")


def pick_group(cells: pd.DataFrame, need: pd.Series) -> tuple[str, np.ndarray]:
    own = cells[(cells["area_code"] == need["area_code"]) & (cells["index_code"] == need["index_code"])]
    city = own[own["city_code"] == need["city_code"]]
    for kind, columns in GROUPS.items():
        group = own
        for column in columns:
            group = (
                group[group[column] == city[column].iloc[0]] if len(city) and city[column].notna().all() else own[:0]
            )
        if len(group) >= 5:
            return kind, group["score"].to_numpy(dtype=float)
    return "none", np.array([])


def test_each_need_is_the_distance_to_the_quartile_of_numpy(frames, cells) -> None:
    tables, _ = frames
    needs = tables["city_needs"]
    assert needs["need"].notna().sum() > 300
    for _, row in needs[needs["need"].notna()].iterrows():
        kind, scores = pick_group(cells, row)
        assert row["reference_group_kind"] == kind
        assert row["reference_cities"] == len(scores)
        quartile = np.quantile(scores, 0.75)
        assert row["reference_p75"] == pytest.approx(quartile, abs=1e-9)
        assert row["need"] == pytest.approx(max(0, quartile - row["score"]) / 100, abs=1e-9)


def test_good_practice_cities_are_those_of_numpy(frames, cells) -> None:
    tables, _ = frames
    practices = pd.concat(
        [tables["grid_practices"], tables["good_practices"].rename(columns={"year": "cycle"})], ignore_index=True
    )
    documented = {(row["city_code"], row["area_code"]) for _, row in practices.iterrows()}
    core = set(cells[cells["index_code"] == "core"]["area_code"])
    expected = set()
    for (index, area), own in cells.groupby(["index_code", "area_code"]):
        if (index == "core") != (area in core) or len(own) < 5:
            continue
        limit = max(80, np.quantile(own["score"].to_numpy(dtype=float), 0.9))
        strong = own[(own["score"] >= limit - 1e-9) & (own["coverage_status"] == "full")]
        expected |= {(area, code) for code in strong["city_code"] if (code, area) in documented}
    found = tables["good_practice_cities"]
    assert {(row["area_code"], row["city_code"]) for _, row in found.iterrows()} == expected
    assert len(expected) > 10
    named = {each for cell in found["practice_ids"] for each in cell.split("|")}
    assert named <= set(practices["practice_id"])


def test_a_city_page_names_its_widest_gap_first_and_whom_to_look_at(frames, tmp_path) -> None:
    tables, reference = frames
    grid = tables["grid_practices"].assign(title="<b>Desk</b>")
    build_site({**tables, "grid_practices": grid}, reference, EDITION, tmp_path)
    book = build_book(*frames, 2025)
    learning = read_learning(book)
    code, told = next(
        (code, told)
        for code in book.cycles_of
        if (told := learning.describe(code, 2025)) and told["needs"] and told["needs"][0]["examples"]
    )
    text = (tmp_path / "city" / f"{code}.html").read_text(encoding="utf-8")
    section = text.partition('id="learning"')[2].partition("</section>")[0]
    names = [row["name"] for row in told["needs"]]
    assert [section.index(f'<th scope="row">{name}') for name in names] == sorted(
        section.index(f'<th scope="row">{name}') for name in names
    )
    assert [row["need"] for row in told["needs"]] == sorted((row["need"] for row in told["needs"]), reverse=True)
    assert told["needs"][0]["examples"][0]["city"]["city_name"] in section
    assert "&lt;b&gt;Desk&lt;/b&gt;" in section
    assert "<b>Desk" not in text
    examples = (tmp_path / "practices.html").read_text(encoding="utf-8")
    assert 'id="examples-' in examples
    assert "&lt;b&gt;Desk&lt;/b&gt;" in examples


def test_cities_of_the_own_group_are_named_first(frames) -> None:
    learning = read_learning(build_book(*frames, 2025))
    row = {"cycle": 2025, "reference_group_code": "p|d"}
    learning.book.bands["xa-like", 2025] = {"population_band": "p", "diversity_band": "d"}
    learning.book.bands["xa-size", 2025] = {"population_band": "p", "diversity_band": "e"}
    assert learning.is_alike(row, {"city_code": "xa-like"})
    assert not learning.is_alike(row, {"city_code": "xa-size"})
    assert learning.is_alike(row | {"reference_group_code": "p"}, {"city_code": "xa-size"})
    assert not learning.is_alike(row | {"reference_group_code": None}, {"city_code": "xa-nowhere"})


def test_the_page_of_clusters_tells_groups_in_words(frames, site) -> None:
    tables, _ = frames
    text = (site / "clusters.html").read_text(encoding="utf-8")
    rows = tables["learning_clusters"]
    for name, members in rows.groupby("cluster_name"):
        assert f"Cluster {name}</h2>" in text
        assert f'<p class="quiet">{len(members)} cities</p>' in text
    assert f"Silhouette {rows['silhouette'].iloc[0]:.2f}" in text
    assert "Further right lie cities that are stronger in" in text
    code = rows["city_code"].iloc[0]
    assert f"cluster {rows['cluster_name'].iloc[0]}</a>" in (site / "city" / f"{code}.html").read_text(encoding="utf-8")


def test_the_self_audit_answers_each_question_from_the_tables(frames, site) -> None:
    tables, _ = frames
    text = (site / "audit.html").read_text(encoding="utf-8")
    coherence = tables["coherence"].query("index_code == 'core' and area_code == 'INDEX'")
    assert f"alpha {coherence['alpha'].iloc[0]:.2f}" in text
    robust = tables["robustness"].query("index_code == 'core'")
    assert f"half of the {len(robust)} scores move within" in text
    assert "the choice that moves them most is" in text
    for part in ("framework", "coverage", "coherence", "robustness", "sensitivity", "outside"):
        assert f'<h2 id="{part}">' in text
    outside = text.partition('<h2 id="outside">')[2]
    assert outside.count("so there is nothing to compare with") == 2, "these cities come without facts"


def test_links_with_facts_are_those_of_the_table(demo) -> None:
    tables, _ = read_public_frames(demo.release)
    links = tables["outside_links"].query("cycle == 2025 and area_code == 'INDEX' and reason.isna()")
    text = (demo.release / "public" / "site" / "audit.html").read_text(encoding="utf-8")
    outside = text.partition('<h2 id="outside">')[2]
    assert set(links["index_code"]) == {"core", "extended"}
    for link in links.itertuples():
        assert f'<td class="n">{link.cities}</td><td class="n">{show_hundredths(link.correlation)} ' in outside


def test_next_steps_and_visits_stand_on_the_page_of_the_city(frames, site) -> None:
    tables, _ = frames
    step = tables["next_steps"].iloc[0]
    text = (site / "city" / f"{step['city_code']}.html").read_text(encoding="utf-8")
    section = text.partition('<h3 id="steps">')[2].partition("</table>")[0]
    assert section.count('<th scope="row">') == (tables["next_steps"]["city_code"] == step["city_code"]).sum()
    for code in step["question_codes"].split("|"):
        assert f'<span class="code">{code}</span>' in section
    assert f"{step['peers_with']} of {step['peers']}" in section
    assert 'Mentor: <span class="quiet">none, since no city of the network has completed the curriculum.</span>' in text
    visits = (site / "visits.html").read_text(encoding="utf-8")
    assert "No city has completed the curriculum yet." in visits
    assert visits.count("Fellow: ") == tables["city_matches"]["visitor_city_code"].nunique()


def test_nearest_cities_and_limits_are_told(frames, site) -> None:
    tables, _ = frames
    near = tables["nearest_cities"]
    assert near["distance"].between(0, 1).all()
    assert (near.groupby(["cycle", "city_code"])["distance"].diff().dropna() >= -1e-9).all()
    code = near["city_code"].iloc[0]
    text = (site / "city" / f"{code}.html").read_text(encoding="utf-8")
    own = near[near["city_code"] == code].iloc[0]
    assert "Nearest in size, diversity, country and language:" in text
    assert f'<a href="{own["other_city_code"]}.html">' in text
    assert f"(distance {own['distance']:.2f}; alike:" in text
    audit = (site / "audit.html").read_text(encoding="utf-8")
    measures = tables["audit_measures"].set_index(["measure_code", "index_code"])["value"]
    assert f'<td class="n">{measures["alpha_of_the_index", "core"]:.2f}</td>' in audit
    assert "warns</span>" in audit


def test_a_crossed_limit_is_told_with_what_it_means(frames, tmp_path) -> None:
    tables, reference = frames
    low = tables["audit_measures"].assign(value=0.0)
    build_site({**tables, "audit_measures": low}, reference, EDITION, tmp_path)
    text = (tmp_path / "audit.html").read_text(encoding="utf-8")
    assert "<strong>crossed</strong> (core, extended): Less than three fifths of the cities" in text


def test_the_reasons_of_a_visit_are_those_of_the_table_in_english_and_others_in_french(frames) -> None:
    book = build_book(*frames, 2025)
    matches = [row for row in book.studies["city_matches"] if row["host_city_code"]]
    assert matches
    for row in matches:
        told, filed = tell_reasons(book, row), row["reasons"]
        assert re.sub(r"\d+", "n", told) == re.sub(r"\d+", "n", filed)
        pairs = zip(re.findall(r"\d+", told), re.findall(r"\d+", filed), strict=True)
        assert all(abs(int(one) - int(other)) <= 1 for one, other in pairs), (
            "halves are rounded away from zero on pages"
        )
    with speak("fr"):
        assert tell_reasons(translate_book(book), matches[0]).startswith("Forte là où la visiteuse a un besoin\u00a0:")
