-- Mean, quartiles and size of each peer group, over the published cities whose own cell is complete enough.
with

cells as (
    select * from {{ ref('peer_cells') }}
)

select
    cycle,
    methodology_id,
    index_code,
    node_code,
    peer_group_kind,
    peer_group_code,
    count(*) as cities,
    sum(case when member_cycle = cycle then 1 else 0 end) as sample_basis,
    avg(score) as peer_mean,
    {{ quantile('score', 0.25) }} as peer_p25,
    {{ quantile('score', 0.5) }} as peer_median,
    {{ quantile('score', 0.75) }} as peer_p75
from cells
group by cycle, methodology_id, index_code, node_code, peer_group_kind, peer_group_code
having count(*) >= {{ var('peer_group_least') }}
