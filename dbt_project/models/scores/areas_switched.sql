-- Each area with questions, its questions (with place and tree) taken from either cycle: its weight and score with the
-- scores, statuses and weights of either. Where both filled in one questionnaire, its place and tree are those of the
-- later cycle. Beside the later cycle's, what both have in common under the later version (like for like).
{%- set ends = ['from', 'to'] %}
with

places as (
    select * from {{ ref('places_totalled') }}
),

joined as (
    select distinct
        place_number,
        from_area_number,
        to_area_number,
        from_index_code,
        to_index_code
    from {{ ref('questions_joined') }}
),

comparisons as (
    select * from {{ ref('comparisons_numbered') }}
),

indexes as (
    select * from {{ ref('indexes_paired') }}
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
),

asked as (
    select * from {{ ref('int_nodes__asked') }}
),

-- the places that make up each area of each index; what was asked too little is not in the tree of its cycle
members as (
    {%- for questions_of in ends %}
    select
        indexes.kind_number,
        '{{ questions_of }}' as questions_of,
        joined.place_number,
        nodes.node_number,
        nodes.index_node_number,
        asked.is_asked_enough
    from indexes
    inner join nodes on indexes.{{ questions_of }}_index_node_number = nodes.index_node_number
    inner join asked
        on indexes.{{ questions_of }}_questionnaire_id = asked.questionnaire_id
        and nodes.node_number = asked.node_number
    inner join joined
        on nodes.area_number = joined.{{ questions_of }}_area_number
        and (nodes.index_code = 'extended' or joined.{{ questions_of }}_index_code = 'core')
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

summed as (
    select
        comparisons.pair_number,
        members.questions_of,
        members.node_number,
        members.index_node_number,
        {%- set official = 'comparisons.is_official and members.is_asked_enough' %}
        {%- for coverage in ends %}
        {%- for weights in ends %}
        {%- set of = coverage ~ '_' ~ weights %}
        nullif({{ steady_sum('places.weight_' ~ of, official) }}, 0) as weight_{{ of }},
        coalesce({{ steady_sum('places.from_points_' ~ of, official) }}, 0) as from_points_{{ of }},
        coalesce({{ steady_sum('places.to_points_' ~ of, official) }}, 0) as to_points_{{ of }},
        {%- endfor %}
        {%- endfor %}
        {%- set common = "comparisons.is_like_for_like and members.questions_of = 'to'" %}
        sum(places.question_count_shared) filter (where {{ common }}) as question_count_shared,
        nullif({{ steady_sum('places.weight_shared', common) }}, 0) as weight_shared,
        {{ steady_sum('places.from_points_shared', common) }} as from_points_shared,
        {{ steady_sum('places.to_points_shared', common) }} as to_points_shared
    from places
    inner join comparisons on places.comparison_number = comparisons.comparison_number
    inner join members
        on comparisons.kind_number = members.kind_number
        and places.place_number = members.place_number
    where
        members.questions_of = 'to'
        or (comparisons.is_official and not comparisons.is_one_questionnaire)
    group by comparisons.pair_number, members.questions_of, members.node_number, members.index_node_number
)

select
    pair_number,
    questions_of,
    node_number,
    index_node_number,
    {%- for coverage in ends %}
    {%- for weights in ends %}
    {%- set of = coverage ~ '_' ~ weights %}
    weight_{{ of }},
    from_points_{{ of }} / weight_{{ of }} as from_score_{{ of }},
    to_points_{{ of }} / weight_{{ of }} as to_score_{{ of }},
    {%- endfor %}
    {%- endfor %}
    case when weight_shared is not null then cast(question_count_shared as integer) end as question_count_shared,
    weight_shared,
    from_points_shared / weight_shared as from_score_shared,
    to_points_shared / weight_shared as to_score_shared
from summed
