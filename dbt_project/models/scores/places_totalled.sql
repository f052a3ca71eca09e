-- The one pass over the questions of all comparisons: weights and points of the questions that have the same place
-- under both versions, with statuses, weights and scores of either cycle, and of those in the denominator of both.
{%- set ends = ['from', 'to'] %}
with

questions as (
    select * from {{ ref('questions_paired') }}
),

joined as (
    select * from {{ ref('questions_joined') }}
)

select
    questions.comparison_number,
    joined.place_number,
    {%- for coverage in ends %}
    {%- set counted, given = 'questions.' ~ coverage ~ '_is_counted', 'questions.' ~ coverage ~ '_is_given' %}
    {%- for weights in ends %}
    {%- set weight, of = 'joined.' ~ weights ~ '_weight', coverage ~ '_' ~ weights %}
    {{ steady_sum(weight, counted) }} as weight_{{ of }},
    {{ steady_sum(weight ~ ' * questions.from_score', given) }} as from_points_{{ of }},
    {{ steady_sum(weight ~ ' * questions.to_score', given) }} as to_points_{{ of }},
    {%- endfor %}
    {%- endfor %}
    {%- set shared = 'questions.is_asked_twice and questions.from_is_counted and questions.to_is_counted' %}
    {{ steady_sum('joined.to_weight', shared) }} as weight_shared,
    {{ steady_sum('joined.to_weight * questions.from_indicator_score', shared) }} as from_points_shared,
    {{ steady_sum('joined.to_weight * questions.to_indicator_score', shared) }} as to_points_shared,
    count(*) filter (where {{ shared }}) as question_count_shared
from questions
inner join joined on questions.joined_number = joined.joined_number
group by questions.comparison_number, joined.place_number
