select
    cycle,
    visitor_city_code,
    host_city_code,
    kind,
    methodology_id,
    area_codes,
    gain,
    context,
    survival,
    reasons,
    draws,
    seed,
    reason
from {{ source('analysis', 'city_matches') }}
