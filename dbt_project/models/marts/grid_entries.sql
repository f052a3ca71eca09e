-- What departments do, as the policy grids say it, accepted or not; contact data go into no table.
with

entries as (
    select * from {{ ref('int_policy_grid__current') }}
),

participations as (
    select * from {{ ref('int_participations') }}
    where scenario_id = 'submitted'
),

documented as (
    select * from {{ ref('int_practices__documented') }}
    where practice_source = 'grid'
),

areas as (
    select * from {{ ref('areas') }}
)

select
    entries.cycle,
    entries.city_code,
    entries.entry_id,
    areas.area_code,
    entries.question_codes,
    {{ mask_contacts('entries.department') }} as department,
    entries.entry_kind,
    {{ mask_contacts('entries.title') }} as title,
    {{ mask_contacts('entries.description') }} as description,
    entries.status,
    {{ public_link('entries.evidence_url') }} as evidence_url,
    case when documented.practice_id is not null then 'yes' else 'no' end as is_accepted
from entries
inner join participations
    on entries.cycle = participations.cycle
    and entries.city_code = participations.city_code
left join documented
    on documented.practice_id = entries.cycle || '/' || entries.city_code || '/' || entries.entry_id
left join areas on coalesce(documented.area_code, entries.area_code) = areas.area_code
