{{ config(meta={'dagster': {'ref': {'name': 'nodes_switched'}}}) }}
with

pairs as (
    select * from {{ ref('participations_paired') }}
),

switched as (
    select * from {{ ref('nodes_switched') }}
),

ends as (
    select
        switched.city_code,
        switched.from_cycle as cycle,
        pairs.from_methodology_id as methodology_id,
        switched.index_code,
        switched.node_code,
        switched.from_value as computed_score
    from switched
    inner join pairs
        on switched.city_code = pairs.city_code
        and switched.from_cycle = pairs.from_cycle
        and switched.to_cycle = pairs.to_cycle
    where switched.questions_of = 'from' and switched.coverage_of = 'from' and switched.weights_of = 'from'

    union all

    select
        switched.city_code,
        switched.to_cycle as cycle,
        pairs.to_methodology_id as methodology_id,
        switched.index_code,
        switched.node_code,
        switched.to_value as computed_score
    from switched
    inner join pairs
        on switched.city_code = pairs.city_code
        and switched.from_cycle = pairs.from_cycle
        and switched.to_cycle = pairs.to_cycle
    where switched.questions_of = 'to' and switched.coverage_of = 'to' and switched.weights_of = 'to'
)

select
    ends.*,
    published.score
from ends
inner join {{ ref('nodes_published') }} as published
    on ends.cycle = published.cycle
    and ends.city_code = published.city_code
    and ends.methodology_id = published.methodology_id
    and ends.index_code = published.index_code
    and ends.node_code = published.node_code
where published.scenario_id = 'submitted' and abs(ends.computed_score - published.score) > 1e-9
