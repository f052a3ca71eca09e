-- The scores that stand for a city in its peer groups at a cycle, with their rank there.
with

members as (
    select * from {{ ref('network_members') }}
),

nodes as (
    select * from {{ ref('nodes_published') }}
),

groups as (
    select * from {{ ref('peer_groups_joined') }}
),

cells as (
    select
        members.cycle,
        members.city_code,
        members.methodology_id,
        members.member_cycle,
        nodes.index_code,
        nodes.node_code,
        nodes.score
    from members
    inner join nodes
        on members.member_cycle = nodes.cycle
        and members.city_code = nodes.city_code
        and members.methodology_id = nodes.methodology_id
    where members.publish = 'yes' and nodes.scenario_id = 'submitted' and nodes.is_comparable
)

select
    cells.*,
    groups.peer_group_kind,
    groups.peer_group_code,
    rank() over (
        partition by
            cells.cycle, cells.methodology_id, cells.index_code, cells.node_code,
            groups.peer_group_kind, groups.peer_group_code
        order by round(cells.score, 12) desc
    ) as score_rank
from cells
inner join groups
    on cells.cycle = groups.cycle
    and cells.city_code = groups.city_code
