select
    city_code,
    from_cycle,
    to_cycle,
    index_change,
    outcome_change,
    indicators
from {{ source('analysis', 'effects') }}
