-- Questions that the answers above them close or make not applicable, down chains of any length.
with recursive

given as (
    select
        participation_number,
        methodology_id,
        question_code,
        question_number,
        asked_parent_code,
        option_codes,
        own_state
    from {{ ref('int_questions__given') }}
    where is_in_chain
),

openings as (
    select * from {{ ref('int_option_sets__opening') }}
),

-- from the questions that have children but no parent, downwards
chains as (
    select
        participation_number,
        methodology_id,
        question_code,
        question_number,
        option_codes,
        own_state as state,
        false as is_moved
    from given
    where asked_parent_code is null

    union all

    select
        given.participation_number,
        given.methodology_id,
        given.question_code,
        given.question_number,
        given.option_codes,
        case
            when given.own_state = 'rejected' then given.own_state
            when chains.state in ('closed', 'rejected') then 'closed'
            when chains.state = 'answered' and not openings.is_open then 'closed'
            when given.own_state = 'invalid' then given.own_state
            when chains.state = 'not_applicable' then 'not_applicable'
            else given.own_state
        end as state,
        true as is_moved
    from chains
    inner join given
        on chains.participation_number = given.participation_number
        and chains.methodology_id = given.methodology_id
        and chains.question_code = given.asked_parent_code
    left join openings
        on given.methodology_id = openings.methodology_id
        and given.question_code = openings.question_code
        and chains.option_codes = openings.parent_option_codes
)

select
    participation_number,
    methodology_id,
    question_code,
    question_number,
    state
from chains
where is_moved and state in ('closed', 'not_applicable')
