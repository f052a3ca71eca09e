"""Scores of many scenarios at once: frames in, frames out, computed by the formula of the baseline in memory.

A scenario is a name and some rows: answers that replace those of a city, reviews that come after those that are there, or
both. All else stays as it was submitted. Nothing is written anywhere; checking what a person typed is in `changes.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.scenarios import baseline as base
from assets.scenarios import tables
from assets.scenarios.baseline import Baseline

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

SUBMITTED = "submitted"
AT_ONCE = 5_000  # participations computed in one go: bounds memory
KEY = ("scenario_id", "cycle", "city_code", "methodology_id")


@dataclass(frozen=True)
class ScenarioScores:
    """Scores by scenario, `submitted` among them, in the columns of the published tables without their labels.

    `indicators`: one row per question of a version, with `is_stale` (an answer that a parent closes). `areas`, `indexes`: one
    row per index_code, areas also per area_code. A score is missing where the published one would be.
    """

    indicators: pd.DataFrame
    areas: pd.DataFrame
    indexes: pd.DataFrame


SCENARIOS = """
create or replace temp table scenarios as
with concerned as (
    select scenario_id, cycle, city_code from changed_answers
    union
    select scenario_id, cycle, city_code from added_reviews
)
select * from concerned
union
select 'submitted' as scenario_id, cycle, city_code from concerned
"""

PARTICIPATIONS = f"""
create or replace table {base.PARTICIPATIONS} as
select
    batch.scenario_id, batch.cycle, batch.city_code,
    participations.methodology_id as own_methodology_id, participations.questionnaire_id
from batch
inner join participations on batch.cycle = participations.cycle and batch.city_code = participations.city_code
"""

# A replaced answer says one thing, for the whole city: no department is left that could disagree.
ANSWERS = f"""
create or replace table {base.ANSWERS} as
select
    batch.scenario_id, answers.cycle, answers.city_code, answers.question_code, answers.answer_form, answers.option_codes,
    answers.not_applicable_reason, answers.is_contradictory, answers.is_disagreed, answers.submission_id,
    answers.submission_version
from batch
inner join answers on batch.cycle = answers.cycle and batch.city_code = answers.city_code
anti join changed_answers as changed
    on batch.scenario_id = changed.scenario_id and answers.cycle = changed.cycle
    and answers.city_code = changed.city_code and answers.question_code = changed.question_code
union all
select
    changed.scenario_id, changed.cycle, changed.city_code, changed.question_code,
    case
        when changed.option_codes is not null then 'options'
        when changed.not_applicable_reason is not null then 'reason'
        when changed.dont_know = 'yes' then 'dont_know'
        else 'blank'
    end as answer_form,
    changed.option_codes, changed.not_applicable_reason, false as is_contradictory, false as is_disagreed,
    null as submission_id, null as submission_version
from changed_answers as changed
semi join batch using (scenario_id, cycle, city_code)
"""

# A replaced answer is taken as accepted, unless the scenario itself decides otherwise. What a scenario decides comes last
# and about the answer as it then is, where it does not say when and about which answer.
REVIEWS = f"""
create or replace table {base.REVIEWS} as
select
    batch.scenario_id, reviews.review_id, reviews.review_version, reviews.cycle, reviews.city_code, reviews.area_code,
    reviews.question_code, reviews.decision, reviews.expected_option_codes, reviews.corrected_option_codes,
    reviews.reviewed_on
from batch
inner join reviews on batch.cycle = reviews.cycle and batch.city_code = reviews.city_code
anti join added_reviews as added on batch.scenario_id = added.scenario_id and reviews.review_id = added.review_id
union all
select
    added.scenario_id, added.review_id, 1 as review_version, added.cycle, added.city_code, added.area_code,
    added.question_code, added.decision,
    case when added.sees_expected then added.expected_option_codes else answers.option_codes end
        as expected_option_codes,
    added.corrected_option_codes,
    case when added.is_dated then added.reviewed_on else date '9999-12-31' end as reviewed_on
from added_reviews as added
semi join batch using (scenario_id, cycle, city_code)
left join {base.ANSWERS} as answers using (scenario_id, cycle, city_code, question_code)
union all
select
    changed.scenario_id, 'scenario' as review_id, 1 as review_version, changed.cycle, changed.city_code,
    null as area_code, changed.question_code, 'accepted' as decision, changed.option_codes as expected_option_codes,
    null as corrected_option_codes, date '9999-12-31' as reviewed_on
from changed_answers as changed
semi join batch using (scenario_id, cycle, city_code)
anti join added_reviews as added using (scenario_id, cycle, city_code, question_code)
"""

INDICATORS = f"""
select
    scores.scenario_id, scores.cycle, scores.city_code, scores.methodology_id, scores.question_code, scores.area_code,
    scores.index_code, scores.state, scores.score, scores.weight, scores.option_codes, scores.submitted_option_codes,
    scores.review_decision, scores.contested, scores.is_stale
from {base.INDICATORS} as scores
semi join wanted using (cycle, city_code, methodology_id)
"""

NODES = f"""
select
    nodes.scenario_id, nodes.cycle, nodes.city_code, nodes.methodology_id, nodes.index_code, nodes.node_code as area_code,
    nodes.score, nodes.score_zero, nodes.score_exclude, nodes.coverage, nodes.coverage_status, nodes.comparability_reason
from {base.NODES} as nodes
semi join wanted using (cycle, city_code, methodology_id)
"""


def compute_scenarios(
    baseline: Baseline,
    answers: pd.DataFrame | None = None,
    reviews: pd.DataFrame | None = None,
    under: Collection[str] | None = None,
) -> ScenarioScores:
    """Scores of each scenario, and of what was submitted, for every city and cycle that a scenario concerns.

    `answers`: scenario_id, cycle, city_code, question_code and one of option_codes (list separated by `|`), dont_know
    (`yes`), not_applicable_reason; a row that says nothing takes the answer back. The answer counts as accepted.
    `reviews`: scenario_id, cycle, city_code, decision and, as in review files, question_code, area_code,
    expected_option_codes, corrected_option_codes, review_id, reviewed_on. Without the column expected_option_codes a
    decision is about the answer as it is in the scenario, without reviewed_on it is the latest; a review_id that is there
    already is replaced.
    `under`: methodology ids; without it each cycle is scored under its own version.

    Raises ScenarioNotPossible for rows that cannot be computed, with the rows.
    """
    import duckdb
    import pyarrow as pa

    changed, added = tables.read_answers(answers), tables.read_reviews(reviews)
    tables.check_changes(baseline, changed, added)
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as intercultural")
        connection.execute("use intercultural")
        for schema in ("reference", "intermediate", "scores"):
            connection.execute(f"create schema {schema}")
        for name, table in {
            "participations": baseline.participations,
            "answers": baseline.answers,
            "reviews": baseline.reviews,
            "changed_answers": changed,
            "added_reviews": added,
        }.items():
            connection.register("given", table)
            connection.execute(f"create temp table {name} as select * from given")
            connection.unregister("given")
        connection.execute(SCENARIOS)
        load_reference(connection, baseline, under)
        parts = list(compute_batches(connection, baseline))
    indicators, nodes = (pa.concat_tables(pieces).to_pandas() for pieces in zip(*parts, strict=True))
    is_index = nodes["area_code"] == "INDEX"
    return ScenarioScores(
        sort_rows(indicators, "question_code"),
        sort_rows(nodes[~is_index], "index_code", "area_code"),
        sort_rows(nodes[is_index].drop(columns="area_code"), "index_code"),
    )


def sort_rows(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.sort_values([*KEY, *columns], ignore_index=True)


def load_reference(connection: duckdb.DuckDBPyConnection, baseline: Baseline, under: Collection[str] | None) -> None:
    """The seeds, of the versions only that are wanted or were filled in; and which version is wanted of whom."""
    concerned = "participations semi join scenarios using (cycle, city_code)"
    if under is None:
        connection.execute(f"create temp table wanted as select cycle, city_code, methodology_id from {concerned}")
    else:
        connection.execute(
            f"create temp table wanted as select cycle, city_code, unnest(?) as methodology_id from {concerned}",
            [sorted(under)],
        )
    connection.execute(
        "create temp table versions as select methodology_id from wanted "
        f"union select questionnaire_id as methodology_id from {concerned}"
    )
    for name in baseline.formula.seeds:
        connection.register("given", baseline.reference[name])
        of_versions = "semi join versions using (methodology_id)"
        has_version = "methodology_id" in baseline.reference[name].column_names
        connection.execute(f"create table {name} as select * from given {of_versions if has_version else ''}")
        connection.unregister("given")


def compute_batches(connection: duckdb.DuckDBPyConnection, baseline: Baseline) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Indicators and nodes, some scenarios at a time."""
    fixed = baseline.formula.untouched_by(base.GIVEN).models
    for model in fixed:
        connection.execute(model.create())
    row = connection.execute("select count(*) from scenarios").fetchone()
    assert row is not None
    for start in range(0, max(row[0], 1), AT_ONCE):
        connection.execute(
            "create or replace temp table batch as select * from scenarios "
            "order by scenario_id, cycle, city_code limit ? offset ?",
            [AT_ONCE, start],
        )
        for statement in (PARTICIPATIONS, ANSWERS, REVIEWS):
            connection.execute(statement)
        for model in baseline.formula.models:
            if model not in fixed:
                connection.execute(model.create())
        yield connection.execute(INDICATORS).to_arrow_table(), connection.execute(NODES).to_arrow_table()
