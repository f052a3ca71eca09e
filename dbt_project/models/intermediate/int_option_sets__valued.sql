-- What each chosen set of options is worth under each version: a dictionary, looked up by every answer.
with

answers as (
    select * from {{ ref('int_answers__effective') }}
),

participations as (
    select * from {{ ref('int_participations') }}
),

carried as (
    select * from {{ ref('int_questions__carried') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

options as (
    select * from {{ ref('methodology_options') }}
),

given as (
    select distinct
        participations.questionnaire_id,
        answers.question_code,
        answers.option_codes
    from answers
    inner join participations
        on answers.scenario_id = participations.scenario_id
        and answers.cycle = participations.cycle
        and answers.city_code = participations.city_code
    where answers.option_codes is not null
),

option_sets as (
    select distinct
        carried.methodology_id,
        carried.question_code,
        given.option_codes
    from given
    inner join carried
        on given.questionnaire_id = carried.from_methodology_id
        and given.question_code = carried.from_question_code
),

{{ value_option_sets() }}

select * from valued
