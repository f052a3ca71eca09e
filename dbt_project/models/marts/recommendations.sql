-- Recommendations and what became of them, for the programme; contact data go into no table.
select
    recommendation_id,
    city_code,
    made_by,
    area_code,
    question_codes,
    {{ mask_contacts('text') }} as text,
    made_on,
    status,
    status_on,
    {{ public_link('evidence_url') }} as evidence_url,
    followed_up,
    from_cycle,
    to_cycle,
    gained_question_codes
from {{ ref('recommendations_followed') }}
