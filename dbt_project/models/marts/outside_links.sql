select
    cycle,
    methodology_id,
    index_code,
    node_code as area_code,
    fact_code,
    cities,
    correlation,
    correlation_low,
    correlation_high,
    reason
from {{ source('analysis', 'outside_links') }}
