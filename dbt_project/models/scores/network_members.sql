-- The network at each cycle: of each city the latest cycle within the window whose core index is complete enough.
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

methodologies as (
    select * from {{ ref('methodologies') }}
),

cycles as (
    select distinct
        participations.cycle,
        participations.own_methodology_id as methodology_id,
        methodologies.sample_window_years
    from participations
    inner join methodologies on participations.own_methodology_id = methodologies.methodology_id
),

-- what is held back stands for nobody: the complete cycle before it does
complete as (
    select
        participations.cycle,
        participations.city_code,
        publications.publish
    from participations
    inner join publications
        on participations.cycle = publications.cycle
        and participations.city_code = publications.city_code
    inner join nodes
        on participations.scenario_id = nodes.scenario_id
        and participations.cycle = nodes.cycle
        and participations.city_code = nodes.city_code
        and participations.own_methodology_id = nodes.methodology_id
    where
        participations.scenario_id = 'submitted'
        and nodes.index_code = 'core'
        and nodes.node_code = 'INDEX'
        and nodes.is_comparable
        and not publications.is_held_back
),

latest as (
    select
        cycles.cycle,
        cycles.methodology_id,
        complete.city_code,
        complete.publish,
        max(complete.cycle) as member_cycle
    from cycles
    inner join complete
        on cycles.cycle >= complete.cycle
        and cycles.cycle - complete.cycle <= cycles.sample_window_years
    group by cycles.cycle, cycles.methodology_id, complete.city_code, complete.publish
)

select * from latest
