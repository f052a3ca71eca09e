-- What each area with questions weighs in each node above it, for each set of areas without a score between two cycles:
-- with the tree of one version and the weights of another. A dictionary: many pairs share a set.
{%- set ends = ['from', 'to'] %}
with

found as (
    select distinct
        switch_set_number,
        kind_number,
        questions_of,
        index_node_number,
        gaps_from_from,
        gaps_from_to,
        gaps_to_from,
        gaps_to_to,
        gaps_shared
    from {{ ref('switch_sets_found') }}
),

kinds as (
    {{ comparison_kinds() }}
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
),

asked as (
    select * from {{ ref('int_nodes__asked') }}
),

indexed as (
    select * from {{ ref('int_areas__indexed') }}
),

paths as (
    select * from {{ ref('int_areas__pathed') }}
),

trees as (
    {%- for coverage in ends %}
    {%- for weights in ends %}
    select
        found.switch_set_number,
        '{{ coverage }}_{{ weights }}' as way,
        found.index_node_number,
        found.gaps_{{ coverage }}_{{ weights }} as gaps,
        case found.questions_of when 'from' then kinds.from_questionnaire_id else kinds.to_questionnaire_id end
            as questionnaire_id,
        kinds.{{ weights }}_methodology_id as weights_methodology_id
    from found
    inner join kinds on found.kind_number = kinds.kind_number

    union all
    {% endfor %}
    {%- endfor %}
    select
        found.switch_set_number,
        'shared' as way,
        found.index_node_number,
        found.gaps_shared as gaps,
        kinds.to_questionnaire_id as questionnaire_id,
        kinds.to_methodology_id as weights_methodology_id
    from found
    inner join kinds on found.kind_number = kinds.kind_number
    where found.questions_of = 'to'
),

-- an area that the other version lacks keeps the weight that it has; thresholds play no part in what is in common
tree_areas as (
    select
        trees.switch_set_number,
        trees.way,
        trees.index_node_number,
        nodes.methodology_id,
        nodes.index_code,
        nodes.node_number,
        nodes.node_code,
        nodes.parent_node_code,
        nodes.has_questions,
        coalesce(other.weight, nodes.weight) as weight,
        asked.questions_asked > 0
        and (trees.way = 'shared' or asked.is_asked_enough)
        and not {{ list_contains('trees.gaps', 'nodes.node_code') }} as is_open
    from trees
    inner join nodes on trees.index_node_number = nodes.index_node_number
    inner join asked
        on trees.questionnaire_id = asked.questionnaire_id
        and nodes.node_number = asked.node_number
    left join indexed as other
        on trees.weights_methodology_id = other.methodology_id
        and nodes.index_code = other.index_code
        and nodes.node_code = other.area_code
    where nodes.node_code <> 'INDEX'
),

-- a way leads up from each area that has a score, but not through one that was asked too little or weighs nothing
reached as (
    select
        tree_areas.switch_set_number,
        tree_areas.way,
        paths.node_code,
        paths.leaf_area_code
    from tree_areas
    inner join paths
        on tree_areas.methodology_id = paths.methodology_id
        and tree_areas.index_code = paths.index_code
        and tree_areas.node_code = paths.step_area_code
    group by tree_areas.switch_set_number, tree_areas.way, paths.node_code, paths.leaf_area_code
    having min(case when tree_areas.is_open and tree_areas.weight > 0 then 1 else 0 end) = 1
),

composites as (
    select distinct
        switch_set_number,
        way,
        node_code
    from reached
),

-- the areas and composites that have a score
scored as (
    select tree_areas.*
    from tree_areas
    left join composites
        on tree_areas.switch_set_number = composites.switch_set_number
        and tree_areas.way = composites.way
        and tree_areas.node_code = composites.node_code
    where tree_areas.is_open and (tree_areas.has_questions or composites.node_code is not null)
),

siblings as (
    select
        switch_set_number,
        way,
        parent_node_code,
        {{ steady_sum('weight') }} as weight
    from scored
    group by switch_set_number, way, parent_node_code
),

shares as (
    select
        scored.*,
        scored.weight / nullif(siblings.weight, 0) as share_of_parent
    from scored
    inner join siblings
        on scored.switch_set_number = siblings.switch_set_number
        and scored.way = siblings.way
        and scored.parent_node_code = siblings.parent_node_code
),

weighed as (
    select
        reached.switch_set_number,
        reached.way,
        shares.index_node_number,
        reached.node_code,
        reached.leaf_area_code,
        {{ steady_product('shares.share_of_parent') }} as area_weight
    from reached
    inner join shares
        on reached.switch_set_number = shares.switch_set_number
        and reached.way = shares.way
    inner join paths
        on shares.methodology_id = paths.methodology_id
        and shares.index_code = paths.index_code
        and shares.node_code = paths.step_area_code
        and reached.node_code = paths.node_code
        and reached.leaf_area_code = paths.leaf_area_code
    group by
        reached.switch_set_number, reached.way, shares.index_node_number, reached.node_code, reached.leaf_area_code
)

select
    weighed.switch_set_number,
    upper_nodes.node_number,
    {%- for way in ['from_from', 'from_to', 'to_from', 'to_to', 'shared'] %}
    max(weighed.area_weight) filter (where weighed.way = '{{ way }}') as weight_{{ way }},
    {%- endfor %}
    leaves.node_number as area_node_number
from weighed
inner join nodes as upper_nodes
    on weighed.index_node_number = upper_nodes.index_node_number
    and weighed.node_code = upper_nodes.node_code
inner join nodes as leaves
    on weighed.index_node_number = leaves.index_node_number
    and weighed.leaf_area_code = leaves.node_code
group by weighed.switch_set_number, upper_nodes.node_number, leaves.node_number
