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
    select
        tree_methodology_id,
        from_methodology_id as weights_methodology_id,
        index_code,
        area_codes,
        left_out_codes
    from areas

    union

    select
        tree_methodology_id,
        to_methodology_id as weights_methodology_id,
        index_code,
        area_codes,
        left_out_codes
    from areas
),

-- a way leads up from each area that has a score, but not through a composite that was asked too little
reached as (
    select
        trees.tree_methodology_id,
        trees.weights_methodology_id,
        trees.index_code,
        trees.area_codes,
        trees.left_out_codes,
        paths.node_code,
        paths.leaf_area_code
    from trees
    inner join paths
        on trees.tree_methodology_id = paths.methodology_id
        and trees.index_code = paths.index_code
        and {{ list_contains('trees.area_codes', 'paths.leaf_area_code') }}
    group by
        trees.tree_methodology_id, trees.weights_methodology_id, trees.index_code, trees.area_codes,
        trees.left_out_codes, paths.node_code, paths.leaf_area_code
    having
        max(case when {{ list_contains('trees.left_out_codes', 'paths.step_area_code') }} then 1 else 0 end) = 0
),

-- siblings share what is there
nodes as (
    select
        tree_methodology_id,
        weights_methodology_id,
        index_code,
        area_codes,
        left_out_codes,
        node_code
    from reached
    where not {{ list_contains('left_out_codes', 'node_code') }}

    union

    select
        tree_methodology_id,
        weights_methodology_id,
        index_code,
        area_codes,
        left_out_codes,
        leaf_area_code as node_code
    from reached
),

shares as (
    select
        nodes.*,
        coalesce(weights.weight, tree.weight) / nullif(sum(coalesce(weights.weight, tree.weight)) over (
            partition by
                nodes.tree_methodology_id, nodes.weights_methodology_id, nodes.index_code, nodes.area_codes,
                nodes.left_out_codes, tree.parent_area_code
        ), 0) as share_of_parent
    from nodes
    inner join indexed as tree
        on nodes.tree_methodology_id = tree.methodology_id
        and nodes.index_code = tree.index_code
        and nodes.node_code = tree.area_code
    -- an area that the other tree lacks keeps the weight that it has
    left join indexed as weights
        on nodes.weights_methodology_id = weights.methodology_id
        and nodes.index_code = weights.index_code
        and nodes.node_code = weights.area_code
)

select
    reached.tree_methodology_id,
    reached.weights_methodology_id,
    reached.index_code,
    reached.area_codes,
    reached.left_out_codes,
    reached.node_code,
    reached.leaf_area_code as area_code,
    {{ product('shares.share_of_parent') }} as area_weight
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
    and paths.step_area_code = shares.node_code
group by
    reached.tree_methodology_id, reached.weights_methodology_id, reached.index_code, reached.area_codes,
    reached.left_out_codes, reached.node_code, reached.leaf_area_code

union all

-- an area with questions is a node of its own too
select distinct
    trees.tree_methodology_id,
    trees.weights_methodology_id,
    trees.index_code,
    trees.area_codes,
    trees.left_out_codes,
    paths.leaf_area_code as node_code,
    paths.leaf_area_code as area_code,
    1.0 as area_weight
from trees
inner join paths
    on trees.tree_methodology_id = paths.methodology_id
    and trees.index_code = paths.index_code
    and {{ list_contains('trees.area_codes', 'paths.leaf_area_code') }}
