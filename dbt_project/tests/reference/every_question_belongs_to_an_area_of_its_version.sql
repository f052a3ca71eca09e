{{ config(meta={'dagster': {'ref': {'name': 'methodology_questions'}}}) }}
with

questions as (
    select * from {{ ref('methodology_questions') }}
),

areas as (
    select * from {{ ref('methodology_areas') }}
)

select
    questions.methodology_id,
    questions.question_code,
    questions.area_code
from questions
left join areas
    on questions.methodology_id = areas.methodology_id
    and questions.area_code = areas.area_code
where areas.area_code is null
