-- Sums and counts over the questions of each area that holds questions.
with

indicators as (
    select * from {{ ref('indicators_scored') }}
),

questions as (
    select * from {{ ref('int_questions__indexed') }}
),

summed as (
    select
        indicators.scenario_id,
        indicators.cycle,
        indicators.city_code,
        indicators.methodology_id,
        questions.index_code,
        questions.area_code,
        {{ steady_sum('case when indicators.in_zero then questions.weight else 0 end') }} as weight_zero,
        {{ steady_sum('case when indicators.in_zero then questions.weight * indicators.score else 0 end') }}
            as points_zero,
        {{ steady_sum('case when indicators.is_answered then questions.weight else 0 end') }} as weight_exclude,
        {{ steady_sum('case when indicators.is_answered then questions.weight * indicators.score else 0 end') }}
            as points_exclude,
        {{ steady_sum("case when indicators.state <> 'not_asked' then questions.weight else 0 end") }} as weight_asked,
        {{ steady_sum('questions.weight') }} as weight_in_version,
        sum(case when indicators.in_zero then 1 else 0 end) as questions_in_denominator,
        sum(case when indicators.is_answered then 1 else 0 end) as questions_answered,
        sum(case when indicators.state <> 'not_asked' then 1 else 0 end) as questions_asked,
        count(*) as questions_in_version,
        sum(case when indicators.index_code = 'extended' and indicators.state <> 'not_asked' then 1 else 0 end)
            as extended_asked
    from indicators
    inner join questions
        on indicators.methodology_id = questions.methodology_id
        and indicators.question_code = questions.question_code
    group by
        indicators.scenario_id, indicators.cycle, indicators.city_code, indicators.methodology_id,
        questions.index_code, questions.area_code
),

-- the extended index exists where the questionnaire filled in had at least one of its questions
present as (
    select
        scenario_id,
        cycle,
        city_code,
        methodology_id,
        index_code
    from summed
    group by scenario_id, cycle, city_code, methodology_id, index_code
    having index_code = 'core' or sum(extended_asked) > 0
)

select summed.*
from summed
inner join present
    on summed.scenario_id = present.scenario_id
    and summed.cycle = present.cycle
    and summed.city_code = present.city_code
    and summed.methodology_id = present.methodology_id
    and summed.index_code = present.index_code
