-- What reviewers wrote goes to the city, and contact data into no table.
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
    {{ mask_contacts('note') }} as note,
    {{ mask_contacts('recommendation') }} as recommendation,
    reviewer_role,
    reviewed_on
from {{ ref('int_reviews__current') }}
where scenario_id = 'submitted'
