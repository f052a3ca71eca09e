-- The values between two cycles: each node with questions, statuses and weights of either cycle (or what they have in
-- common), and with the scores of either.
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
    areas.weights_of,
    trees.node_code,
    sum(areas.question_count) as question_count,
    {{ steady_sum('trees.area_weight * areas.from_score') }} as from_value,
    {{ steady_sum('trees.area_weight * areas.to_score') }} as to_value
from areas
inner join trees
    on areas.tree_methodology_id = trees.tree_methodology_id
    and areas.weights_methodology_id = trees.weights_methodology_id
    and areas.index_code = trees.index_code
    and areas.area_codes = trees.area_codes
    and areas.left_out_codes = trees.left_out_codes
    and areas.area_code = trees.area_code
group by
    areas.city_code, areas.from_cycle, areas.to_cycle, areas.index_code, areas.questions_of, areas.coverage_of,
    areas.weights_of, trees.node_code
