select
    cycle,
    city_code,
    cast(place as integer) as place,
    other_city_code,
    distance,
    size_distance,
    diversity_distance,
    cast(country_distance as integer) as country_distance,
    cast(language_distance as integer) as language_distance
from {{ ref('cities_near') }}
where publish = 'yes'
