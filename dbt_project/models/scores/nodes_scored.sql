-- Scores of areas, composites and the index (node INDEX) under both missing rules.
{{ config(materialized='view') }}
with

nodes as (
    select * from {{ ref('nodes_counted') }}
)

select
    scenario_id,
    cycle,
    city_code,
    methodology_id,
    index_code,
    'zero' as missing_rule,
    node_code,
    computed_zero as score
from nodes
where computed_zero is not null

union all

select
    scenario_id,
    cycle,
    city_code,
    methodology_id,
    index_code,
    'exclude' as missing_rule,
    node_code,
    computed_exclude as score
from nodes
where computed_exclude is not null
