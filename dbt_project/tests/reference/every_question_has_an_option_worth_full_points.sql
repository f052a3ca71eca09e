{{ config(meta={'dagster': {'ref': {'name': 'methodology_options'}}}) }}
with

questions as (
    select * from {{ ref('methodology_questions') }}
),

options as (
    select * from {{ ref('methodology_options') }}
),

reachable as (
    select
        questions.methodology_id,
        questions.question_code,
        questions.answer_kind,
        questions.full_marks,
        max(options.points) as best_option,
        sum(case when options.is_exclusive = 'yes' then 0 else options.points end) as best_together
    from questions
    left join options
        on questions.methodology_id = options.methodology_id
        and questions.question_code = options.question_code
    group by questions.methodology_id, questions.question_code, questions.answer_kind, questions.full_marks
)

select *
from reachable
where
    (answer_kind = 'single' and coalesce(best_option, 0) < 1)
    or (answer_kind = 'multi' and coalesce(round(greatest(best_option, best_together), 12), 0) < full_marks)
