-- The grid of cycle and version: what can be compared, and why not.
select
    cycle,
    own_methodology_id,
    methodology_id,
    index_code,
    node_code as area_code,
    cities,
    cities_comparable,
    cities_indicative,
    cities_insufficient,
    cities_no_questions,
    cities_nothing_asked,
    cities_area_below_50,
    cities_index_below_80,
    cities_area_without_score
from {{ ref('versions_compared') }}
