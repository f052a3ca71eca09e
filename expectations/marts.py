"""The gate before anything is shown: do the published tables say only what can be true?

Types, keys and relations are tested by dbt; here it is content: ranges, completeness, distributions, change. An error stops
the run with nothing published; a warning is shown on the data-quality pages.
"""

from __future__ import annotations

from expectations import audit, changes, crosschecks, publication, survey
from expectations.checks import Check


def check_range(table: str, columns: tuple[str, ...], name: str) -> Check:
    values = " union all ".join(f"select {column} as score from marts.{table}" for column in columns)
    return Check(
        layer="marts",
        table=table,
        name=name,
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "score", "min_value": 0, "max_value": 100},
        rows=f"select score from ({values}) as scores where score is not null",
        explanation=f"A value of {', '.join(columns)} in {table} lies outside 0 to 100: the computation or the table is wrong.",
    )


def check_reasons(table: str, name: str) -> Check:
    return Check(
        layer="marts",
        table=table,
        name=name,
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": "is_explained", "value_set": [True]},
        rows=(
            "select (score is not null) <> (coverage_status in ('insufficient', 'no_questions') "
            f"or comparability_reason is not null) as is_explained from marts.{table}"
        ),
        explanation=f"A score of {table} is missing without a reason beside it, or is shown although it must not be.",
    )


RANGES = (
    check_range("index_scores", ("score", "score_zero", "score_exclude"), "every_index_is_between_0_and_100"),
    check_range("area_scores", ("score", "score_zero", "score_exclude"), "every_area_is_between_0_and_100"),
    check_range("indicator_scores", ("score",), "every_indicator_is_between_0_and_100"),
    check_range(
        "peer_comparisons",
        ("peer_mean", "peer_p25", "peer_median", "peer_p75"),
        "every_mean_is_between_0_and_100",
    ),
    check_reasons("index_scores", "every_missing_index_has_its_reason"),
    check_reasons("area_scores", "every_missing_area_score_has_its_reason"),
)

COMPLETENESS = (
    Check(
        layer="marts",
        table="index_scores",
        name="every_city_is_scored_once",
        expectation="ExpectCompoundColumnsToBeUnique",
        arguments={"column_list": ["cycle", "city_code", "methodology_id", "index_code"]},
        explanation="A city has two scores for one cycle, version and index.",
    ),
    Check(
        layer="marts",
        table="area_scores",
        name="every_area_is_scored_once",
        expectation="ExpectCompoundColumnsToBeUnique",
        arguments={"column_list": ["cycle", "city_code", "methodology_id", "index_code", "area_code"]},
        explanation="An area of a city has two scores for one cycle, version and index.",
    ),
    Check(
        layer="marts",
        table="area_scores",
        name="every_index_has_all_its_areas",
        expectation="ExpectColumnPairValuesToBeEqual",
        arguments={"column_A": "areas_found", "column_B": "areas_expected"},
        rows="""
            with expected as (
                select indexes.methodology_id, indexes.index_code, count(*) as areas_expected
                from (select distinct methodology_id, index_code from marts.index_scores) as indexes
                inner join reference.methodology_areas as areas
                    on indexes.methodology_id = areas.methodology_id
                    and (indexes.index_code = 'extended' or areas.index_code = 'core')
                group by indexes.methodology_id, indexes.index_code
            ),
            found as (
                select cycle, city_code, methodology_id, index_code, count(distinct area_code) as areas_found
                from marts.area_scores group by cycle, city_code, methodology_id, index_code
            )
            select indexes.cycle, indexes.city_code, coalesce(found.areas_found, 0) as areas_found, expected.areas_expected
            from marts.index_scores as indexes
            inner join expected using (methodology_id, index_code)
            left join found using (cycle, city_code, methodology_id, index_code)
        """,
        explanation="An index was published without one of the areas of its version.",
    ),
    Check(
        layer="marts",
        table="indicator_scores",
        name="every_question_of_the_version_has_one_state",
        expectation="ExpectColumnPairValuesToBeEqual",
        arguments={"column_A": "questions_found", "column_B": "questions_expected"},
        rows="""
            with expected as (
                select methodology_id, count(*) as questions_expected
                from reference.methodology_questions group by methodology_id
            )
            select cycle, city_code, count(*) as questions_found, any_value(expected.questions_expected) as questions_expected
            from marts.indicator_scores inner join expected using (methodology_id)
            group by cycle, city_code, methodology_id
        """,
        explanation="A city lacks the state of a question, or has two of them.",
    ),
    Check(
        layer="marts",
        table="index_contributions",
        name="every_index_is_the_sum_of_its_answers",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "gap", "min_value": 0, "max_value": 1e-9},
        rows="""
            with summed as (
                select cycle, city_code, methodology_id, index_code, sum(contribution) as score
                from marts.index_contributions where node_code = 'INDEX'
                group by cycle, city_code, methodology_id, index_code
            )
            select indexes.cycle, indexes.city_code, coalesce(abs(indexes.score - summed.score), 100) as gap
            from marts.index_scores as indexes
            inner join reference.methodologies as versions
                on indexes.methodology_id = versions.methodology_id
                and indexes.cycle between versions.first_cycle and coalesce(versions.last_cycle, 9999)
            left join summed
                on indexes.cycle = summed.cycle
                and indexes.city_code = summed.city_code
                and indexes.methodology_id = summed.methodology_id
                and indexes.index_code = summed.index_code
            where indexes.score is not null
        """,
        explanation="A published index differs from the sum of what its indicators bring: it could not be explained.",
    ),
    Check(
        layer="analysis",
        table="agreement",
        name="recomputed_scores_equal_the_scores_layer",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "largest_gap", "min_value": 0, "max_value": 1e-9},
        explanation="With nothing varied, the analysis computes other scores than the scores layer: its intervals would be wrong.",
    ),
    Check(
        layer="marts",
        table="peer_comparisons",
        name="every_rank_stands_in_its_interval",
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": "is_inside", "value_set": [True]},
        rows="""
            select coalesce(rank_low <= rank and rank <= rank_high and rank_high <= cities, false) as is_inside
            from marts.peer_comparisons where rank is not null or rank_low is not null or rank_high is not null
        """,
        explanation="A rank is published without its interval, or outside of it.",
    ),
    Check(
        layer="marts",
        table="peer_comparisons",
        name="every_peer_group_is_large_enough",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "cities", "min_value": 5},
        explanation="A group of fewer than five cities is shown, from which single cities could be worked out.",
    ),
)

PLAUSIBILITY = (
    Check(
        layer="marts",
        table="index_scores",
        name="most_indexes_of_the_last_cycle_are_well_covered",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "share_covered", "min_value": 0.75},
        rows="""
            select avg(case when coverage_status in ('full', 'partial') then 1.0 else 0.0 end) as share_covered
            from marts.index_scores
            where index_code = 'core' and comparability_reason is null
              and cycle = (select max(cycle) from marts.index_scores)
        """,
        explanation="More than a quarter of the cities of the last cycle left so much open that they enter no mean.",
        severity="warning",
    ),
    Check(
        layer="marts",
        table="peer_comparisons",
        name="the_mean_moves_slowly",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "step", "min_value": -10, "max_value": 10},
        rows="""
            with means as (
                select distinct cycle, methodology_id, peer_mean from marts.peer_comparisons
                where peer_group_kind = 'all' and index_code = 'core' and area_code = 'INDEX'
            ),
            steps as (
                select cycle, peer_mean - lag(peer_mean) over (partition by methodology_id order by cycle) as step from means
            )
            select * from steps where step is not null
        """,
        explanation="The mean of the network moved by more than ten points between two cycles of one version.",
        severity="warning",
    ),
    Check(
        layer="marts",
        table="index_scores",
        name="cities_change_by_less_than_35_points",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "change", "min_value": -35, "max_value": 35},
        rows="""
            with own as (
                select indexes.cycle, indexes.city_code, indexes.score,
                    indexes.score - lag(indexes.score) over (partition by indexes.city_code order by indexes.cycle) as change
                from marts.index_scores as indexes
                inner join reference.methodologies as versions
                    on indexes.methodology_id = versions.methodology_id
                    and indexes.cycle between versions.first_cycle and coalesce(versions.last_cycle, 9999)
                where indexes.index_code = 'core' and indexes.score is not null
            )
            select * from own where change is not null
        """,
        explanation="A city's index changed by 35 points or more since it last took part: ask before it is shown.",
        severity="warning",
    ),
)

CHECKS = (
    *RANGES,
    *COMPLETENESS,
    *changes.CHECKS,
    *publication.CHECKS,
    *survey.CHECKS,
    *PLAUSIBILITY,
    *crosschecks.CHECKS,
    *audit.CHECKS,
)
