"""The tests of computed tables pass on what the models make of a worked case, and stop one mistake each.

A mistake is one statement on the built tables, undone afterwards. The tests of the seeds stand in `test_seed_tests.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import duckdb
import pytest
from support.built_models import CompiledProject
from support.cases import build_case

BUILT = {"reference", "raw", "staging", "intermediate", "scores", "marts"}
MISTAKES = {
    "every_question_of_every_version_has_one_state": "delete from scores.indicators_scored where question_code = 'MED1'",
    "an_indicator_without_a_score_was_not_asked_or_does_not_apply": "update scores.indicators_scored set score = null where state = 'answered'",
    "indicator_scores_lie_between_0_and_100": "update scores.indicators_scored set score = 100.5 where state = 'answered'",
    "counts_of_questions_add_up": "update scores.nodes_counted set questions_answered = questions_in_version + 1",
    "effective_weights_of_a_node_sum_to_1": "update scores.indicators_weighed set effective_weight = effective_weight / 2",
    "a_score_is_the_sum_of_its_contributions": "update scores.indicators_weighed set contribution = contribution + 0.1",
    "computed_scores_lie_between_0_and_100": "update scores.nodes_scored set score = -1",
    "a_score_is_missing_only_with_a_reason": "update scores.nodes_published set score = null, score_zero = null, score_exclude = null",
    "coverage_lies_between_0_and_1": "update scores.nodes_published set coverage = 1.1",
    "bounds_enclose_the_score": "update scores.nodes_published set score_zero = score + 1",
    "ranks_and_differences_stand_only_beside_scores": "update scores.peers_compared set score_rank = cities + 1",
    "parts_of_a_change_add_up": "update scores.changes_split set from_coverage = from_coverage + 1e-11",
    "a_change_is_split_or_has_a_reason": "update scores.changes_split set from_answers = null where node_code = 'AA'",
    "reasons_of_changes_are_known": "update scores.changes_split set reason = 'unclear' where reason is not null",
    "a_change_runs_from_published_to_published_score": "update scores.nodes_switched set to_value_to_to = to_value_to_to + 0.1",
    "moved_answers_add_up_to_their_part": "update scores.answers_moved set index_points = index_points + 0.1",
    "a_set_of_options_is_worth_0_to_100": "update intermediate.int_option_sets__valued set score = 101",
    "each_question_has_one_of_eight_states": "update intermediate.int_questions__stated set state = 'unclear' where question_code = 'MED1'",
    "merged_answers_have_a_known_form": "update intermediate.int_answers__merged set answer_form = 'guess'",
    "reviewed_answers_have_a_known_form": "update intermediate.int_answers__reviewed set answer_form = 'guess'",
    "the_warehouse_holds_no_scenario_but_submitted": "update intermediate.int_answers__reviewed set scenario_id = 'if-only'",
    "questionnaire_filled_in_is_a_version": "update intermediate.int_participations set questionnaire_id = 'icc-2099'",
    "every_city_is_comparable_or_has_one_reason": "update scores.versions_compared set cities_comparable = cities_comparable + 1",
    "follow_up_is_said_or_explained": "insert into scores.recommendations_followed (recommendation_id, followed_up) values ('r', 'perhaps')",
    "every_ticket_has_its_words": "insert into intermediate.int_tickets__found (ticket_code, subject, from_on, is_open) values ('no_words', 's', '2020-01-01', true)",
}  # fmt: skip


CASES = {
    "peers": "27_groups_ranks_quartiles",
    "shipped": "03_worked_example_med",
    "changes": "46_change_of_an_unpublished_city",
}


@pytest.fixture(scope="module")
def connections(project: CompiledProject) -> Iterator[dict[str, duckdb.DuckDBPyConnection]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(build_case(project, case)) for name, case in CASES.items()}


def choose(mistake: str) -> str:
    """The case that has the rows which a mistake changes."""
    if any(table in mistake for table in ("changes_split", "nodes_switched", "answers_moved")):
        return "changes"
    return "shipped" if "MED" in mistake else "peers"


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_exactly_this_test_stops_the_mistake(
    project: CompiledProject, connections: dict[str, duckdb.DuckDBPyConnection], name: str
) -> None:
    connection = connections[choose(MISTAKES[name])]
    assert project.failing_tests(connection, BUILT) == set()
    connection.execute("begin")
    try:
        connection.execute(MISTAKES[name])
        assert project.failing_tests(connection, BUILT) == {name}
    finally:
        connection.execute("rollback")


def test_every_rule_has_a_mistake_that_it_stops(project: CompiledProject) -> None:
    rules = {
        name
        for read, name, _ in project.tests
        if not read <= {"reference"} and not name.startswith(("one_row_per_key_in_", "unique_key_"))
    }
    assert rules == set(MISTAKES)


@pytest.mark.parametrize("layer", ["staging", "intermediate", "scores", "marts"])
@pytest.mark.parametrize("case", ["peers", "changes"])
def test_every_key_stops_a_row_that_comes_twice(
    project: CompiledProject, connections: dict[str, duckdb.DuckDBPyConnection], case: str, layer: str
) -> None:
    connection = connections[case]
    tables = [name for schema, name, _ in project.models if schema == layer]
    for table in tables:
        if not connection.execute(f"select count(*) from {layer}.{table}").fetchone()[0]:
            continue
        connection.execute("begin")
        connection.execute(f"insert into {layer}.{table} select * from {layer}.{table} limit 1")
        failing = project.failing_tests(connection, BUILT, (f"one_row_per_key_in_{table}", f"unique_key_{table}_"))
        connection.execute("rollback")
        assert failing, f"no key test stops a double row of {table}"
