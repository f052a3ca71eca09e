{{ config(meta={'dagster': {'ref': {'name': 'indicators_scored'}}}) }}
with

participations as (
    select * from {{ ref('int_participations') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

indicators as (
    select * from {{ ref('indicators_scored') }}
),

expected as (
    select
        participations.scenario_id,
        participations.cycle,
        participations.city_code,
        questions.methodology_id,
        count(*) as question_count
    from participations
    cross join questions
    group by participations.scenario_id, participations.cycle, participations.city_code, questions.methodology_id
),

found as (
    select
        scenario_id,
        cycle,
        city_code,
        methodology_id,
        count(*) as question_count
    from indicators
    where state is not null
    group by scenario_id, cycle, city_code, methodology_id
)

select
    expected.*,
    found.question_count as found_count
from expected
left join found
    on expected.scenario_id = found.scenario_id
    and expected.cycle = found.cycle
    and expected.city_code = found.city_code
    and expected.methodology_id = found.methodology_id
where found.question_count is null or found.question_count <> expected.question_count
