select
    review_id,
    review_version,
    cycle,
    city_code,
    area_code,
    question_code,
    decision,
    expected_option_codes,
    corrected_option_codes,
    note,
    recommendation,
    reviewer_role,
    reviewed_on
from {{ ref('int_reviews__current') }}
where scenario_id = 'submitted'
