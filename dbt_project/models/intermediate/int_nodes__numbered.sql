-- Every node of the trees of a version that has questions below it, with a number of its own and the number of its
-- area, which is the same in the core and in the extended index.
with

areas as (
    select * from {{ ref('int_areas__indexed') }}
),

paths as (
    select * from {{ ref('int_areas__pathed') }}
),

nodes as (
    select distinct
        methodology_id,
        index_code,
        node_code,
        false as has_questions
    from paths

    union all

    select distinct
        methodology_id,
        index_code,
        leaf_area_code as node_code,
        true as has_questions
    from paths
),

numbered as (
    select
        methodology_id,
        index_code,
        node_code,
        has_questions,
        cast(row_number() over (order by methodology_id, index_code, node_code) as integer) as node_number,
        cast(dense_rank() over (order by methodology_id, node_code) as integer) as area_number
    from nodes
)

select
    numbered.node_number,
    numbered.area_number,
    tops.node_number as index_node_number,
    numbered.methodology_id,
    numbered.index_code,
    numbered.node_code,
    numbered.has_questions,
    areas.parent_area_code as parent_node_code,
    areas.weight
from numbered
inner join numbered as tops
    on numbered.methodology_id = tops.methodology_id
    and numbered.index_code = tops.index_code
    and tops.node_code = 'INDEX'
left join areas
    on numbered.methodology_id = areas.methodology_id
    and numbered.index_code = areas.index_code
    and numbered.node_code = areas.area_code
