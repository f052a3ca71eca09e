-- The areas of each index of a version; an area without a parent hangs below the index itself.
with

areas as (
    select * from {{ ref('methodology_areas') }}
),

indexes as (
    select * from {{ ref('int_indexes__versioned') }}
)

select
    indexes.methodology_id,
    indexes.index_code,
    areas.area_code,
    coalesce(areas.parent_area_code, 'INDEX') as parent_area_code,
    areas.weight
from indexes
inner join areas on indexes.methodology_id = areas.methodology_id
where indexes.index_code = 'extended' or areas.index_code = 'core'
