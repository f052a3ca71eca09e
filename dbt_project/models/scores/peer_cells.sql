-- The scores that stand for a city in its peer groups at a cycle, with their rank there.
{{ config(materialized='view') }}
with

cells as (
    select * from {{ ref('peer_scores_grouped') }}
)

select
    cycle,
    city_code,
    methodology_id,
    member_cycle,
    index_code,
    node_code,
    score,
    peer_group_kind,
    peer_group_code,
    rank() over (
        partition by cycle, node_number, peer_group_kind, peer_group_code
        order by round(score, 12) desc
    ) as score_rank
from cells
