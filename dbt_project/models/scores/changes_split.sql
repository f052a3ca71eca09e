-- The change of each node between two cycles: as published, split by Shapley values into answers, coverage, questions
-- and weights, and like for like; with the reason where there is no split.
{%- set ends = ['from', 'to'] %}
with

pairs as (
    select * from {{ ref('comparisons_numbered') }}
    where is_official
),

published as (
    select * from {{ ref('nodes_published') }}
),

switched as (
    select * from {{ ref('nodes_switched') }}
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
),

version_nodes as (
    select
        methodology_id,
        index_code,
        area_code as node_code
    from {{ ref('int_areas__indexed') }}

    union all

    select
        methodology_id,
        index_code,
        'INDEX' as node_code
    from {{ ref('int_indexes__versioned') }}
),

kinds as (
    select distinct
        kind_number,
        from_methodology_id,
        to_methodology_id
    from pairs
),

-- the nodes of either version
places as (
    select
        kinds.*,
        nodes.index_code,
        nodes.node_code
    from kinds
    inner join nodes on kinds.from_methodology_id = nodes.methodology_id

    union

    select
        kinds.*,
        nodes.index_code,
        nodes.node_code
    from kinds
    inner join nodes on kinds.to_methodology_id = nodes.methodology_id
),

cells as (
    select
        places.kind_number,
        places.index_code,
        places.node_code,
        from_nodes.node_number as from_node_number,
        to_nodes.node_number as to_node_number,
        from_versions.node_code is not null and to_versions.node_code is not null as is_in_both_versions,
        cast(
            row_number() over (order by places.kind_number, places.index_code, places.node_code) as integer
        ) as cell_number
    from places
    left join nodes as from_nodes
        on places.from_methodology_id = from_nodes.methodology_id
        and places.index_code = from_nodes.index_code
        and places.node_code = from_nodes.node_code
    left join nodes as to_nodes
        on places.to_methodology_id = to_nodes.methodology_id
        and places.index_code = to_nodes.index_code
        and places.node_code = to_nodes.node_code
    left join version_nodes as from_versions
        on places.from_methodology_id = from_versions.methodology_id
        and places.index_code = from_versions.index_code
        and places.node_code = from_versions.node_code
    left join version_nodes as to_versions
        on places.to_methodology_id = to_versions.methodology_id
        and places.index_code = to_versions.index_code
        and places.node_code = to_versions.node_code
),

-- what either cycle has: one pass over the published scores, each of which may stand in several pairs
sides as (
    {%- for end in ends %}
    select
        pair_number,
        kind_number,
        {{ end }}_participation_number as participation_number,
        '{{ end }}' as side
    from pairs
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

side_cells as (
    {%- for end in ends %}
    select
        kind_number,
        '{{ end }}' as side,
        {{ end }}_node_number as node_number,
        cell_number
    from cells
    where {{ end }}_node_number is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

official as (
    select
        sides.pair_number,
        side_cells.cell_number,
        max(published.score) filter (where sides.side = 'from') as from_score,
        max(published.score) filter (where sides.side = 'to') as to_score
    from published
    inner join sides on published.participation_number = sides.participation_number
    inner join side_cells
        on sides.kind_number = side_cells.kind_number
        and sides.side = side_cells.side
        and published.node_number = side_cells.node_number
    group by sides.pair_number, side_cells.cell_number
),

-- v(S), by where answers, coverage, questions and weights are taken from. The two ends are the scores as published
valued as (
    select
        pairs.*,
        cells.index_code,
        cells.node_code,
        cells.is_in_both_versions,
        official.from_score,
        official.to_score,
        later.from_value_shared,
        later.to_value_shared,
        coalesce(later.question_count_shared, 0) as questions_compared,
        official.from_score as value_from_from_from_from,
        {%- for answers in ends %}
        {%- for coverage in ends %}
        {%- for weights in ends %}
        {%- set column = answers ~ '_value_' ~ coverage ~ '_' ~ weights %}
        {%- if not (answers == coverage == weights == 'from') %}
        case when pairs.is_one_questionnaire then later.{{ column }} else earlier.{{ column }} end
            as value_{{ answers }}_{{ coverage }}_from_{{ weights }},
        {%- endif %}
        {%- if not (answers == coverage == weights == 'to') %}
        later.{{ column }} as value_{{ answers }}_{{ coverage }}_to_{{ weights }},
        {%- endif %}
        {%- endfor %}
        {%- endfor %}
        {%- endfor %}
        official.to_score as value_to_to_to_to
    from official
    inner join pairs on official.pair_number = pairs.pair_number
    inner join cells on official.cell_number = cells.cell_number
    left join switched as earlier
        on official.pair_number = earlier.pair_number
        and cells.from_node_number = earlier.node_number
        and earlier.questions_of = 'from'
    left join switched as later
        on official.pair_number = later.pair_number
        and cells.to_node_number = later.node_number
        and later.questions_of = 'to'
),

-- a part is empty where a value is
split as (
    select
        {%- for part in ['answers', 'coverage', 'questions', 'weights'] %}
        {{ shapley_part(part) }} as from_{{ part }},
        {%- endfor %}
        valued.*
    from valued
)

select
    city_code,
    from_cycle,
    to_cycle,
    from_methodology_id,
    to_methodology_id,
    index_code,
    node_code,
    to_value_shared - from_value_shared as change_like_for_like,
    questions_compared,
    case when is_in_both_versions then to_score - from_score end as change_official,
    {%- for part in ['answers', 'coverage', 'questions', 'weights'] %}
    -- what is smaller comes from the last digits of sums
    case
        when is_in_both_versions
            then case when abs(from_{{ part }}) < 1e-13 then 0.0 else from_{{ part }} end
    end as from_{{ part }},
    {%- endfor %}
    case
        when not is_in_both_versions then 'only_in_one_version'
        when from_score is null then 'no_score_from'
        when to_score is null then 'no_score_to'
        when from_answers is not null then null
        -- both have a score, but nothing of what one asked here is in the denominator with the statuses of the other
        when value_from_from_to_from is null or value_from_from_to_to is null then 'no_score_from'
        else 'no_score_to'
    end as reason,
    pair_number
from split
