"""Do the results of the residents' survey say only what can be true, and only what may be said?

How they are worked out and hidden is in the models `survey_results_*`; here the published table is looked at from outside.
"""

from __future__ import annotations

from expectations.checks import Check

TABLE = "survey_results"
LEAST = 30  # respondents; written here again on purpose, so that a change of the models does not pass unseen
MOST_STEP = 1  # point of the scale between two cycles

CHECKS = (
    Check(
        layer="marts",
        table=TABLE,
        name="every_mean_of_the_survey_is_on_its_scale",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "value", "min_value": 1, "max_value": 5},
        rows=(
            f"select city_code, value from (select city_code, unnest([mean, low, high]) as value from marts.{TABLE}) "
            "as figures where value is not null"
        ),
        explanation="A mean of the residents' survey, or an end of its interval, lies outside 1 to 5: the computation is wrong.",
    ),
    Check(
        layer="marts",
        table=TABLE,
        name="every_mean_of_the_survey_stands_in_its_interval",
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": "is_inside", "value_set": [True]},
        rows=(
            "select cycle, city_code, item_code, coalesce(low <= mean and mean <= high, false) as is_inside "
            f"from marts.{TABLE} where mean is not null or low is not null or high is not null"
        ),
        explanation="A mean of the residents' survey is published without its interval, or outside of it.",
    ),
    Check(
        layer="marts",
        table=TABLE,
        name="every_missing_mean_of_the_survey_has_its_reason",
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": "is_explained", "value_set": [True]},
        rows=(
            "select cycle, city_code, item_code, group_code, (mean is null) = (reason is not null) as is_explained "
            f"from marts.{TABLE}"
        ),
        explanation="A mean of the residents' survey is missing without a reason, or shown beside one.",
    ),
    Check(
        layer="marts",
        table=TABLE,
        name="no_group_of_few_respondents_is_shown",
        expectation="ExpectTableRowCountToEqual",
        arguments={"value": 0},
        rows=(
            "select cycle, city_code, item_code, group_kind, group_code, respondents "
            f"from marts.{TABLE} where respondents < {LEAST} and mean is not null"
        ),
        explanation=f"The mean of a group under {LEAST} respondents is in the published table: single answers could be worked out.",
    ),
    Check(
        layer="marts",
        table=TABLE,
        name="no_hidden_group_of_respondents_stands_alone",
        expectation="ExpectTableRowCountToEqual",
        arguments={"value": 0},
        rows=(
            f"select cycle, city_code, item_code, group_kind from marts.{TABLE} where group_kind <> 'all' "
            "group by cycle, city_code, item_code, group_kind "
            f"having count(mean) > 0 and sum(respondents) filter (where mean is null) < {LEAST} "
            "or (count(mean) > 0 and count(*) - count(mean) = 1)"
        ),
        explanation="One group alone is hidden, so that its mean can be worked out from the total and the groups beside it.",
    ),
    Check(
        layer="marts",
        table=TABLE,
        name="the_groups_of_the_survey_are_parts_of_all",
        expectation="ExpectTableRowCountToEqual",
        arguments={"value": 0},
        rows=(
            "select groups.cycle, groups.city_code, groups.item_code, groups.group_kind "
            f"from marts.{TABLE} as groups left join marts.{TABLE} as everybody "
            "on groups.cycle = everybody.cycle and groups.city_code = everybody.city_code "
            "and groups.item_code = everybody.item_code and everybody.group_kind = 'all' where groups.group_kind <> 'all' "
            "group by groups.cycle, groups.city_code, groups.item_code, groups.group_kind "
            "having sum(groups.respondents) > coalesce(min(everybody.respondents), 0)"
        ),
        explanation="The groups of a kind have more respondents than there are in all: somebody was counted twice.",
    ),
    Check(
        layer="marts",
        table=TABLE,
        name="means_of_the_survey_move_slowly",
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": "step", "min_value": -MOST_STEP, "max_value": MOST_STEP},
        rows=f"""
            with steps as (
                select cycle, city_code, item_code,
                    mean - lag(mean) over (partition by city_code, item_code order by cycle) as step
                from marts.{TABLE} where group_kind = 'all' and mean is not null
            )
            select * from steps where step is not null
        """,
        explanation="What residents say moved by more than a point between two surveys of a city: ask whether the question or the sample changed.",
        severity="warning",
    ),
)
