-- The answer that counts, per scenario. `submitted` is what the city and its reviewers say.
select
    scenario_id,
    cycle,
    city_code,
    question_code,
    answer_form,
    option_codes,
    submitted_option_codes,
    submission_id,
    submission_version,
    review_id,
    review_decision,
    contested
from {{ ref('int_answers__reviewed') }}
