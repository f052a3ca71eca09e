-- What each area with questions weighs in each node above it, for the areas that have a score: siblings share what is
-- there.
with

areas as (
    select * from {{ ref('areas_summed') }}
),

nodes as (
    select * from {{ ref('nodes_counted') }}
),

paths as (
    select * from {{ ref('int_areas__pathed') }}
),

rules as (
    select 'zero' as missing_rule

    union all

    select 'exclude' as missing_rule
),

leaves as (
    select
        areas.scenario_id,
        areas.cycle,
        areas.city_code,
        areas.methodology_id,
        areas.index_code,
        areas.area_code,
        rules.missing_rule,
        case when rules.missing_rule = 'zero' then areas.weight_zero else areas.weight_exclude end as weight,
        case when rules.missing_rule = 'zero' then areas.points_zero else areas.points_exclude end as points
    from areas
    cross join rules
),

scored_leaves as (
    select
        leaves.*,
        leaves.points / nullif(leaves.weight, 0) as score
    from leaves
    inner join nodes
        on leaves.scenario_id = nodes.scenario_id
        and leaves.cycle = nodes.cycle
        and leaves.city_code = nodes.city_code
        and leaves.methodology_id = nodes.methodology_id
        and leaves.index_code = nodes.index_code
        and leaves.area_code = nodes.node_code
    where leaves.weight > 0 and nodes.is_asked_enough
),

-- a step counts if the area it leads to was asked enough and weighs something
reached as (
    select
        scored_leaves.scenario_id,
        scored_leaves.cycle,
        scored_leaves.city_code,
        scored_leaves.methodology_id,
        scored_leaves.index_code,
        scored_leaves.missing_rule,
        paths.node_code,
        paths.leaf_area_code
    from scored_leaves
    inner join paths
        on scored_leaves.methodology_id = paths.methodology_id
        and scored_leaves.index_code = paths.index_code
        and scored_leaves.area_code = paths.leaf_area_code
    inner join nodes
        on scored_leaves.scenario_id = nodes.scenario_id
        and scored_leaves.cycle = nodes.cycle
        and scored_leaves.city_code = nodes.city_code
        and scored_leaves.methodology_id = nodes.methodology_id
        and scored_leaves.index_code = nodes.index_code
        and paths.step_area_code = nodes.node_code
    group by
        scored_leaves.scenario_id, scored_leaves.cycle, scored_leaves.city_code, scored_leaves.methodology_id,
        scored_leaves.index_code, scored_leaves.missing_rule, paths.node_code, paths.leaf_area_code
    having min(case when nodes.is_asked_enough and paths.step_weight > 0 then 1 else 0 end) = 1
),

-- nodes that have a score: areas with questions, and whatever stands above one of them
scored_nodes as (
    select
        scenario_id,
        cycle,
        city_code,
        methodology_id,
        index_code,
        missing_rule,
        area_code as node_code
    from scored_leaves

    union

    select
        reached.scenario_id,
        reached.cycle,
        reached.city_code,
        reached.methodology_id,
        reached.index_code,
        reached.missing_rule,
        reached.node_code
    from reached
    inner join nodes
        on reached.scenario_id = nodes.scenario_id
        and reached.cycle = nodes.cycle
        and reached.city_code = nodes.city_code
        and reached.methodology_id = nodes.methodology_id
        and reached.index_code = nodes.index_code
        and reached.node_code = nodes.node_code
    where nodes.is_asked_enough or nodes.node_code = 'INDEX'
),

placed_nodes as (
    select
        scored_nodes.*,
        indexed.parent_area_code,
        indexed.weight
    from scored_nodes
    inner join {{ ref('int_areas__indexed') }} as indexed
        on scored_nodes.methodology_id = indexed.methodology_id
        and scored_nodes.index_code = indexed.index_code
        and scored_nodes.node_code = indexed.area_code
),

siblings as (
    select
        scenario_id,
        cycle,
        city_code,
        methodology_id,
        index_code,
        missing_rule,
        parent_area_code,
        {{ steady_sum('weight') }} as weight
    from placed_nodes
    group by scenario_id, cycle, city_code, methodology_id, index_code, missing_rule, parent_area_code
),

shares as (
    select
        placed_nodes.*,
        placed_nodes.weight / nullif(siblings.weight, 0) as share_of_parent
    from placed_nodes
    inner join siblings
        on placed_nodes.scenario_id = siblings.scenario_id
        and placed_nodes.cycle = siblings.cycle
        and placed_nodes.city_code = siblings.city_code
        and placed_nodes.methodology_id = siblings.methodology_id
        and placed_nodes.index_code = siblings.index_code
        and placed_nodes.missing_rule = siblings.missing_rule
        and placed_nodes.parent_area_code = siblings.parent_area_code
),

path_weights as (
    select
        reached.scenario_id,
        reached.cycle,
        reached.city_code,
        reached.methodology_id,
        reached.index_code,
        reached.missing_rule,
        reached.node_code,
        reached.leaf_area_code as area_code,
        {{ steady_product('shares.share_of_parent') }} as area_weight
    from reached
    inner join paths
        on reached.methodology_id = paths.methodology_id
        and reached.index_code = paths.index_code
        and reached.node_code = paths.node_code
        and reached.leaf_area_code = paths.leaf_area_code
    inner join shares
        on reached.scenario_id = shares.scenario_id
        and reached.cycle = shares.cycle
        and reached.city_code = shares.city_code
        and reached.methodology_id = shares.methodology_id
        and reached.index_code = shares.index_code
        and reached.missing_rule = shares.missing_rule
        and paths.step_area_code = shares.node_code
    group by
        reached.scenario_id, reached.cycle, reached.city_code, reached.methodology_id, reached.index_code,
        reached.missing_rule, reached.node_code, reached.leaf_area_code
),

all_weights as (
    select * from path_weights

    union all

    select
        scenario_id,
        cycle,
        city_code,
        methodology_id,
        index_code,
        missing_rule,
        area_code as node_code,
        area_code,
        1.0 as area_weight
    from scored_leaves
)

select
    all_weights.*,
    scored_leaves.score as area_score,
    scored_leaves.weight as questions_weight
from all_weights
inner join scored_nodes
    on all_weights.scenario_id = scored_nodes.scenario_id
    and all_weights.cycle = scored_nodes.cycle
    and all_weights.city_code = scored_nodes.city_code
    and all_weights.methodology_id = scored_nodes.methodology_id
    and all_weights.index_code = scored_nodes.index_code
    and all_weights.missing_rule = scored_nodes.missing_rule
    and all_weights.node_code = scored_nodes.node_code
inner join scored_leaves
    on all_weights.scenario_id = scored_leaves.scenario_id
    and all_weights.cycle = scored_leaves.cycle
    and all_weights.city_code = scored_leaves.city_code
    and all_weights.methodology_id = scored_leaves.methodology_id
    and all_weights.index_code = scored_leaves.index_code
    and all_weights.missing_rule = scored_leaves.missing_rule
    and all_weights.area_code = scored_leaves.area_code
