-- Each area that holds questions, with the index whose score of it is compared: core, or extended where core lacks it.
with

questions as (
    select * from {{ ref('methodology_questions') }}
),

areas as (
    select * from {{ ref('int_areas__indexed') }}
),

asked as (
    select
        methodology_id,
        area_code,
        min(index_code) as index_code
    from questions
    group by methodology_id, area_code
)

select
    asked.methodology_id,
    asked.area_code,
    min(areas.index_code) as index_code
from asked
inner join areas
    on asked.methodology_id = areas.methodology_id
    and asked.area_code = areas.area_code
    and asked.index_code <= areas.index_code
group by asked.methodology_id, asked.area_code
