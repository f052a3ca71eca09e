-- The questions that are not the same in both cycles of a pair as published: another answer, score or coverage, another
-- place or weight, or asked by one of them only. Told apart from what they bring, so that neither needs much memory.
with

pairs as (
    select * from {{ ref('comparisons_numbered') }}
    where is_official
),

joined as (
    select
        joined_number,
        from_index_code <> to_index_code
        or from_area_code <> to_area_code
        or from_weight <> to_weight as has_other_place
    from {{ ref('questions_joined') }}
),

questions as (
    select questions.*
    from {{ ref('questions_paired') }} as questions
    inner join pairs on questions.comparison_number = pairs.comparison_number
),

-- equal at 12 digits is equal: 0.1 and 0.2 points are as much as 0.3
compared as (
    select
        *,
        is_asked_twice
        and from_is_given
        and to_is_given
        and round(from_score, 12) <> round(to_score, 12) as has_other_score,
        is_asked_twice
        and from_is_given
        and to_is_given
        and (
            from_state <> to_state
            or (from_state = 'answered' and from_option_codes <> to_option_codes)
        ) as has_other_answer,
        is_asked_twice
        and (
            from_is_given <> to_is_given
            or from_is_counted <> to_is_counted
        ) as has_other_coverage
    from questions
)

select
    compared.comparison_number,
    compared.joined_number,
    compared.from_state,
    compared.to_state,
    compared.from_option_codes,
    compared.to_option_codes,
    compared.from_indicator_score,
    compared.to_indicator_score,
    compared.from_score,
    compared.to_score,
    compared.has_other_score,
    compared.has_other_answer,
    compared.has_other_coverage
from compared
inner join joined on compared.joined_number = joined.joined_number
where
    compared.has_other_score
    or compared.has_other_answer
    or compared.has_other_coverage
    or not compared.is_asked_twice
    or joined.has_other_place
