-- The answers to the questions of both cycles of a comparison side by side. What a cycle did not ask takes all but its
-- place from the other; what is missing or does not apply there, the score only.
{{ config(materialized='view') }}
with

comparisons as (
    select * from {{ ref('comparisons_numbered') }}
),

joined as (
    select * from {{ ref('questions_joined') }}
),

indicators as not materialized (
    select
        participation_number,
        question_number,
        state,
        option_codes,
        score,
        is_answered,
        in_zero,
        case when is_answered then score end as given_score
    from {{ ref('indicators_scored') }}
),

-- each question has a state in each participation, so these joins find one row each
laid as (
    select
        comparisons.comparison_number,
        joined.joined_number,
        earlier.state as from_state,
        later.state as to_state,
        earlier.option_codes as from_option_codes,
        later.option_codes as to_option_codes,
        earlier.score as from_indicator_score,
        later.score as to_indicator_score,
        earlier.given_score as from_given_score,
        later.given_score as to_given_score,
        earlier.is_answered as from_is_answered,
        later.is_answered as to_is_answered,
        earlier.is_answered or (earlier.in_zero and joined.from_counts_missing) as from_is_counted,
        later.is_answered or (later.in_zero and joined.to_counts_missing) as to_is_counted
    from comparisons
    inner join joined on comparisons.kind_number = joined.kind_number
    left join indicators as earlier
        on comparisons.from_participation_number = earlier.participation_number
        and joined.from_question_number = earlier.question_number
    left join indicators as later
        on comparisons.to_participation_number = later.participation_number
        and joined.to_question_number = later.question_number
)

select
    comparison_number,
    joined_number,
    from_state,
    to_state,
    from_option_codes,
    to_option_codes,
    from_indicator_score,
    to_indicator_score,
    coalesce(from_given_score, to_given_score, 0.0) as from_score,
    coalesce(to_given_score, from_given_score, 0.0) as to_score,
    coalesce(from_is_answered, to_is_answered) as from_is_given,
    coalesce(to_is_answered, from_is_answered) as to_is_given,
    coalesce(from_is_counted, to_is_counted) as from_is_counted,
    coalesce(to_is_counted, from_is_counted) as to_is_counted,
    from_is_answered is not null and to_is_answered is not null as is_asked_twice
from laid
