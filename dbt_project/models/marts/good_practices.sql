with

practices as (
    select * from {{ ref('int_good_practices__current') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

areas as (
    select * from {{ ref('areas') }}
)

select
    practices.practice_id,
    practices.city_code,
    practices.area_code,
    {{ mask_contacts('practices.title') }} as title,
    {{ mask_contacts('practices.summary') }} as summary,
    practices.year,
    {{ public_link('practices.source_url') }} as source_url
from practices
inner join cities on practices.city_code = cities.city_code
left join areas on practices.area_code = areas.area_code
where cities.publish = 'yes' and (practices.area_code is null or areas.area_code is not null)
