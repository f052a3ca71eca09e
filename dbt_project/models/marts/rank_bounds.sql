select
    cycle,
    city_code,
    methodology_id,
    index_code,
    cities,
    rank,
    rank_best,
    rank_worst,
    weight_range
from {{ source('analysis', 'rank_bounds') }}
