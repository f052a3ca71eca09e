-- A number for each participation: what is computed from millions of answers is grouped and joined by it, not by texts.
with

participations as (
    select * from {{ ref('int_participations') }}
)

select
    cast(row_number() over (order by scenario_id, cycle, city_code) as integer) as participation_number,
    scenario_id,
    cycle,
    city_code,
    questionnaire_id
from participations
