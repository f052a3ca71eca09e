-- What each indicator weighs in each node above it, and how many points it brings there: the index as a sum.
{{ config(materialized='view') }}
with

weights as (
    select * from {{ ref('area_weights_resolved') }}
),

methodologies as (
    select * from {{ ref('methodologies') }}
),

indicators as (
    select * from {{ ref('indicators_scored') }}
),

questions as (
    select * from {{ ref('int_questions__indexed') }}
),

own_weights as (
    select weights.*
    from weights
    inner join methodologies
        on weights.methodology_id = methodologies.methodology_id
        and weights.missing_rule = methodologies.missing_rule
),

counting as (
    select
        indicators.scenario_id,
        indicators.cycle,
        indicators.city_code,
        indicators.methodology_id,
        questions.index_code,
        questions.area_code,
        indicators.question_code,
        questions.weight,
        indicators.score
    from indicators
    inner join methodologies on indicators.methodology_id = methodologies.methodology_id
    inner join questions
        on indicators.methodology_id = questions.methodology_id
        and indicators.question_code = questions.question_code
    where (methodologies.missing_rule = 'zero' and indicators.in_zero) or indicators.is_answered
)

select
    counting.scenario_id,
    counting.cycle,
    counting.city_code,
    counting.methodology_id,
    counting.index_code,
    own_weights.node_code,
    counting.area_code,
    counting.question_code,
    counting.weight / own_weights.questions_weight * own_weights.area_weight as effective_weight,
    counting.score,
    counting.weight / own_weights.questions_weight * own_weights.area_weight * counting.score as contribution
from counting
inner join own_weights
    on counting.scenario_id = own_weights.scenario_id
    and counting.cycle = own_weights.cycle
    and counting.city_code = own_weights.city_code
    and counting.methodology_id = own_weights.methodology_id
    and counting.index_code = own_weights.index_code
    and counting.area_code = own_weights.area_code
