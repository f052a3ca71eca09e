select
    city_code,
    from_cycle,
    to_cycle,
    start_score,
    change_per_year,
    cities,
    typical_p25,
    typical_median,
    typical_p75,
    reason
from {{ ref('progress_compared') }}
where publish = 'yes'
