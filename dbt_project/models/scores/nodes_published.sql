-- Scores as they may be shown: under the version's own missing rule, with coverage, bounds, and the reason where there
-- is none.
{{ config(materialized='view') }}
with

nodes as (
    select * from {{ ref('nodes_counted') }}
),

methodologies as (
    select * from {{ ref('methodologies') }}
),

-- both rules are computed; the version says which is its own
computed as (
    select
        nodes.*,
        methodologies.missing_rule,
        case when methodologies.missing_rule = 'exclude' then nodes.computed_exclude else nodes.computed_zero end
            as computed_own,
        case when methodologies.missing_rule = 'exclude' then nodes.has_gap_exclude else nodes.has_gap_zero end
            as has_gap
    from nodes
    inner join methodologies on nodes.methodology_id = methodologies.methodology_id
),

judged as (
    select
        computed.*,
        case
            when round(computed.coverage, 12) >= {{ var('coverage_full') }} then 'full'
            when round(computed.coverage, 12) >= {{ var('coverage_partial') }} then 'partial'
            when round(computed.coverage, 12) >= {{ var('coverage_indicative') }} then 'indicative'
            when computed.coverage is not null then 'insufficient'
            else 'no_questions'
        end as coverage_status,
        case
            when computed.questions_asked = 0 then 'nothing_asked'
            when not computed.is_asked_enough and computed.node_code = 'INDEX' then 'index_below_80'
            when not computed.is_asked_enough then 'area_below_50'
            -- an index under another version needs a score in every area at the top of the tree
            when computed.node_code = 'INDEX' and computed.is_back_cast and computed.has_gap then 'area_without_score'
            -- asked enough as a whole, but none of the areas below has a score of its own
            when
                computed.is_back_cast
                and computed.computed_own is null
                and round(computed.coverage, 12) >= {{ var('coverage_indicative') }}
                then 'area_without_score'
        end as comparability_reason
    from computed
),

shown as (
    select
        judged.*,
        coverage_status in ('full', 'partial', 'indicative') and comparability_reason is null as is_shown
    from judged
)

select
    scenario_id,
    cycle,
    city_code,
    methodology_id,
    index_code,
    node_code,
    missing_rule,
    is_back_cast,
    case when is_shown then computed_own end as score,
    case when is_shown then computed_zero end as score_zero,
    case when is_shown then computed_exclude end as score_exclude,
    coverage,
    coverage_status,
    coverage_status in ('full', 'partial') and is_shown and computed_own is not null as is_comparable,
    questions_in_denominator,
    questions_answered,
    questions_asked,
    questions_in_version,
    comparability_reason,
    participation_number,
    node_number
from shown
