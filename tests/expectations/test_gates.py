"""Each check of the gates: the small warehouse passes it, and one broken row fails it, and it alone speaks of it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from assets.schema import Table, file_kinds, mart_tables
from expectations import audit, crosschecks, marts, publication, raw
from expectations.bridge import CheckFault, run_checks
from expectations.checks import Check
from expectations.results import CheckResult, clear_results, read_results, write_results


def needed_keys(kind: Table) -> list[str]:
    """Key columns that may not be empty."""
    return [column.name for column in kind.columns if column.is_key and not column.meta.get("nullable")]


HOLD_BACK = "insert into marts.participations (cycle, city_code, held_back_by) values (2020, 'xa-alba', 'some_ticket')"
CHECKS = {check.name: check for check in (*raw.CHECKS, *marts.CHECKS)}
BROKEN = {
    "there_is_a_register_of_cities": "delete from raw.cities",
    "there_are_answers_to_score": "delete from raw.answers",
    "every_published_result_is_between_0_and_100": "update raw.published_scores set score = '101'",
    "most_rows_of_each_file_are_taken_in": "update raw.files set rows_taken = 6",
    "few_answers_are_dont_know": "update raw.answers set dont_know = 'yes'",
    "cities_answer_about_as_many_questions_as_before": (
        "insert into raw.answers (cycle, city_code, question_code) "
        "select '2023', 'xa-alba', 'Q' || range from range(5)"
    ),
    "every_index_is_between_0_and_100": "update marts.index_scores set score = 101",
    "every_area_is_between_0_and_100": "update marts.area_scores set score_zero = -1",
    "every_indicator_is_between_0_and_100": "update marts.indicator_scores set score = 100.5",
    "every_mean_is_between_0_and_100": "update marts.peer_comparisons set peer_mean = 120",
    "every_missing_index_has_its_reason": "update marts.index_scores set score = null",
    "every_missing_area_score_has_its_reason": "update marts.area_scores set coverage_status = 'insufficient'",
    "every_city_is_scored_once": "insert into marts.index_scores select * from marts.index_scores",
    "every_area_is_scored_once": "insert into marts.area_scores select * from marts.area_scores",
    "every_index_has_all_its_areas": "delete from marts.area_scores",
    "every_question_of_the_version_has_one_state": "insert into reference.methodology_questions values ('m', 'Q2')",
    "every_index_is_the_sum_of_its_answers": "update marts.index_contributions set contribution = 49.9",
    "recomputed_scores_equal_the_scores_layer": "update analysis.agreement set largest_gap = 1e-6",
    "every_rank_stands_in_its_interval": "update marts.peer_comparisons set rank_high = null",
    "every_change_is_between_minus_100_and_100": "update marts.score_changes set change_like_for_like = -101",
    "every_change_is_the_sum_of_its_parts": "update marts.score_changes set from_weights = 1e-11",
    "every_missing_change_has_its_reason": "update marts.score_changes set from_weights = null",
    "every_peer_group_is_large_enough": "update marts.peer_comparisons set cities = 4",
    "every_mean_of_the_survey_is_on_its_scale": "update marts.survey_results set high = 5.1",
    "every_mean_of_the_survey_stands_in_its_interval": "update marts.survey_results set low = null",
    "every_missing_mean_of_the_survey_has_its_reason": "update marts.survey_results set reason = 'too_few_respondents'",
    "no_group_of_few_respondents_is_shown": "update marts.survey_results set respondents = 29",
    "no_hidden_group_of_respondents_stands_alone": (
        "insert into marts.survey_results by name select * replace ('gender' as group_kind) "
        "from marts.survey_results union all select * replace ('gender' as group_kind, 'other' as group_code, "
        "null as mean, null as low, null as high, 'too_few_respondents' as reason, 0 as respondents) from marts.survey_results"
    ),
    "the_groups_of_the_survey_are_parts_of_all": (
        "insert into marts.survey_results by name select * replace ('gender' as group_kind, respondents + 1 as respondents) "
        "from marts.survey_results"
    ),
    "means_of_the_survey_move_slowly": (
        "insert into marts.survey_results by name "
        "select * replace (2023 as cycle, mean - 1.1 as mean, low - 1.1 as low) from marts.survey_results"
    ),
    "most_indexes_of_the_last_cycle_are_well_covered": "update marts.index_scores set coverage_status = 'indicative'",
    "the_mean_moves_slowly": (
        "insert into marts.peer_comparisons by name "
        "select * replace (2021 as cycle, peer_mean + 11 as peer_mean) from marts.peer_comparisons"
    ),
    "cities_change_by_less_than_35_points": (
        "insert into marts.index_scores by name "
        "select * replace (2023 as cycle, score + 40 as score) from marts.index_scores"
    ),
    **{f"every_row_of_{name}_has_its_key": f"update raw.{name} set {needed_keys(kind)[-1]} = null" for name, kind in file_kinds().items()},
    **{f"every_row_of_{name}_knows_its_file": f"update raw.{name} set source_sha256 = 'b'" for name in file_kinds()},
    **{f"no_unpublished_city_is_in_{table}": f"update marts.{table} set city_code = 'xa-hidden'"
       for table in publication.PUBLIC_TABLES_OF_CITIES},
    "nothing_that_is_held_back_is_in_a_public_table": HOLD_BACK,
    **{name: f"insert into marts.tickets (ticket_code, status) values ('{code}', 'open'), ('{code}', 'closed')"
       for code, name, _ in crosschecks.SENTENCES},
    **{f"{measure}_keeps_its_limit": "insert into marts.audit_measures values "
       f"(2020, 'core', '{measure}', {limit['at_least'] - 1 if 'at_least' in limit else limit['at_most'] + 1})"
       for measure, limit in audit.read_limits().items()},
}  # fmt: skip


def run(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, checks: tuple[Check, ...]) -> dict[str, CheckResult]:
    return {result.check_name: result for result in run_checks("gate", checks, warehouse, tmp_path)}


def test_every_check_is_tested_and_named_once() -> None:
    assert len(CHECKS) == len(raw.CHECKS) + len(marts.CHECKS)
    assert set(BROKEN) == set(CHECKS)


@pytest.mark.parametrize("checks", [raw.CHECKS, marts.CHECKS], ids=["raw", "marts"])
def test_sound_tables_pass_every_check(warehouse, tmp_path, checks) -> None:
    results = run(warehouse, tmp_path, checks)
    assert set(results) == {check.name for check in checks}
    assert [result for result in results.values() if not result.passed or result.failing_rows] == []


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_row_fails_its_check(warehouse, tmp_path, name) -> None:
    warehouse.execute(BROKEN[name])
    result = run(warehouse, tmp_path, (CHECKS[name],))[name]
    assert not result.passed
    assert result.failing_rows >= 1
    assert result.severity == CHECKS[name].severity
    assert result.explanation.endswith(".")


def test_every_public_table_is_asked_what_is_held_back(warehouse) -> None:
    warehouse.execute(HOLD_BACK)
    found = {}
    for table in publication.PUBLIC_TABLES_OF_CITIES:
        for column in {"cycle", "from_cycle", "to_cycle"} & set(mart_tables()[table].column_names):
            warehouse.execute(f"update marts.{table} set {column} = 2020")
        if rows := publication.find_held_back(table):
            held = "with held as (select cycle, city_code from marts.participations) "
            found[table] = warehouse.execute(held + rows).fetchall()
    # The city stands in the network of the cycle, with another participation.
    of_network = {"network", "city_bands", "good_practice_cities", "learning_clusters"}
    assert {table for table, rows in found.items() if not rows} == of_network
    strategies = {"strategies", "strategy_indicators", "indicator_progress", "progress_history"}
    without_cycle = {
        "cities",
        "good_practices",
        "published_scores",
        "membership_journey",
        "activity_roles",
        *("rumours", "rumour_prevalence", "anti_rumours_path", "department_coverage"),
        *strategies,
        *("result_strategies", "result_objectives", "result_indicators"),
    }
    assert set(publication.PUBLIC_TABLES_OF_CITIES) - set(found) == without_cycle


@pytest.mark.parametrize(
    "shown",
    [
        "update marts.network set member_cycle = 2020",
        "delete from marts.network",
        "update marts.network set cycle = 2019",
    ],
    ids=["as a member", "with a band of its own", "in another cycle"],
)
def test_what_is_held_back_stands_for_nobody_in_the_network(warehouse, tmp_path, shown) -> None:
    for table in publication.PUBLIC_TABLES_OF_CITIES:
        if table not in {"network", "city_bands"}:
            warehouse.execute(f"delete from marts.{table}")
    warehouse.execute(HOLD_BACK)
    check = publication.NOTHING_HELD_BACK
    assert run(warehouse, tmp_path, (check,))[check.name].passed
    warehouse.execute(shown)
    assert not run(warehouse, tmp_path, (check,))[check.name].passed


def test_tickets_of_each_kind_are_counted_by_their_own_check(warehouse, tmp_path) -> None:
    for code, _, _ in crosschecks.SENTENCES[:2]:
        warehouse.execute(f"insert into marts.tickets (ticket_code, status) values ('{code}', 'open')")
    warehouse.execute(
        f"insert into marts.tickets (ticket_code, status) values ('{crosschecks.SENTENCES[0][0]}', 'open')"
    )
    results = run(warehouse, tmp_path, crosschecks.CHECKS)
    assert [results[name].failing_rows for _, name, _ in crosschecks.SENTENCES] == [2, 1] + [0] * 10


def test_data_docs_are_built(warehouse, tmp_path) -> None:
    run(warehouse, tmp_path, (CHECKS["there_is_a_register_of_cities"],))
    assert (tmp_path / "data_docs" / "index.html").exists()


def test_a_check_that_cannot_be_made_raises(warehouse, tmp_path) -> None:
    broken = Check("raw", "cities", "broken", "ExpectColumnValuesToNotBeNull", {"column": "no_such_column"}, "None.")
    with pytest.raises(CheckFault, match="broken could not be made"):
        run(warehouse, tmp_path, (broken,))


def test_results_are_kept_until_the_next_run(tmp_path) -> None:
    found = CheckResult("raw", "a_sentence", "error", False, 3, "Why.")
    write_results(tmp_path, "gate", [found])
    assert read_results(tmp_path) == [found]
    assert found.stops_the_run
    clear_results(tmp_path)
    assert read_results(tmp_path) == []
