-- The change of each node between two cycles: as published, split by Shapley values into answers, coverage, questions
-- and weights, and like for like; with the reason where there is no split.
with

pairs as (
    select * from {{ ref('participations_paired') }}
),

published as (
    select * from {{ ref('nodes_published') }}
    where scenario_id = 'submitted'
),

switched as (
    select * from {{ ref('nodes_switched') }}
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

-- what either cycle has
cells as (
    select
        pairs.*,
        published.index_code,
        published.node_code
    from pairs
    inner join published
        on pairs.city_code = published.city_code
        and pairs.from_cycle = published.cycle
        and pairs.from_methodology_id = published.methodology_id

    union

    select
        pairs.*,
        published.index_code,
        published.node_code
    from pairs
    inner join published
        on pairs.city_code = published.city_code
        and pairs.to_cycle = published.cycle
        and pairs.to_methodology_id = published.methodology_id
),

official as (
    select
        cells.*,
        from_published.score as from_score,
        to_published.score as to_score,
        from_nodes.node_code is not null and to_nodes.node_code is not null as is_in_both_versions
    from cells
    left join published as from_published
        on cells.city_code = from_published.city_code
        and cells.from_cycle = from_published.cycle
        and cells.from_methodology_id = from_published.methodology_id
        and cells.index_code = from_published.index_code
        and cells.node_code = from_published.node_code
    left join published as to_published
        on cells.city_code = to_published.city_code
        and cells.to_cycle = to_published.cycle
        and cells.to_methodology_id = to_published.methodology_id
        and cells.index_code = to_published.index_code
        and cells.node_code = to_published.node_code
    left join version_nodes as from_nodes
        on cells.from_methodology_id = from_nodes.methodology_id
        and cells.index_code = from_nodes.index_code
        and cells.node_code = from_nodes.node_code
    left join version_nodes as to_nodes
        on cells.to_methodology_id = to_nodes.methodology_id
        and cells.index_code = to_nodes.index_code
        and cells.node_code = to_nodes.node_code
),

-- v(S) for each S, where S is what is taken from the later cycle
subsets as (
    {%- for answers in ['from', 'to'] %}
    select
        city_code,
        from_cycle,
        to_cycle,
        index_code,
        node_code,
        '{{ answers }}' as answers_of,
        coverage_of,
        questions_of,
        weights_of,
        {{ 1 if answers == 'to' else 0 }}
        + case when coverage_of = 'to' then 1 else 0 end
        + case when questions_of = 'to' then 1 else 0 end
        + case when weights_of = 'to' then 1 else 0 end as size,
        {{ answers }}_value as computed_value
    from switched
    where questions_of <> 'both'
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}
),

-- part i = Σ over S without i of |S|!·(3−|S|)!/4! · (v(S∪i) − v(S)). The factor is 1/4 for none or all of the other
-- three, else 1/12; so a value enters part i with one factor where its set has i, with another where it has not. The
-- two ends are the scores as published
shared as (
    select
        subsets.*,
        case subsets.size
            when 0 then official.from_score
            when 4 then official.to_score
            else subsets.computed_value
        end as value,
        case when subsets.size in (1, 4) then 1e0 / 4 else 1e0 / 12 end as share_with,
        case when subsets.size in (0, 3) then -1e0 / 4 else -1e0 / 12 end as share_without
    from subsets
    inner join official
        on subsets.city_code = official.city_code
        and subsets.from_cycle = official.from_cycle
        and subsets.to_cycle = official.to_cycle
        and subsets.index_code = official.index_code
        and subsets.node_code = official.node_code
),

split as (
    select
        city_code,
        from_cycle,
        to_cycle,
        index_code,
        node_code,
        count(value) = 16 as is_complete,
        sum(case when questions_of = 'to' and coverage_of = 'from' then 1 else 0 end) = 4 as has_later_questions,
        {{ steady_sum("value * case when answers_of = 'to' then share_with else share_without end") }}
            as from_answers,
        {{ steady_sum("value * case when coverage_of = 'to' then share_with else share_without end") }}
            as from_coverage,
        {{ steady_sum("value * case when questions_of = 'to' then share_with else share_without end") }}
            as from_questions,
        {{ steady_sum("value * case when weights_of = 'to' then share_with else share_without end") }}
            as from_weights
    from shared
    group by city_code, from_cycle, to_cycle, index_code, node_code
),

common as (
    select
        switched.*,
        to_value - from_value as change_like_for_like
    from switched
    where questions_of = 'both'
)

select
    official.city_code,
    official.from_cycle,
    official.to_cycle,
    official.from_methodology_id,
    official.to_methodology_id,
    official.index_code,
    official.node_code,
    common.change_like_for_like,
    coalesce(common.question_count, 0) as questions_compared,
    case when official.is_in_both_versions then official.to_score - official.from_score end as change_official,
    {%- for part in ['answers', 'coverage', 'questions', 'weights'] %}
    -- what is smaller comes from the last digits of sums
    case
        when official.is_in_both_versions and split.is_complete
            then case when abs(split.from_{{ part }}) < 1e-13 then 0.0 else split.from_{{ part }} end
    end as from_{{ part }},
    {%- endfor %}
    case
        when not official.is_in_both_versions then 'only_in_one_version'
        when official.from_score is null then 'no_score_from'
        when official.to_score is null then 'no_score_to'
        when split.is_complete then null
        -- both have a score, but nothing of what one asked here is in the denominator with the statuses of the other
        when not split.has_later_questions then 'no_score_from'
        else 'no_score_to'
    end as reason
from official
left join split
    on official.city_code = split.city_code
    and official.from_cycle = split.from_cycle
    and official.to_cycle = split.to_cycle
    and official.index_code = split.index_code
    and official.node_code = split.node_code
left join common
    on official.city_code = common.city_code
    and official.from_cycle = common.from_cycle
    and official.to_cycle = common.to_cycle
    and official.index_code = common.index_code
    and official.node_code = common.node_code
