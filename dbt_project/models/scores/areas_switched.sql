-- Each area with questions, its questions (with place and tree), statuses and weights taken from either cycle, or those
-- that both cycles have in common under the later version: its score with the scores of either.
{%- set ends = ['from', 'to'] %}
with

pairs as (
    select * from {{ ref('participations_paired') }}
),

questions as (
    select * from {{ ref('questions_paired') }}
),

nodes as (
    select * from {{ ref('nodes_counted') }}
    where scenario_id = 'submitted'
),

methodologies as (
    select * from {{ ref('methodologies') }}
),

counted as (
    select indicators.*
    from {{ ref('indicators_scored') }} as indicators
    inner join methodologies on indicators.methodology_id = methodologies.methodology_id
    where
        indicators.scenario_id = 'submitted'
        and (indicators.is_answered or (indicators.in_zero and methodologies.missing_rule = 'zero'))
),

tops as (
    select * from nodes
    where node_code = 'INDEX'
),

-- the official split needs the index in both cycles, each under its own version
indexes as (
    select
        pairs.*,
        from_tops.index_code
    from pairs
    inner join tops as from_tops
        on pairs.city_code = from_tops.city_code
        and pairs.from_cycle = from_tops.cycle
        and pairs.from_methodology_id = from_tops.methodology_id
    inner join tops as to_tops
        on pairs.city_code = to_tops.city_code
        and pairs.to_cycle = to_tops.cycle
        and pairs.to_methodology_id = to_tops.methodology_id
        and from_tops.index_code = to_tops.index_code
),

-- like for like needs it in both cycles under the later version
common_indexes as (
    select
        pairs.*,
        from_tops.index_code
    from pairs
    inner join tops as from_tops
        on pairs.city_code = from_tops.city_code
        and pairs.from_cycle = from_tops.cycle
        and pairs.to_methodology_id = from_tops.methodology_id
    inner join tops as to_tops
        on pairs.city_code = to_tops.city_code
        and pairs.to_cycle = to_tops.cycle
        and pairs.to_methodology_id = to_tops.methodology_id
        and from_tops.index_code = to_tops.index_code
),

-- areas and composites that a cycle asked too little of: they are not in its tree
left_out as (
    select
        cycle,
        city_code,
        methodology_id,
        index_code,
        {{ join_text('node_code', 'node_code') }} as node_codes
    from nodes
    where not is_asked_enough and node_code <> 'INDEX'
    group by cycle, city_code, methodology_id, index_code
),

summed as (
    {% for place in ends %}
    {% for status in ends %}
    {%- set given = 'case when questions.' ~ status ~ '_is_given then questions.' %}
    select
        indexes.city_code,
        indexes.from_cycle,
        indexes.to_cycle,
        indexes.index_code,
        '{{ place }}' as questions_of,
        '{{ status }}' as coverage_of,
        questions.{{ place }}_area_code as area_code,
        count(*) as question_count,
        {{ steady_sum('questions.from_weight') }} as from_weight,
        {{ steady_sum('questions.to_weight') }} as to_weight,
        {{ steady_sum(given ~ 'from_weight * questions.from_score else 0 end') }} as from_points_from_weights,
        {{ steady_sum(given ~ 'from_weight * questions.to_score else 0 end') }} as to_points_from_weights,
        {{ steady_sum(given ~ 'to_weight * questions.from_score else 0 end') }} as from_points_to_weights,
        {{ steady_sum(given ~ 'to_weight * questions.to_score else 0 end') }} as to_points_to_weights
    from indexes
    inner join questions
        on indexes.city_code = questions.city_code
        and indexes.from_cycle = questions.from_cycle
        and indexes.to_cycle = questions.to_cycle
    where
        questions.{{ place }}_question_code is not null
        and questions.{{ status }}_is_counted
        and (indexes.index_code = 'extended' or questions.{{ place }}_index_code = 'core')
    group by
        indexes.city_code, indexes.from_cycle, indexes.to_cycle, indexes.index_code,
        questions.{{ place }}_area_code

    union all

    {% endfor %}
    {% endfor %}
    select
        common_indexes.city_code,
        common_indexes.from_cycle,
        common_indexes.to_cycle,
        common_indexes.index_code,
        'both' as questions_of,
        'both' as coverage_of,
        later.area_code,
        count(*) as question_count,
        null as from_weight,
        {{ steady_sum('later.weight') }} as to_weight,
        null as from_points_from_weights,
        null as to_points_from_weights,
        {{ steady_sum('later.weight * earlier.score') }} as from_points_to_weights,
        {{ steady_sum('later.weight * later.score') }} as to_points_to_weights
    from common_indexes
    inner join counted as earlier
        on common_indexes.city_code = earlier.city_code
        and common_indexes.from_cycle = earlier.cycle
        and common_indexes.to_methodology_id = earlier.methodology_id
    inner join counted as later
        on common_indexes.city_code = later.city_code
        and common_indexes.to_cycle = later.cycle
        and common_indexes.to_methodology_id = later.methodology_id
        and earlier.question_code = later.question_code
    where common_indexes.index_code = 'extended' or later.index_code = 'core'
    group by
        common_indexes.city_code, common_indexes.from_cycle, common_indexes.to_cycle, common_indexes.index_code,
        later.area_code
),

weighed as (
    {%- for weights in ends %}
    select
        summed.city_code,
        summed.from_cycle,
        summed.to_cycle,
        summed.index_code,
        summed.questions_of,
        summed.coverage_of,
        '{{ weights }}' as weights_of,
        summed.area_code,
        case summed.questions_of when 'from' then summed.from_cycle when 'to' then summed.to_cycle end as tree_cycle,
        case when summed.questions_of = 'from' then pairs.from_methodology_id else pairs.to_methodology_id end
            as tree_methodology_id,
        pairs.{{ weights }}_methodology_id as weights_methodology_id,
        summed.question_count,
        summed.{{ weights }}_weight as weight,
        summed.from_points_{{ weights }}_weights / summed.{{ weights }}_weight as from_score,
        summed.to_points_{{ weights }}_weights / summed.{{ weights }}_weight as to_score
    from summed
    inner join pairs
        on summed.city_code = pairs.city_code
        and summed.from_cycle = pairs.from_cycle
        and summed.to_cycle = pairs.to_cycle
    where summed.{{ weights }}_weight > 0
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}
),

scored as (
    select
        weighed.*,
        coalesce(left_out.node_codes, '') as left_out_codes
    from weighed
    left join left_out
        on weighed.tree_cycle = left_out.cycle
        and weighed.city_code = left_out.city_code
        and weighed.tree_methodology_id = left_out.methodology_id
        and weighed.index_code = left_out.index_code
    where left_out.node_codes is null or not {{ list_contains('left_out.node_codes', 'weighed.area_code') }}
),

-- which areas share a tree: many cities have the same, so that its weights are resolved once
listed as (
    select
        city_code,
        from_cycle,
        to_cycle,
        index_code,
        questions_of,
        coverage_of,
        weights_of,
        {{ join_text('area_code', 'area_code') }} as area_codes
    from scored
    group by city_code, from_cycle, to_cycle, index_code, questions_of, coverage_of, weights_of
)

select
    scored.city_code,
    scored.from_cycle,
    scored.to_cycle,
    scored.index_code,
    scored.questions_of,
    scored.coverage_of,
    scored.weights_of,
    scored.area_code,
    scored.tree_methodology_id,
    scored.weights_methodology_id,
    listed.area_codes,
    scored.left_out_codes,
    scored.question_count,
    scored.weight,
    scored.from_score,
    scored.to_score
from scored
inner join listed
    on scored.city_code = listed.city_code
    and scored.from_cycle = listed.from_cycle
    and scored.to_cycle = listed.to_cycle
    and scored.index_code = listed.index_code
    and scored.questions_of = listed.questions_of
    and scored.coverage_of = listed.coverage_of
    and scored.weights_of = listed.weights_of
