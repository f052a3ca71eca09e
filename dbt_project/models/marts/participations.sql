with

participations as (
    select * from {{ ref('int_participations') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
)

select
    participations.cycle,
    participations.city_code,
    publications.publish,
    publications.held_back_by,
    participations.own_methodology_id as methodology_id,
    participations.questionnaire_id,
    cast(participations.submission_count as integer) as submission_count,
    cast(participations.department_count as integer) as department_count,
    participations.last_answered_on,
    case when participations.is_review_complete then 'yes' else 'no' end as is_review_complete
from participations
inner join publications
    on participations.cycle = publications.cycle
    and participations.city_code = publications.city_code
where participations.scenario_id = 'submitted'
