-- The values between two cycles of the nodes above the areas that hold questions: composites at any depth, and INDEX.
{%- set ways = ['from_from', 'from_to', 'to_from', 'to_to', 'shared'] %}
with

areas as (
    select * from {{ ref('areas_switched') }}
),

sets as (
    select * from {{ ref('switch_sets_found') }}
),

weights as (
    select * from {{ ref('switch_sets_weighed') }}
)

select
    areas.pair_number,
    areas.questions_of,
    weights.node_number
    {%- for way in ways %},
    {{ steady_sum('weights.weight_' ~ way ~ ' * areas.from_score_' ~ way) }} as from_value_{{ way }},
    {{ steady_sum('weights.weight_' ~ way ~ ' * areas.to_score_' ~ way) }} as to_value_{{ way }}
    {%- endfor %},
    cast(sum(case when weights.weight_shared is not null then areas.question_count_shared end) as integer)
        as question_count_shared
from areas
inner join sets
    on areas.pair_number = sets.pair_number
    and areas.questions_of = sets.questions_of
    and areas.index_node_number = sets.index_node_number
inner join weights
    on sets.switch_set_number = weights.switch_set_number
    and areas.node_number = weights.area_node_number
group by areas.pair_number, areas.questions_of, weights.node_number
