-- Scores of areas, composites and the index (node INDEX) under both missing rules.
with

weights as (
    select * from {{ ref('area_weights_resolved') }}
)

select
    scenario_id,
    cycle,
    city_code,
    methodology_id,
    index_code,
    missing_rule,
    node_code,
    {{ steady_sum('area_weight * area_score') }} as score
from weights
group by scenario_id, cycle, city_code, methodology_id, index_code, missing_rule, node_code
