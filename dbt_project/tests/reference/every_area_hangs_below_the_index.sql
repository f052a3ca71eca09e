{{ config(meta={'dagster': {'ref': {'name': 'methodology_areas'}}}) }}
with recursive

areas as (
    select * from {{ ref('methodology_areas') }}
),

-- from the areas of the index downwards: a loop, or what hangs on nothing, is never reached
reached as (
    select
        methodology_id,
        area_code
    from areas
    where parent_area_code is null

    union all

    select
        areas.methodology_id,
        areas.area_code
    from reached
    inner join areas
        on reached.methodology_id = areas.methodology_id
        and reached.area_code = areas.parent_area_code
)

select
    areas.methodology_id,
    areas.area_code,
    areas.parent_area_code
from areas
left join reached
    on areas.methodology_id = reached.methodology_id
    and areas.area_code = reached.area_code
where reached.area_code is null
