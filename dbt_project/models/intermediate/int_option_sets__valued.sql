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

counted as (
    select
        option_sets.methodology_id,
        option_sets.question_code,
        option_sets.option_codes,
        {{ list_count('option_sets.option_codes') }} as chosen_count,
        count(options.option_code) as known_count,
        coalesce(sum(case when options.is_exclusive = 'yes' then 1 else 0 end), 0) as exclusive_count,
        coalesce({{ steady_sum('options.points') }}, 0) as points
    from option_sets
    left join options
        on option_sets.methodology_id = options.methodology_id
        and option_sets.question_code = options.question_code
        and {{ list_contains('option_sets.option_codes', 'options.option_code') }}
    group by option_sets.methodology_id, option_sets.question_code, option_sets.option_codes
),

faults as (
    select
        counted.*,
        questions.answer_kind,
        questions.full_marks,
        case
            when counted.known_count < counted.chosen_count then 'unknown_option'
            when questions.answer_kind = 'single' and counted.chosen_count > 1 then 'two_options_on_single_choice'
            when counted.exclusive_count > 0 and counted.chosen_count > 1 then 'exclusive_option_with_others'
        end as fault
    from counted
    inner join questions
        on counted.methodology_id = questions.methodology_id
        and counted.question_code = questions.question_code
)

select
    methodology_id,
    question_code,
    option_codes,
    fault,
    case
        when fault is not null then 0.0
        when answer_kind = 'single' then 100.0 * points
        else 100.0 * least(1.0, points / nullif(full_marks, 0))
    end as score
from faults
