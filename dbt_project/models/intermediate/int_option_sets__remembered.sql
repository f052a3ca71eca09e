-- What sets of options are worth that were chosen in a version which has been replaced, beside those that count now.
-- Tickets look back; the scores know nothing of it.
with

answers as (
    select * from {{ ref('int_answers__dated') }}
    where not is_current and option_codes is not null
),

participations as (
    select * from {{ ref('int_participations') }}
    where scenario_id = 'submitted'
),

current_sets as (
    select * from {{ ref('int_option_sets__valued') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

options as (
    select * from {{ ref('methodology_options') }}
),

option_sets as (
    select distinct
        participations.questionnaire_id as methodology_id,
        answers.question_code,
        answers.option_codes
    from answers
    inner join participations
        on answers.cycle = participations.cycle
        and answers.city_code = participations.city_code
),

{{ value_option_sets() }}

select * from valued

union

select * from current_sets
