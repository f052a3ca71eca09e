select
    index_code,
    cities,
    correlation,
    correlation_low,
    correlation_high,
    reason
from {{ source('analysis', 'effect_links') }}
