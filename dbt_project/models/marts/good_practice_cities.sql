select
    cycle,
    area_code,
    city_code,
    methodology_id,
    index_code,
    member_cycle,
    score,
    p90,
    cast(cities as integer) as cities,
    practice_ids
from {{ ref('good_practice_found') }}
