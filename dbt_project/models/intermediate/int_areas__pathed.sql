-- The steps from each node of the tree (an area or INDEX) down to each area that holds questions, at any depth.
with recursive

areas as (
    select * from {{ ref('int_areas__indexed') }}
),

leaves as (
    select distinct
        methodology_id,
        index_code,
        area_code
    from {{ ref('int_questions__indexed') }}
),

-- walk up from each leaf: every node passed is an ancestor, every edge passed a step
walks as (
    select
        areas.methodology_id,
        areas.index_code,
        areas.area_code as leaf_area_code,
        areas.area_code as step_area_code,
        areas.parent_area_code as upper_area_code,
        areas.weight as step_weight,
        1 as height
    from areas
    inner join leaves
        on areas.methodology_id = leaves.methodology_id
        and areas.index_code = leaves.index_code
        and areas.area_code = leaves.area_code

    union all

    select
        walks.methodology_id,
        walks.index_code,
        walks.leaf_area_code,
        areas.area_code as step_area_code,
        areas.parent_area_code as upper_area_code,
        areas.weight as step_weight,
        walks.height + 1 as height
    from walks
    inner join areas
        on walks.methodology_id = areas.methodology_id
        and walks.index_code = areas.index_code
        and walks.upper_area_code = areas.area_code
    where walks.height < 100
),

paths as (
    select
        upper_walks.methodology_id,
        upper_walks.index_code,
        upper_walks.upper_area_code as node_code,
        upper_walks.leaf_area_code,
        lower_walks.step_area_code,
        lower_walks.upper_area_code as step_parent_code,
        lower_walks.step_weight
    from walks as upper_walks
    inner join walks as lower_walks
        on upper_walks.methodology_id = lower_walks.methodology_id
        and upper_walks.index_code = lower_walks.index_code
        and upper_walks.leaf_area_code = lower_walks.leaf_area_code
        and upper_walks.height >= lower_walks.height
)

select * from paths
