-- What each area with questions weighs in each node above it, for the areas that have a score.
{{ config(materialized='view') }}
with

areas as (
    select * from {{ ref('areas_summed') }}
),

gap_sets as (
    select * from {{ ref('gap_sets_found') }}
),

weights as (
    select * from {{ ref('gap_sets_weighed') }}
    where area_weight is not null
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
)

select
    areas.scenario_id,
    areas.cycle,
    areas.city_code,
    areas.methodology_id,
    areas.index_code,
    weights.missing_rule,
    nodes.node_code,
    areas.area_code,
    weights.area_weight,
    case
        when weights.missing_rule = 'zero' then areas.points_zero / nullif(areas.weight_zero, 0)
        else areas.points_exclude / nullif(areas.weight_exclude, 0)
    end as area_score,
    case when weights.missing_rule = 'zero' then areas.weight_zero else areas.weight_exclude end as questions_weight
from areas
inner join gap_sets
    on areas.participation_number = gap_sets.participation_number
    and areas.index_node_number = gap_sets.index_node_number
inner join weights
    on gap_sets.gap_set_number = weights.gap_set_number
    and areas.node_number = weights.area_node_number
inner join nodes on weights.node_number = nodes.node_number
