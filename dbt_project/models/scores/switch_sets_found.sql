-- Which areas have no score between two cycles, with the statuses and weights of either and in common. Most pairs share
-- a set, so the trees are evaluated once per set and not once per city.
{%- set ways = ['from_from', 'from_to', 'to_from', 'to_to', 'shared'] %}
with

areas as (
    select * from {{ ref('areas_switched') }}
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
),

pairs as (
    select * from {{ ref('comparisons_numbered') }}
    where is_official
),

trees as (
    select distinct
        pair_number,
        questions_of,
        index_node_number
    from areas
),

gaps as (
    select
        areas.pair_number,
        areas.questions_of,
        {%- for way in ways %}
        {{ join_text('case when areas.weight_' ~ way ~ ' is null then nodes.node_code end', 'nodes.node_code') }}
            as gaps_{{ way }},
        {%- endfor %}
        areas.index_node_number
    from areas
    inner join nodes on areas.node_number = nodes.node_number
    where
        areas.weight_from_from is null
        or areas.weight_from_to is null
        or areas.weight_to_from is null
        or areas.weight_to_to is null
        or areas.weight_shared is null
    group by areas.pair_number, areas.questions_of, areas.index_node_number
),

found as (
    select
        trees.pair_number,
        pairs.kind_number,
        trees.questions_of,
        {%- for way in ways %}
        coalesce(gaps.gaps_{{ way }}, '') as gaps_{{ way }},
        {%- endfor %}
        trees.index_node_number
    from trees
    inner join pairs on trees.pair_number = pairs.pair_number
    left join gaps
        on trees.pair_number = gaps.pair_number
        and trees.questions_of = gaps.questions_of
        and trees.index_node_number = gaps.index_node_number
)

select
    found.*,
    cast(
        dense_rank() over (
            order by
                kind_number, questions_of, index_node_number, gaps_from_from, gaps_from_to, gaps_to_from, gaps_to_to,
                gaps_shared
        ) as integer
    ) as switch_set_number
from found
