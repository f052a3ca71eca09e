-- Indicator scores under every version, with the place and weight that the version gives to the question.
{{ config(materialized='view') }}
with

states as (
    select * from {{ ref('int_questions__stated') }}
),

questions as (
    select * from {{ ref('int_questions__numbered') }}
)

select
    states.scenario_id,
    states.cycle,
    states.city_code,
    states.methodology_id,
    states.question_code,
    questions.area_code,
    questions.index_code,
    states.state,
    states.score,
    questions.weight,
    states.state not in ('not_asked', 'not_applicable') as in_zero,
    states.state in ('answered', 'closed', 'rejected') as is_answered,
    states.option_codes,
    states.submitted_option_codes,
    states.submission_id,
    states.submission_version,
    states.review_id,
    states.review_decision,
    states.contested,
    states.is_stale,
    states.participation_number,
    states.question_number,
    questions.area_number
from states
inner join questions on states.question_number = questions.question_number
