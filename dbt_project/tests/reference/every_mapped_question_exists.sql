{{ config(meta={'dagster': {'ref': {'name': 'question_map'}}}) }}
with

map as (
    select * from {{ ref('question_map') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

ends as (
    select
        methodology_id_a as methodology_id,
        question_code_a as question_code
    from map

    union

    select
        methodology_id_b as methodology_id,
        question_code_b as question_code
    from map
)

select
    ends.methodology_id,
    ends.question_code
from ends
left join questions
    on ends.methodology_id = questions.methodology_id
    and ends.question_code = questions.question_code
where questions.question_code is null
