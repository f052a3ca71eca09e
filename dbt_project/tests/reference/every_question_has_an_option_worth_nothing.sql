{{ config(meta={'dagster': {'ref': {'name': 'methodology_options'}}}) }}
with

questions as (
    select * from {{ ref('methodology_questions') }}
),

options as (
    select * from {{ ref('methodology_options') }}
)

select
    questions.methodology_id,
    questions.question_code
from questions
left join options
    on questions.methodology_id = options.methodology_id
    and questions.question_code = options.question_code
    and options.points = 0
where options.option_code is null
