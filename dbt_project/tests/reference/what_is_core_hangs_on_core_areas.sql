{{ config(meta={'dagster': {'ref': {'name': 'methodology_areas'}}}) }}
with

areas as (
    select * from {{ ref('methodology_areas') }}
),

placed as (
    select
        methodology_id,
        question_code as code,
        area_code as upper_area_code
    from {{ ref('methodology_questions') }}
    where index_code = 'core'

    union all

    select
        methodology_id,
        area_code as code,
        parent_area_code as upper_area_code
    from areas
    where index_code = 'core'
)

select
    placed.methodology_id,
    placed.code,
    placed.upper_area_code
from placed
inner join areas
    on placed.methodology_id = areas.methodology_id
    and placed.upper_area_code = areas.area_code
where areas.index_code <> 'core'
