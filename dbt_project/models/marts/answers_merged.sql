-- What a scenario starts from, together with `review_notes` and `participations`.
select
    cycle,
    city_code,
    question_code,
    answer_form,
    option_codes,
    not_applicable_reason,
    case when is_contradictory then 'yes' else 'no' end as is_contradictory,
    case when is_disagreed then 'yes' else 'no' end as is_disagreed,
    submission_id,
    submission_version
from {{ ref('int_answers__merged') }}
where scenario_id = 'submitted'
