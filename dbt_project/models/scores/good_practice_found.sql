-- Cities to look at in an area: among the best tenth, nearly complete, and with a practice that somebody wrote down.
with

members as (
    select * from {{ ref('network_members') }}
),

cells as (
    select * from {{ ref('peer_cells') }}
),

areas as (
    select * from {{ ref('int_areas__standing') }}
),

nodes as (
    select * from {{ ref('nodes_published') }}
),

practices as (
    select * from {{ ref('int_practices__documented') }}
),

network as (
    select
        cells.cycle,
        cells.city_code,
        cells.methodology_id,
        cells.index_code,
        areas.area_code,
        cells.member_cycle,
        cells.score
    from cells
    inner join areas
        on cells.methodology_id = areas.methodology_id
        and cells.index_code = areas.index_code
        and cells.node_code = areas.area_code
    where cells.peer_group_kind = 'all'
),

limits as (
    select
        cycle,
        methodology_id,
        area_code,
        count(*) as cities,
        {{ quantile('score', 0.9) }} as p90
    from network
    group by cycle, methodology_id, area_code
    having count(*) >= {{ var('peer_group_least') }}
),

-- what was documented later than the cycle could not be looked at in it
documented as (
    select
        members.cycle,
        practices.city_code,
        practices.area_code,
        {{ join_text('practices.practice_id', 'practices.practice_id') }} as practice_ids
    from members
    inner join practices
        on members.city_code = practices.city_code
        and members.cycle >= coalesce(practices.year, members.cycle)
    where practices.publish = 'yes'
    group by members.cycle, practices.city_code, practices.area_code
)

select
    network.cycle,
    network.area_code,
    network.city_code,
    network.methodology_id,
    network.index_code,
    network.member_cycle,
    network.score,
    limits.p90,
    limits.cities,
    documented.practice_ids
from network
inner join limits
    on network.cycle = limits.cycle
    and network.methodology_id = limits.methodology_id
    and network.area_code = limits.area_code
inner join documented
    on network.cycle = documented.cycle
    and network.city_code = documented.city_code
    and network.area_code = documented.area_code
inner join nodes
    on network.member_cycle = nodes.cycle
    and network.city_code = nodes.city_code
    and network.methodology_id = nodes.methodology_id
    and network.index_code = nodes.index_code
    and network.area_code = nodes.node_code
    and nodes.scenario_id = 'submitted'
where
    nodes.coverage_status = 'full'
    and round(network.score, 12) >= round(limits.p90, 12)
    and round(network.score, 12) >= {{ var('good_practice_least') }}
