-- The scores that stand for a city in its peer groups at a cycle.
{{ config(materialized='view') }}
with

members as (
    select * from {{ ref('network_members') }}
),

participations as (
    select * from {{ ref('int_participations__numbered') }}
),

nodes as (
    select * from {{ ref('nodes_published') }}
),

groups as (
    select * from {{ ref('peer_groups_joined') }}
),

numbered as (
    select
        members.cycle,
        members.city_code,
        members.methodology_id,
        members.member_cycle,
        participations.participation_number
    from members
    inner join participations
        on members.member_cycle = participations.cycle
        and members.city_code = participations.city_code
    where members.publish = 'yes' and participations.scenario_id = 'submitted'
)

select
    numbered.cycle,
    numbered.city_code,
    numbered.methodology_id,
    numbered.member_cycle,
    nodes.index_code,
    nodes.node_code,
    nodes.score,
    groups.peer_group_kind,
    groups.peer_group_code,
    nodes.node_number
from numbered
inner join nodes
    on numbered.participation_number = nodes.participation_number
    and numbered.methodology_id = nodes.methodology_id
inner join groups
    on numbered.cycle = groups.cycle
    and numbered.city_code = groups.city_code
where nodes.is_comparable
