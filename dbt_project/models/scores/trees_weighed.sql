-- What each area with questions weighs in each node above it, for each set of areas that have a score in a change, with
-- the tree of one version and the weights of another. A dictionary: many cities share a set.
with

areas as (
    select * from {{ ref('areas_switched') }}
),

indexed as (
    select * from {{ ref('int_areas__indexed') }}
),

paths as (
    select * from {{ ref('int_areas__pathed') }}
),

trees as (
    select distinct
        tree_methodology_id,
        weights_methodology_id,
        index_code,
        area_codes,
        left_out_codes
    from areas
),

-- an area that the other version lacks keeps the weight that it has
tree_areas as (
    select
        trees.*,
        own.area_code,
        own.parent_area_code,
        coalesce(other.weight, own.weight) as weight,
        {{ list_contains('trees.left_out_codes', 'own.area_code') }} as is_left_out
    from trees
    inner join indexed as own
        on trees.tree_methodology_id = own.methodology_id
        and trees.index_code = own.index_code
    left join indexed as other
        on trees.weights_methodology_id = other.methodology_id
        and trees.index_code = other.index_code
        and own.area_code = other.area_code
),

-- a way leads up from each area that has a score, but not through one that was asked too little or weighs nothing
reached as (
    select
        tree_areas.tree_methodology_id,
        tree_areas.weights_methodology_id,
        tree_areas.index_code,
        tree_areas.area_codes,
        tree_areas.left_out_codes,
        paths.node_code,
        paths.leaf_area_code
    from tree_areas
    inner join paths
        on tree_areas.tree_methodology_id = paths.methodology_id
        and tree_areas.index_code = paths.index_code
        and tree_areas.area_code = paths.step_area_code
        and {{ list_contains('tree_areas.area_codes', 'paths.leaf_area_code') }}
    group by
        tree_areas.tree_methodology_id, tree_areas.weights_methodology_id, tree_areas.index_code,
        tree_areas.area_codes, tree_areas.left_out_codes, paths.node_code, paths.leaf_area_code
    having max(case when tree_areas.is_left_out or tree_areas.weight = 0 then 1 else 0 end) = 0
),

-- the areas and composites that have a score
scored_areas as (
    select tree_areas.*
    from tree_areas
    inner join reached
        on tree_areas.tree_methodology_id = reached.tree_methodology_id
        and tree_areas.weights_methodology_id = reached.weights_methodology_id
        and tree_areas.index_code = reached.index_code
        and tree_areas.area_codes = reached.area_codes
        and tree_areas.left_out_codes = reached.left_out_codes
        and tree_areas.area_code = reached.node_code
    where not tree_areas.is_left_out

    union

    select tree_areas.*
    from tree_areas
    where {{ list_contains('area_codes', 'area_code') }}
),

siblings as (
    select
        tree_methodology_id,
        weights_methodology_id,
        index_code,
        area_codes,
        left_out_codes,
        parent_area_code,
        {{ steady_sum('weight') }} as weight
    from scored_areas
    group by
        tree_methodology_id, weights_methodology_id, index_code, area_codes, left_out_codes, parent_area_code
),

shares as (
    select
        scored_areas.*,
        scored_areas.weight / nullif(siblings.weight, 0) as share_of_parent
    from scored_areas
    inner join siblings
        on scored_areas.tree_methodology_id = siblings.tree_methodology_id
        and scored_areas.weights_methodology_id = siblings.weights_methodology_id
        and scored_areas.index_code = siblings.index_code
        and scored_areas.area_codes = siblings.area_codes
        and scored_areas.left_out_codes = siblings.left_out_codes
        and scored_areas.parent_area_code = siblings.parent_area_code
)

select
    reached.tree_methodology_id,
    reached.weights_methodology_id,
    reached.index_code,
    reached.area_codes,
    reached.left_out_codes,
    reached.node_code,
    reached.leaf_area_code as area_code,
    {{ steady_product('shares.share_of_parent') }} as area_weight
from reached
inner join paths
    on reached.tree_methodology_id = paths.methodology_id
    and reached.index_code = paths.index_code
    and reached.node_code = paths.node_code
    and reached.leaf_area_code = paths.leaf_area_code
inner join shares
    on reached.tree_methodology_id = shares.tree_methodology_id
    and reached.weights_methodology_id = shares.weights_methodology_id
    and reached.index_code = shares.index_code
    and reached.area_codes = shares.area_codes
    and reached.left_out_codes = shares.left_out_codes
    and paths.step_area_code = shares.area_code
group by
    reached.tree_methodology_id, reached.weights_methodology_id, reached.index_code, reached.area_codes,
    reached.left_out_codes, reached.node_code, reached.leaf_area_code

union all

-- an area with questions is a node of its own too
select
    tree_methodology_id,
    weights_methodology_id,
    index_code,
    area_codes,
    left_out_codes,
    area_code as node_code,
    area_code,
    1.0 as area_weight
from scored_areas
where {{ list_contains('area_codes', 'area_code') }}
