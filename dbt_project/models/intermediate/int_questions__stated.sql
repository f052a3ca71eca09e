-- Exactly one state per question of every version, for each participation (section 4 of the methodology).
with

participations as (
    select * from {{ ref('int_participations__numbered') }}
),

asked as (
    select * from {{ ref('int_questions__asked') }}
),

given as (
    select * from {{ ref('int_questions__given') }}
),

closed as (
    select * from {{ ref('int_questions__closed') }}
),

stated as (
    select
        given.*,
        coalesce(closed.state, given.own_state) as state
    from given
    left join closed
        on given.participation_number = closed.participation_number
        and given.question_number = closed.question_number
)

select
    participation_number,
    question_number,
    scenario_id,
    cycle,
    city_code,
    methodology_id,
    question_code,
    parent_question_code,
    state,
    case
        when state = 'answered' then option_score
        when state <> 'not_applicable' then 0.0
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

union all

select
    participations.participation_number,
    asked.question_number,
    participations.scenario_id,
    participations.cycle,
    participations.city_code,
    asked.methodology_id,
    asked.question_code,
    asked.parent_question_code,
    'not_asked' as state,
    cast(null as double) as score,
    cast(null as varchar) as option_codes,
    cast(null as varchar) as submitted_option_codes,
    cast(null as varchar) as submission_id,
    cast(null as varchar) as submission_version,
    cast(null as varchar) as review_id,
    cast(null as varchar) as review_decision,
    'no' as contested,
    cast(null as varchar) as fault,
    false as is_stale
from participations
inner join asked
    on participations.questionnaire_id = asked.questionnaire_id
    and asked.from_question_code is null
