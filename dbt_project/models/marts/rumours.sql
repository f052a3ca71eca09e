-- The rumours that cities work on, contact data masked.
with

rumours as (
    select * from {{ ref('int_rumours__current') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

areas as (
    select * from {{ ref('areas') }}
)

select
    rumours.rumour_id,
    rumours.city_code,
    rumours.recorded_on,
    {{ mask_contacts('rumours.rumour') }} as rumour,
    rumours.area_code,
    {{ mask_contacts('rumours.evidence_summary') }} as evidence_summary,
    {{ public_link('rumours.evidence_url') }} as evidence_url,
    rumours.status
from rumours
inner join cities on rumours.city_code = cities.city_code
left join areas on rumours.area_code = areas.area_code
where cities.publish = 'yes' and (rumours.area_code is null or areas.area_code is not null)
