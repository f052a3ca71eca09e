-- The tree of a version for each set of areas without a score: what each area with questions weighs in each node above
-- it. Siblings share what is there.
with

found as (
    select * from {{ ref('gap_sets_found') }}
),

paths as (
    select * from {{ ref('int_areas__pathed') }}
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
),

asked as (
    select * from {{ ref('int_nodes__asked') }}
),

sets as (
    {%- for rule in ['zero', 'exclude'] %}
    select distinct
        gap_set_number,
        '{{ rule }}' as missing_rule,
        questionnaire_id,
        index_node_number,
        {{ rule }}_gaps as gaps
    from found
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- the nodes of the tree under each set, and whether a way can lead through them
trees as (
    select
        sets.gap_set_number,
        sets.missing_rule,
        nodes.methodology_id,
        nodes.index_code,
        nodes.node_code,
        nodes.parent_node_code,
        nodes.node_number,
        nodes.has_questions,
        nodes.weight,
        asked.is_asked_enough and not {{ list_contains('sets.gaps', 'nodes.node_code') }} as is_open
    from sets
    inner join nodes on sets.index_node_number = nodes.index_node_number
    inner join asked
        on sets.questionnaire_id = asked.questionnaire_id
        and nodes.node_number = asked.node_number
),

steps as (
    select
        trees.gap_set_number,
        trees.missing_rule,
        paths.node_code,
        paths.leaf_area_code,
        paths.step_area_code,
        trees.is_open and paths.step_weight > 0 as is_open
    from trees
    inner join paths
        on trees.methodology_id = paths.methodology_id
        and trees.index_code = paths.index_code
        and trees.node_code = paths.step_area_code
),

-- which areas reach which nodes above them: each step on the way is open and weighs something
reached as (
    select
        gap_set_number,
        missing_rule,
        node_code,
        leaf_area_code
    from steps
    group by gap_set_number, missing_rule, node_code, leaf_area_code
    having min(case when is_open then 1 else 0 end) = 1
),

composites as (
    select distinct
        gap_set_number,
        missing_rule,
        node_code
    from reached
),

-- nodes that have a score: areas with questions, and whatever stands above one of them
scored as (
    select
        trees.gap_set_number,
        trees.missing_rule,
        trees.node_code,
        trees.parent_node_code,
        trees.weight
    from trees
    left join composites
        on trees.gap_set_number = composites.gap_set_number
        and trees.missing_rule = composites.missing_rule
        and trees.node_code = composites.node_code
    where
        (trees.is_open and (trees.has_questions or composites.node_code is not null))
        or (trees.node_code = 'INDEX' and composites.node_code is not null)
),

siblings as (
    select
        gap_set_number,
        missing_rule,
        parent_node_code,
        {{ steady_sum('weight') }} as weight
    from scored
    group by gap_set_number, missing_rule, parent_node_code
),

shares as (
    select
        scored.gap_set_number,
        scored.missing_rule,
        scored.node_code,
        scored.weight / nullif(siblings.weight, 0) as share_of_parent
    from scored
    inner join siblings
        on scored.gap_set_number = siblings.gap_set_number
        and scored.missing_rule = siblings.missing_rule
        and scored.parent_node_code = siblings.parent_node_code
),

path_weights as (
    select
        steps.gap_set_number,
        steps.missing_rule,
        steps.node_code,
        steps.leaf_area_code,
        {{ steady_product('shares.share_of_parent') }} as area_weight
    from steps
    inner join reached
        on steps.gap_set_number = reached.gap_set_number
        and steps.missing_rule = reached.missing_rule
        and steps.node_code = reached.node_code
        and steps.leaf_area_code = reached.leaf_area_code
    inner join scored
        on steps.gap_set_number = scored.gap_set_number
        and steps.missing_rule = scored.missing_rule
        and steps.node_code = scored.node_code
    inner join shares
        on steps.gap_set_number = shares.gap_set_number
        and steps.missing_rule = shares.missing_rule
        and steps.step_area_code = shares.node_code
    group by steps.gap_set_number, steps.missing_rule, steps.node_code, steps.leaf_area_code
),

-- nodes with an area right below them that has no score
gaps_below as (
    select
        trees.gap_set_number,
        trees.missing_rule,
        trees.parent_node_code as node_code,
        max(case when scored.node_code is null then 1 else 0 end) = 1 as has_gap
    from trees
    left join scored
        on trees.gap_set_number = scored.gap_set_number
        and trees.missing_rule = scored.missing_rule
        and trees.node_code = scored.node_code
    where trees.parent_node_code is not null
    group by trees.gap_set_number, trees.missing_rule, trees.parent_node_code
),

pairs as (
    select distinct
        gap_set_number,
        missing_rule,
        node_code,
        leaf_area_code
    from steps
)

select
    pairs.gap_set_number,
    pairs.missing_rule,
    upper_nodes.node_number,
    leaves.node_number as area_node_number,
    path_weights.area_weight,
    gaps_below.has_gap
from pairs
inner join trees as upper_nodes
    on pairs.gap_set_number = upper_nodes.gap_set_number
    and pairs.missing_rule = upper_nodes.missing_rule
    and pairs.node_code = upper_nodes.node_code
inner join trees as leaves
    on pairs.gap_set_number = leaves.gap_set_number
    and pairs.missing_rule = leaves.missing_rule
    and pairs.leaf_area_code = leaves.node_code
inner join gaps_below
    on pairs.gap_set_number = gaps_below.gap_set_number
    and pairs.missing_rule = gaps_below.missing_rule
    and pairs.node_code = gaps_below.node_code
left join path_weights
    on pairs.gap_set_number = path_weights.gap_set_number
    and pairs.missing_rule = path_weights.missing_rule
    and pairs.node_code = path_weights.node_code
    and pairs.leaf_area_code = path_weights.leaf_area_code

union all

-- an area with questions is a node of its own too
select
    trees.gap_set_number,
    trees.missing_rule,
    trees.node_number,
    trees.node_number as area_node_number,
    case when trees.is_open then 1.0 end as area_weight,
    false as has_gap
from trees
where trees.has_questions
