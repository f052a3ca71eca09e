{{ config(meta={'dagster': {'ref': {'name': 'methodology_questions'}}}) }}
with

questions as (
    select * from {{ ref('methodology_questions') }}
),

options as (
    select * from {{ ref('methodology_options') }}
),

named as (
    select
        questions.methodology_id,
        questions.question_code,
        questions.parent_question_code,
        questions.parent_opening_options,
        {{ list_count('questions.parent_opening_options') }} as named_count,
        count(options.option_code) as known_count
    from questions
    left join questions as parents
        on questions.methodology_id = parents.methodology_id
        and questions.parent_question_code = parents.question_code
    left join options
        on questions.methodology_id = options.methodology_id
        and questions.parent_question_code = options.question_code
        and {{ list_contains('questions.parent_opening_options', 'options.option_code') }}
    where
        parents.question_code is not null
        or (questions.parent_question_code is null and questions.parent_opening_options is not null)
    group by
        questions.methodology_id, questions.question_code, questions.parent_question_code,
        questions.parent_opening_options
)

select *
from named
where named_count = 0 or named_count <> known_count
