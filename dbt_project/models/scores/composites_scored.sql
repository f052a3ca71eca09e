-- Counts and scores of the nodes above the areas that hold questions: composites at any depth, and INDEX. The weights
-- of a set of gaps lead from the areas to all nodes above them at once.
with

totals as (
    select * from {{ ref('areas_totalled') }}
),

gap_sets as (
    select * from {{ ref('gap_sets_found') }}
),

gap_weights as (
    select * from {{ ref('gap_sets_weighed') }}
    where node_number <> area_node_number
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
),

-- both rules beside each other
weights as (
    select
        gap_weights.gap_set_number,
        gap_weights.node_number,
        nodes.area_number,
        nodes.index_code,
        max(case when gap_weights.missing_rule = 'zero' then gap_weights.area_weight end) as weight_zero,
        max(case when gap_weights.missing_rule = 'zero' then gap_weights.has_gap end) as has_gap_zero,
        max(case when gap_weights.missing_rule = 'exclude' then gap_weights.area_weight end) as weight_exclude,
        max(case when gap_weights.missing_rule = 'exclude' then gap_weights.has_gap end) as has_gap_exclude
    from gap_weights
    inner join nodes on gap_weights.area_node_number = nodes.node_number
    group by gap_weights.gap_set_number, gap_weights.node_number, nodes.area_number, nodes.index_code
),

terms as (
    select
        totals.participation_number,
        weights.node_number,
        {{ sum_in_index('in_denominator', 'totals', 'weights.index_code') }} as questions_in_denominator,
        {{ sum_in_index('answered', 'totals', 'weights.index_code') }} as questions_answered,
        {{ sum_in_index('points', 'totals', 'weights.index_code') }} as points,
        {{ sum_in_index('weight_zero', 'totals', 'weights.index_code') }} as questions_weight_zero,
        weights.weight_zero,
        weights.has_gap_zero,
        {{ sum_in_index('weight_exclude', 'totals', 'weights.index_code') }} as questions_weight_exclude,
        weights.weight_exclude,
        weights.has_gap_exclude
    from totals
    inner join gap_sets on totals.participation_number = gap_sets.participation_number
    inner join weights
        on gap_sets.gap_set_number = weights.gap_set_number
        and totals.area_number = weights.area_number
)

select
    participation_number,
    node_number,
    cast(sum(questions_in_denominator) as bigint) as questions_in_denominator,
    cast(sum(questions_answered) as bigint) as questions_answered,
    {{ steady_sum('weight_zero * (points / nullif(questions_weight_zero, 0))') }} as score_zero,
    max(has_gap_zero) as has_gap_zero,
    {{ steady_sum('weight_exclude * (points / nullif(questions_weight_exclude, 0))') }} as score_exclude,
    max(has_gap_exclude) as has_gap_exclude
from terms
group by participation_number, node_number
