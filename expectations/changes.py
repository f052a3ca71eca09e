"""What can only be true of published changes between two cycles: a part of the gate of `marts`.

How a change is split is tested by dbt where it is computed; here it is what somebody reads who has only the release.
"""

from __future__ import annotations

from expectations.checks import Check

PARTS = "from_answers + from_coverage + from_questions + from_weights"

CHECKS = (
    Check(
        layer="marts",
        table="score_changes",
        name="every_change_is_between_minus_100_and_100",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "change", "min_value": -100, "max_value": 100},
        rows="""
            select change_official as change from marts.score_changes where change_official is not null
            union all
            select change_like_for_like from marts.score_changes where change_like_for_like is not null
        """,
        explanation="A change is larger than the scale: the computation or the table is wrong.",
    ),
    Check(
        layer="marts",
        table="score_changes",
        name="every_change_is_the_sum_of_its_parts",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "gap", "min_value": 0, "max_value": 1e-12},
        rows=f"""
            select city_code, from_cycle, to_cycle, coalesce(abs({PARTS} - change_official), 100) as gap
            from marts.score_changes where from_answers is not null
        """,
        explanation="Answers, coverage, questions and weights do not make up the change that is published: it could not be explained.",
    ),
    Check(
        layer="marts",
        table="score_changes",
        name="every_missing_change_has_its_reason",
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": "is_explained", "value_set": [True]},
        rows=f"select (({PARTS}) is not null) = (reason is null) as is_explained from marts.score_changes",
        explanation="A change has no parts and no reason beside it, or has both.",
    ),
)
