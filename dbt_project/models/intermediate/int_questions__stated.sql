-- Exactly one state per question of every version, for each participation (section 4 of the methodology).
with recursive

participations as (
    select * from {{ ref('int_participations') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

carried as (
    select * from {{ ref('int_questions__carried') }}
),

answers as (
    select * from {{ ref('int_answers__effective') }}
),

option_sets as (
    select * from {{ ref('int_option_sets__valued') }}
),

openings as (
    select * from {{ ref('int_option_sets__opening') }}
),

-- the state that a question has by its own answer, before its parent is looked at
own as (
    select
        participations.scenario_id,
        participations.cycle,
        participations.city_code,
        questions.methodology_id,
        questions.question_code,
        questions.parent_question_code,
        answers.option_codes,
        answers.submitted_option_codes,
        answers.submission_id,
        answers.submission_version,
        answers.review_id,
        answers.review_decision,
        coalesce(answers.contested, 'no') as contested,
        option_sets.fault,
        option_sets.score as option_score,
        case
            when carried.from_question_code is null then 'not_asked'
            when answers.answer_form = 'rejected' then 'rejected'
            when answers.answer_form = 'contradiction' or option_sets.fault is not null then 'invalid'
            when answers.answer_form = 'not_applicable' then 'not_applicable'
            when answers.answer_form = 'dont_know' then 'dont_know'
            when answers.answer_form = 'options' then 'answered'
            else 'unanswered'
        end as own_state
    from participations
    cross join questions
    left join carried
        on questions.methodology_id = carried.methodology_id
        and questions.question_code = carried.question_code
        and participations.questionnaire_id = carried.from_methodology_id
    left join answers
        on participations.scenario_id = answers.scenario_id
        and participations.cycle = answers.cycle
        and participations.city_code = answers.city_code
        and carried.from_question_code = answers.question_code
    left join option_sets
        on questions.methodology_id = option_sets.methodology_id
        and questions.question_code = option_sets.question_code
        and answers.option_codes = option_sets.option_codes
),

parents as (
    select distinct
        methodology_id,
        parent_question_code as question_code
    from questions
    where parent_question_code is not null
),

-- from the questions that have children but no parent, down the chains
chains as (
    select
        own.scenario_id,
        own.cycle,
        own.city_code,
        own.methodology_id,
        own.question_code,
        own.option_codes,
        own.own_state as state
    from own
    inner join parents
        on own.methodology_id = parents.methodology_id
        and own.question_code = parents.question_code
    where own.parent_question_code is null

    union all

    select
        own.scenario_id,
        own.cycle,
        own.city_code,
        own.methodology_id,
        own.question_code,
        own.option_codes,
        case
            when own.own_state in ('not_asked', 'rejected') then own.own_state
            when chains.state in ('closed', 'rejected') then 'closed'
            when chains.state = 'answered' and not openings.is_open then 'closed'
            when own.own_state = 'invalid' then own.own_state
            when chains.state = 'not_applicable' then 'not_applicable'
            else own.own_state
        end as state
    from chains
    inner join own
        on chains.scenario_id = own.scenario_id
        and chains.cycle = own.cycle
        and chains.city_code = own.city_code
        and chains.methodology_id = own.methodology_id
        and chains.question_code = own.parent_question_code
    left join openings
        on own.methodology_id = openings.methodology_id
        and own.question_code = openings.question_code
        and chains.option_codes = openings.parent_option_codes
),

stated as (
    select
        own.*,
        coalesce(chains.state, own.own_state) as state
    from own
    left join chains
        on own.scenario_id = chains.scenario_id
        and own.cycle = chains.cycle
        and own.city_code = chains.city_code
        and own.methodology_id = chains.methodology_id
        and own.question_code = chains.question_code
)

select
    scenario_id,
    cycle,
    city_code,
    methodology_id,
    question_code,
    parent_question_code,
    state,
    case
        when state = 'answered' then option_score
        when state not in ('not_asked', 'not_applicable') then 0.0
    end as score,
    option_codes,
    submitted_option_codes,
    submission_id,
    submission_version,
    review_id,
    review_decision,
    contested,
    fault,
    state = 'closed' and own_state in ('answered', 'invalid', 'not_applicable', 'dont_know') as is_stale
from stated
