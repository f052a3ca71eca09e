{{ config(meta={'dagster': {'ref': {'name': 'methodology_questions'}}}) }}
with

questions as (
    select * from {{ ref('methodology_questions') }}
)

select
    questions.methodology_id,
    questions.question_code,
    questions.parent_question_code
from questions
left join questions as parents
    on questions.methodology_id = parents.methodology_id
    and questions.parent_question_code = parents.question_code
where questions.parent_question_code is not null and parents.question_code is null
