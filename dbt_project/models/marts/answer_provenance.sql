-- Every row that an effective answer rests on.
with

answers as (
    select * from {{ ref('int_answers__current') }}
),

reviewed as (
    select * from {{ ref('int_answers__reviewed') }}
)

select
    answers.cycle,
    answers.city_code,
    answers.question_code,
    answers.submission_id,
    answers.submission_version,
    answers.option_codes,
    answers.source_file,
    coalesce(answers.source_sheet, '') as source_sheet,
    answers.source_row,
    answers.source_sha256,
    reviewed.review_id,
    reviewed.review_decision
from answers
inner join reviewed
    on answers.cycle = reviewed.cycle
    and answers.city_code = reviewed.city_code
    and answers.question_code = reviewed.question_code
