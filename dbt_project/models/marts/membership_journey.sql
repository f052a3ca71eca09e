select
    city_code,
    step_code,
    reached_on,
    evidence
from {{ ref('curriculum_reached') }}
where publish = 'yes'
