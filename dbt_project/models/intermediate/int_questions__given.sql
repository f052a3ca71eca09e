-- The state that each question of every version has by its own answer, before its parent is looked at; questions that
-- were not asked are left out. Answers are passed through, against dictionaries that are small.
{{ config(materialized='view') }}
with

participations as (
    select * from {{ ref('int_participations__numbered') }}
),

asked as (
    select * from {{ ref('int_questions__asked') }}
),

answers as (
    select * from {{ ref('int_answers__effective') }}
),

option_sets as (
    select * from {{ ref('int_option_sets__valued') }}
)

select
    participations.participation_number,
    participations.scenario_id,
    participations.cycle,
    participations.city_code,
    asked.methodology_id,
    asked.question_code,
    asked.question_number,
    asked.parent_question_code,
    asked.asked_parent_code,
    asked.is_in_chain,
    answers.option_codes,
    answers.submitted_option_codes,
    answers.submission_id,
    answers.submission_version,
    answers.review_id,
    answers.review_decision,
    answers.contested,
    option_sets.fault,
    option_sets.score as option_score,
    case
        when answers.answer_form = 'rejected' then 'rejected'
        when answers.answer_form = 'contradiction' or option_sets.fault is not null then 'invalid'
        when answers.answer_form = 'not_applicable' then 'not_applicable'
        when answers.answer_form = 'dont_know' then 'dont_know'
        when answers.answer_form = 'options' then 'answered'
        else 'unanswered'
    end as own_state
from answers
-- each answer belongs to one; a left join keeps the order, in which answers stream past what is small
left join participations
    on answers.scenario_id = participations.scenario_id
    and answers.cycle = participations.cycle
    and answers.city_code = participations.city_code
inner join asked
    on participations.questionnaire_id = asked.questionnaire_id
    and answers.question_code = asked.from_question_code
left join option_sets
    on asked.methodology_id = option_sets.methodology_id
    and asked.question_code = option_sets.question_code
    and answers.option_codes = option_sets.option_codes
