-- What cities do, from the policy grids: entries that a review accepted, contact data masked.
with

practices as (
    select * from {{ ref('int_practices__documented') }}
),

areas as (
    select * from {{ ref('areas') }}
)

select
    practices.practice_id,
    practices.city_code,
    practices.year as cycle,
    areas.area_code,
    {{ mask_contacts('practices.title') }} as title,
    {{ mask_contacts('practices.summary') }} as description,
    practices.status,
    {{ public_link('practices.source_url') }} as evidence_url
from practices
left join areas on practices.area_code = areas.area_code
where practices.practice_source = 'grid' and practices.publish = 'yes'
