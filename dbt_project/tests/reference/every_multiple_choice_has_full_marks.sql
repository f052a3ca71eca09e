{{ config(meta={'dagster': {'ref': {'name': 'methodology_questions'}}}) }}
select
    methodology_id,
    question_code,
    full_marks
from {{ ref('methodology_questions') }}
where
    (answer_kind = 'multi' and (full_marks is null or full_marks <= 0))
    or (answer_kind = 'single' and full_marks is not null)
