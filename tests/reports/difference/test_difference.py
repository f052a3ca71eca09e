"""What changed between two releases, and because of what: each cause alone, several at once, and none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.releases import make_release

from reports.difference import Difference, compare_releases
from reports.difference.scores import CODE, METHODOLOGY, OWN, UNEXPLAINED
from reports.difference.words import say_difference

CITIES = ("xa-alba", "xb-berg")
Tables = dict[str, list[dict[str, Any]]]


def cell(city: str, score: float | None, methodology: str = "m", status: str = "full") -> dict[str, Any]:
    return {
        "cycle": 2025,
        "city_code": city,
        "methodology_id": methodology,
        "index_code": "core",
        "score": score,
        "coverage_status": status,
        "comparability_reason": None,
    }


def compare_with(city: str, score: float, mean: float) -> dict[str, Any]:
    return cell(city, score) | {
        "area_code": "INDEX",
        "peer_group_kind": "all",
        "peer_group_code": "all",
        "peer_mean": mean,
        "difference": score - mean,
    }


def make_tables(scores: dict[str, float | None], version: int = 1, weight: float = 1.0) -> Tables:
    """A release of two cities; `version` is that of the submission of the first, `weight` that of its question."""
    shown = [score for score in scores.values() if score is not None]
    mean = sum(shown) / len(shown)
    return {
        "index_scores": [cell(city, score) for city, score in scores.items()],
        "area_scores": [cell(city, score) | {"area_code": "AREA"} for city, score in scores.items()],
        "peer_comparisons": [compare_with(city, score, mean) for city, score in scores.items() if score is not None],
        "answer_provenance": [
            {
                "cycle": 2025,
                "city_code": city,
                "question_code": "Q1",
                "submission_id": "s",
                "submission_version": version if city == CITIES[0] else 1,
                "option_codes": "yes",
                "review_id": None,
                "review_decision": None,
            }
            for city in scores
        ],
        "participations": [
            {"cycle": 2025, "city_code": city, "methodology_id": "m", "questionnaire_id": "m"} for city in scores
        ],
        "network": [{"cycle": 2025, "city_code": city} for city in scores],
        "cities": [{"city_code": city, "city_name": city} for city in scores],
        "reference/methodology_questions": [{"methodology_id": "m", "question_code": "Q1", "weight": weight}],
        "reference/areas": [{"area_code": "AREA", "area_name": "An area"}],
    }


BEFORE = make_tables({"xa-alba": 40.0, "xb-berg": 60.0})


def compare(tmp_path: Path, after: Tables, before: Tables = BEFORE, **manifest: Any) -> Difference:
    first = make_release(tmp_path, "2025-a", before, "2026-01-01")
    return compare_releases(first, make_release(tmp_path, "2025-b", after, "2026-01-02", **manifest))


def read(found: Difference) -> str:
    return "\n".join(say_difference(found))


def test_two_equal_releases_differ_in_nothing(tmp_path) -> None:
    found = compare(tmp_path, BEFORE)
    assert (found.scores, found.tables, found.comparisons.own, found.comparisons.network) == ([], [], 0, 0)
    text = read(found)
    for line in ("Files: the same", "Methodology and lists: the same", "Code: the same", "Locked packages: the same",
                 "No score changed.", "No comparison changed.", "No table differs."):  # fmt: skip
        assert line in text


def test_new_answers_of_a_city_change_its_score_and_the_comparisons_of_others(tmp_path) -> None:
    after = make_tables({"xa-alba": 46.0, "xb-berg": 60.0}, version=2)
    files = [{"sha256": "f1", "source_file": "new.csv", "kind": "answers", "rows_taken": 1}]
    found = compare(tmp_path, after, inputs=files)
    assert [(each.city_code, each.area_code, each.before, each.after, each.causes) for each in found.scores] == [
        ("xa-alba", "INDEX", 40.0, 46.0, [OWN]),
        ("xa-alba", "AREA", 40.0, 46.0, [OWN]),
    ]
    assert (found.comparisons.own, found.comparisons.network) == (1, 1)
    assert found.comparisons.cities == [(2025, "xb-berg")]
    text = read(found)
    assert "Files: 1 added, 0 gone\n  + answers new.csv rows 1" in text
    assert "  + 2025 xa-alba s version 2\n  − 2025 xa-alba s version 1" in text
    assert "2025 xa-alba core index, m: 40.00 → 46.00 (+6.00); because of its own answers or reviews" in text
    assert "only because others changed; of 1 participations nothing but comparisons changed" in text
    assert "Largest step of a mean: 50.00 → 53.00" in text


def test_a_methodology_that_changed_is_the_cause_for_every_city(tmp_path) -> None:
    found = compare(tmp_path, make_tables({"xa-alba": 41.0, "xb-berg": 60.0}, weight=2.0))
    assert {tuple(each.causes) for each in found.scores} == {(METHODOLOGY,)}
    text = read(found)
    assert "Methodology and lists: scores of m rest on rows that differ" in text
    assert "reference/methodology_questions: 1 changed (weight 1; first: m, Q1)" in text


def test_words_of_the_methodology_are_no_cause(tmp_path) -> None:
    after = make_tables({"xa-alba": 40.0, "xb-berg": 60.0})
    after["reference/areas"][0]["area_name"] = "Another name"
    found = compare(tmp_path, after)
    assert found.scores == []
    assert "no row that scores rest on differs" in read(found)


@pytest.mark.parametrize(
    ("manifest", "cause", "said"),
    [
        ({"code_version": "c2", "code_parts": {"assets": "1", "dbt_project": "2", "dbt_project/seeds": "1", "reports": "1"}}, CODE, "Code: differs in dbt_project"),
        ({"code_version": "c2", "code_parts": {}}, CODE, "Code: differs"),
        ({"lock_sha256": "l2"}, CODE, "Locked packages: differ"),
        ({"code_version": "c2", "code_parts": {"assets": "1", "dbt_project": "1", "dbt_project/seeds": "1", "reports": "2"}}, UNEXPLAINED, "Code: differs in reports"),
        ({"code_version": "c2", "code_parts": {"assets": "1", "dbt_project": "1", "dbt_project/seeds": "2", "reports": "1"}}, UNEXPLAINED, "Code: the same"),
        ({}, UNEXPLAINED, "a fault of ours, please report it"),
    ],
)  # fmt: skip
def test_code_is_a_cause_where_it_computes(tmp_path, manifest, cause, said) -> None:
    found = compare(tmp_path, make_tables({"xa-alba": 41.0, "xb-berg": 60.0}), **manifest)
    assert {tuple(each.causes) for each in found.scores} == {(cause,)}
    assert said in read(found)


def test_two_causes_at_once_are_both_named(tmp_path) -> None:
    after = make_tables({"xa-alba": 41.0, "xb-berg": 60.0}, version=2, weight=2.0)
    assert {tuple(each.causes) for each in compare(tmp_path, after, lock_sha256="l2").scores} == {
        (OWN, METHODOLOGY, CODE)
    }


def test_a_review_is_a_cause(tmp_path) -> None:
    note = {"review_id": "r1", "review_version": 1, "cycle": 2025, "city_code": "xa-alba", "decision": "corrected"}
    before, after = dict(BEFORE), make_tables({"xa-alba": 41.0, "xb-berg": 60.0})
    before["review_notes"] = [note]
    after["review_notes"] = [note | {"review_version": 2}]
    found = compare(tmp_path, after, before)
    assert {tuple(each.causes) for each in found.scores} == {(OWN,)}
    assert "  + 2025 xa-alba r1 version 2 corrected" in read(found)


def test_a_score_that_comes_or_goes_says_its_status(tmp_path) -> None:
    after = make_tables({"xa-alba": None, "xb-berg": 60.0, "xc-cala": 20.0}, version=2)
    after["index_scores"][0]["coverage_status"] = "insufficient"
    text = read(compare(tmp_path, after))
    assert "xa-alba core index, m: 40.00 → no score, insufficient" in text
    assert "xc-cala core index, m: not there → 20.00, full" in text
    assert "Network: 1 added, 0 gone\n  + 2025 xc-cala" in text
    assert "Register: 1 added, 0 gone" in text


def test_a_city_that_is_no_longer_published_keeps_its_scores(tmp_path) -> None:
    after = make_tables({"xa-alba": 40.0, "xb-berg": 60.0})
    after["draft_index_scores"] = [after["index_scores"].pop(0)]
    after["draft_cities"] = [after["cities"].pop(0)]
    found = compare(tmp_path, after)
    assert found.scores == []
    text = read(found)
    assert "  + xa-alba xa-alba publish no" in text
    assert "  − xa-alba xa-alba publish yes" in text


def test_rows_are_compared_by_the_key_that_the_table_has(tmp_path) -> None:
    after = make_tables({"xa-alba": 40.0, "xb-berg": 60.0})
    after["cities"] = [{"city_code": "xa-alba", "city_name": "Alba"}, {"city_code": "xd-dora", "city_name": "Dora"}]
    table = {each.table: each for each in compare(tmp_path, after).tables}["cities"]
    assert (table.added, table.removed, table.changed, table.columns) == (1, 1, 1, {"city_name": 1})
    assert table.examples == {
        "added": [{"city_code": "xd-dora"}],
        "removed": [{"city_code": "xb-berg"}],
        "changed": [{"city_code": "xa-alba"}],
    }


def test_tables_that_cannot_be_compared_row_by_row_say_so(tmp_path) -> None:
    before, after = dict(BEFORE), dict(BEFORE)
    before["cities"] = [{"city_code": "xa-alba", "city_name": "xa-alba", "old": 1}]
    after["cities"] = [{"city_code": "xa-alba", "city_name": "xa-alba", "new": "1"}]
    after["quality_checks"] = [{"layer": "raw", "check_name": "c"}]
    del after["reference/areas"]
    notes = {each.table: (each.added, each.removed, each.note) for each in compare(tmp_path, after, before).tables}
    assert notes == {
        "cities": (0, 0, "columns differ: new, old"),
        "quality_checks": (1, 0, "only the release after has it"),
        "reference/areas": (0, 1, "only the release before has it"),
    }


def test_text_is_bounded_and_json_has_all(tmp_path) -> None:
    many = {f"xa-city{number:03}": 40.0 + number for number in range(40)}
    before = make_tables(many)
    after = make_tables({city: score + 1 + number for number, (city, score) in enumerate(many.items())}, weight=3.0)
    found = compare(tmp_path, after, before)
    lines = list(say_difference(found, limit=5))
    assert "  … and 35 more (--json has all)" in lines
    assert len(lines) < 60
    first = next(line for line in lines if "core index" in line)
    assert "xa-city039" in first, "the largest change comes first"
    content = json.loads(json.dumps(found.to_json()))
    assert len([each for each in content["scores"] if each["area_code"] == "INDEX"]) == 40
    assert content["causes"]["methodology_ids"] == ["m"]
    assert content["before"]["release_id"] == "2025-a"


def test_what_was_submitted_is_shown_shortened_and_visible(tmp_path) -> None:
    after = make_tables({"xa-alba": 40.0, "xb-berg": 60.0})
    after["cities"][0]["city_name"] = "Alba\u202e\n" + "x" * 500
    text = read(compare(tmp_path, after))
    assert "Alba··xxx" in text
    assert max(map(len, text.splitlines())) < 300
