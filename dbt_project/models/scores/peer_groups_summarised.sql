-- Mean, quartiles and size of each peer group, over the published cities whose own cell is complete enough.
with

cells as (
    select * from {{ ref('peer_scores_grouped') }}
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
),

summed as (
    select
        cycle,
        node_number,
        peer_group_kind,
        peer_group_code,
        count(*) as cities,
        count(*) filter (where member_cycle = cycle) as sample_basis,
        {{ steady_sum('score') }} / count(*) as peer_mean,
        {{ quantiles('score', [0.25, 0.5, 0.75]) }} as quartiles
    from cells
    group by cycle, node_number, peer_group_kind, peer_group_code
    having count(*) >= {{ var('peer_group_least') }}
)

select
    summed.cycle,
    nodes.methodology_id,
    nodes.index_code,
    nodes.node_code,
    summed.peer_group_kind,
    summed.peer_group_code,
    summed.cities,
    summed.sample_basis,
    summed.peer_mean,
    {{ pick_quantile('summed.quartiles', 1) }} as peer_p25,
    {{ pick_quantile('summed.quartiles', 2) }} as peer_median,
    {{ pick_quantile('summed.quartiles', 3) }} as peer_p75
from summed
inner join nodes on summed.node_number = nodes.node_number
