select
    cycle,
    city_code,
    publish,
    own_methodology_id as methodology_id,
    questionnaire_id,
    cast(submission_count as integer) as submission_count,
    cast(department_count as integer) as department_count,
    last_answered_on,
    case when is_review_complete then 'yes' else 'no' end as is_review_complete
from {{ ref('int_participations') }}
where scenario_id = 'submitted'
