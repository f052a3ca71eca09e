{{ config(meta={'dagster': {'ref': {'name': 'indicators_weighed'}}}) }}
select
    scenario_id,
    cycle,
    city_code,
    methodology_id,
    index_code,
    node_code,
    sum(effective_weight) as weight_sum
from {{ ref('indicators_weighed') }}
group by scenario_id, cycle, city_code, methodology_id, index_code, node_code
having abs(sum(effective_weight) - 1) > 1e-9 or min(effective_weight) <= 0
