select
    cycle,
    city_code,
    population_band,
    diversity_band,
    population,
    population_year,
    share_pct,
    share_kind,
    share_year
from {{ ref('bands_assigned') }}
where publish = 'yes'
