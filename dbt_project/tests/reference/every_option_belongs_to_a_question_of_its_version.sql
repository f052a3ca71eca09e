{{ config(meta={'dagster': {'ref': {'name': 'methodology_options'}}}) }}
with

options as (
    select * from {{ ref('methodology_options') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
)

select
    options.methodology_id,
    options.question_code,
    options.option_code
from options
left join questions
    on options.methodology_id = questions.methodology_id
    and options.question_code = questions.question_code
where questions.question_code is null
