{{ config(meta={'dagster': {'ref': {'name': 'indicators_weighed'}}}) }}
with

contributions as (
    select
        scenario_id,
        cycle,
        city_code,
        methodology_id,
        index_code,
        node_code,
        sum(contribution) as contribution_sum
    from {{ ref('indicators_weighed') }}
    group by scenario_id, cycle, city_code, methodology_id, index_code, node_code
),

nodes as (
    select * from {{ ref('nodes_published') }}
)

select
    nodes.*,
    contributions.contribution_sum
from nodes
left join contributions
    on nodes.scenario_id = contributions.scenario_id
    and nodes.cycle = contributions.cycle
    and nodes.city_code = contributions.city_code
    and nodes.methodology_id = contributions.methodology_id
    and nodes.index_code = contributions.index_code
    and nodes.node_code = contributions.node_code
where
    nodes.score is not null
    and (contributions.contribution_sum is null or abs(nodes.score - contributions.contribution_sum) > 1e-9)
