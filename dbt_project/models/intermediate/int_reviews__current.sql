-- The version of each review that counts; only an acceptance may stand without a question.
with

reviews as (
    select * from {{ ref('int_reviews__versioned') }}
)

select
    'submitted' as scenario_id,
    reviews.*
from reviews
where
    is_current
    and (question_code is not null or decision = 'accepted')
