{{ config(meta={'dagster': {'ref': {'name': 'methodology_questions'}}}) }}
with recursive

questions as (
    select * from {{ ref('methodology_questions') }}
),

-- from the questions without a parent downwards: what is part of a loop is never reached
reached as (
    select
        questions.methodology_id,
        questions.question_code
    from questions
    left join questions as parents
        on questions.methodology_id = parents.methodology_id
        and questions.parent_question_code = parents.question_code
    where parents.question_code is null

    union all

    select
        questions.methodology_id,
        questions.question_code
    from reached
    inner join questions
        on reached.methodology_id = questions.methodology_id
        and reached.question_code = questions.parent_question_code
)

select
    questions.methodology_id,
    questions.question_code,
    questions.parent_question_code
from questions
left join reached
    on questions.methodology_id = reached.methodology_id
    and questions.question_code = reached.question_code
where reached.question_code is null
