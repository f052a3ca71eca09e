{{ config(meta={'dagster': {'ref': {'name': 'methodologies'}}}) }}
with

placed as (
    select
        methodology_id,
        question_code as code
    from {{ ref('methodology_questions') }}

    union all

    select
        methodology_id,
        area_code as code
    from {{ ref('methodology_areas') }}
),

versions as (
    select * from {{ ref('methodologies') }}
)

select
    placed.methodology_id,
    placed.code
from placed
left join versions on placed.methodology_id = versions.methodology_id
where versions.methodology_id is null
