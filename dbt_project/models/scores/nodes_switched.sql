-- The values between two cycles: each node with questions and statuses of either cycle (or those in common), and with
-- the scores and weights of either.
with

areas as (
    select * from {{ ref('areas_switched') }}
),

trees as (
    select * from {{ ref('trees_weighed') }}
)

select
    areas.city_code,
    areas.from_cycle,
    areas.to_cycle,
    areas.index_code,
    areas.questions_of,
    areas.coverage_of,
    to_trees.node_code,
    sum(areas.question_count) as question_count,
    sum(from_trees.area_weight * areas.from_score_from_weights) as from_value_from_weights,
    sum(to_trees.area_weight * areas.from_score_to_weights) as from_value_to_weights,
    sum(from_trees.area_weight * areas.to_score_from_weights) as to_value_from_weights,
    sum(to_trees.area_weight * areas.to_score_to_weights) as to_value_to_weights
from areas
inner join trees as to_trees
    on areas.tree_methodology_id = to_trees.tree_methodology_id
    and areas.to_methodology_id = to_trees.weights_methodology_id
    and areas.index_code = to_trees.index_code
    and areas.area_codes = to_trees.area_codes
    and areas.left_out_codes = to_trees.left_out_codes
    and areas.area_code = to_trees.area_code
inner join trees as from_trees
    on areas.tree_methodology_id = from_trees.tree_methodology_id
    and areas.from_methodology_id = from_trees.weights_methodology_id
    and areas.index_code = from_trees.index_code
    and areas.area_codes = from_trees.area_codes
    and areas.left_out_codes = from_trees.left_out_codes
    and areas.area_code = from_trees.area_code
    and to_trees.node_code = from_trees.node_code
group by
    areas.city_code, areas.from_cycle, areas.to_cycle, areas.index_code, areas.questions_of, areas.coverage_of,
    to_trees.node_code
