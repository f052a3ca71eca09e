{{ config(meta={'dagster': {'ref': {'name': 'methodology_areas'}}}) }}
with

areas as (
    select * from {{ ref('methodology_areas') }}
),

with_questions as (
    select distinct
        methodology_id,
        area_code
    from {{ ref('methodology_questions') }}
),

with_areas as (
    select distinct
        methodology_id,
        parent_area_code as area_code
    from areas
    where parent_area_code is not null
)

select
    areas.methodology_id,
    areas.area_code,
    with_questions.area_code is not null as has_questions,
    with_areas.area_code is not null as has_areas
from areas
left join with_questions
    on areas.methodology_id = with_questions.methodology_id
    and areas.area_code = with_questions.area_code
left join with_areas
    on areas.methodology_id = with_areas.methodology_id
    and areas.area_code = with_areas.area_code
where (with_questions.area_code is null) = (with_areas.area_code is null)
