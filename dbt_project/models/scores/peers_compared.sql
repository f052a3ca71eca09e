-- Each city that took part in a cycle against each of its peer groups.
{{ config(materialized='view') }}
with

participations as (
    select * from {{ ref('int_participations') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
),

nodes as (
    select * from {{ ref('nodes_published') }}
),

groups as (
    select * from {{ ref('peer_groups_joined') }}
),

summaries as (
    select * from {{ ref('peer_groups_summarised') }}
),

cells as (
    select * from {{ ref('peer_cells') }}
)

select
    participations.cycle,
    participations.city_code,
    publications.publish,
    nodes.methodology_id,
    nodes.index_code,
    nodes.node_code,
    groups.peer_group_kind,
    groups.peer_group_code,
    summaries.cities,
    summaries.sample_basis,
    summaries.peer_mean,
    summaries.peer_p25,
    summaries.peer_median,
    summaries.peer_p75,
    nodes.score,
    nodes.score - summaries.peer_mean as difference,
    cells.score_rank
from participations
inner join nodes
    on participations.scenario_id = nodes.scenario_id
    and participations.cycle = nodes.cycle
    and participations.city_code = nodes.city_code
    and participations.own_methodology_id = nodes.methodology_id
inner join publications
    on participations.cycle = publications.cycle
    and participations.city_code = publications.city_code
inner join groups
    on participations.cycle = groups.cycle
    and participations.city_code = groups.city_code
inner join summaries
    on participations.cycle = summaries.cycle
    and nodes.methodology_id = summaries.methodology_id
    and nodes.index_code = summaries.index_code
    and nodes.node_code = summaries.node_code
    and groups.peer_group_kind = summaries.peer_group_kind
    and groups.peer_group_code = summaries.peer_group_code
left join cells
    on participations.cycle = cells.cycle
    and participations.cycle = cells.member_cycle
    and participations.city_code = cells.city_code
    and nodes.methodology_id = cells.methodology_id
    and nodes.index_code = cells.index_code
    and nodes.node_code = cells.node_code
    and groups.peer_group_kind = cells.peer_group_kind
    and groups.peer_group_code = cells.peer_group_code
where participations.scenario_id = 'submitted'
