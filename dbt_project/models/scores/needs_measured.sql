-- How far each area of a city lies below the upper quartile of the cities that it is compared with.
with

participations as (
    select * from {{ ref('int_participations') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
),

areas as (
    select * from {{ ref('int_areas__standing') }}
),

nodes as (
    select * from {{ ref('nodes_published') }}
),

peers as (
    select * from {{ ref('peers_compared') }}
),

cells as (
    select
        nodes.cycle,
        nodes.city_code,
        publications.publish,
        nodes.methodology_id,
        nodes.index_code,
        areas.area_code,
        nodes.score,
        nodes.is_comparable
    from participations
    inner join publications
        on participations.cycle = publications.cycle
        and participations.city_code = publications.city_code
    inner join nodes
        on participations.scenario_id = nodes.scenario_id
        and participations.cycle = nodes.cycle
        and participations.city_code = nodes.city_code
        and participations.own_methodology_id = nodes.methodology_id
    inner join areas
        on nodes.methodology_id = areas.methodology_id
        and nodes.index_code = areas.index_code
        and nodes.node_code = areas.area_code
    where participations.scenario_id = 'submitted'
),

-- the first of these groups that is large enough; smaller ones have no row
reference_groups as (
    select
        peers.*,
        row_number() over (
            partition by cycle, city_code, methodology_id, index_code, node_code
            order by
                case peer_group_kind when 'population_diversity' then 1 when 'population' then 2 else 3 end,
                peer_group_code
        ) as place
    from peers
    where peer_group_kind in ('population_diversity', 'population', 'all')
),

measured as (
    select
        cells.*,
        reference_groups.peer_group_kind as reference_group_kind,
        reference_groups.peer_group_code as reference_group_code,
        reference_groups.cities as reference_cities,
        reference_groups.peer_p75 as reference_p75
    from cells
    left join reference_groups
        on cells.cycle = reference_groups.cycle
        and cells.city_code = reference_groups.city_code
        and cells.methodology_id = reference_groups.methodology_id
        and cells.index_code = reference_groups.index_code
        and cells.area_code = reference_groups.node_code
        and reference_groups.place = 1
)

select
    measured.*,
    case
        when not is_comparable or reference_p75 is null then null
        when score >= reference_p75 then 0
        else (reference_p75 - score) / 100
    end as need,
    case
        when score is null then 'no_score'
        when not is_comparable then 'indicative'
        when reference_p75 is null then 'fewer_than_5_cities'
    end as reason
from measured
