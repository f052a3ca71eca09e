-- Scores as they may be shown: under the version's own missing rule, with coverage, bounds, and the reason where there
-- is none.
with

nodes as (
    select * from {{ ref('nodes_counted') }}
),

scores as (
    select * from {{ ref('nodes_scored') }}
),

areas as (
    select * from {{ ref('int_areas__indexed') }}
),

methodologies as (
    select * from {{ ref('methodologies') }}
),

computed as (
    select
        nodes.*,
        methodologies.missing_rule,
        zero_scores.score as computed_zero,
        exclude_scores.score as computed_exclude,
        case when methodologies.missing_rule = 'exclude' then exclude_scores.score else zero_scores.score end
            as computed_own
    from nodes
    inner join methodologies on nodes.methodology_id = methodologies.methodology_id
    left join scores as zero_scores
        on nodes.scenario_id = zero_scores.scenario_id
        and nodes.cycle = zero_scores.cycle
        and nodes.city_code = zero_scores.city_code
        and nodes.methodology_id = zero_scores.methodology_id
        and nodes.index_code = zero_scores.index_code
        and nodes.node_code = zero_scores.node_code
        and zero_scores.missing_rule = 'zero'
    left join scores as exclude_scores
        on nodes.scenario_id = exclude_scores.scenario_id
        and nodes.cycle = exclude_scores.cycle
        and nodes.city_code = exclude_scores.city_code
        and nodes.methodology_id = exclude_scores.methodology_id
        and nodes.index_code = exclude_scores.index_code
        and nodes.node_code = exclude_scores.node_code
        and exclude_scores.missing_rule = 'exclude'
),

-- an index under another version needs a score in every area at the top of the tree
top_areas as (
    select
        computed.scenario_id,
        computed.cycle,
        computed.city_code,
        computed.methodology_id,
        computed.index_code,
        max(case when computed.computed_own is null then 1 else 0 end) = 1 as has_gap
    from computed
    inner join areas
        on computed.methodology_id = areas.methodology_id
        and computed.index_code = areas.index_code
        and computed.node_code = areas.area_code
    where areas.parent_area_code = 'INDEX'
    group by
        computed.scenario_id, computed.cycle, computed.city_code, computed.methodology_id, computed.index_code
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
            when computed.node_code = 'INDEX' and computed.is_back_cast and top_areas.has_gap then 'area_without_score'
            -- asked enough as a whole, but none of the areas below has a score of its own
            when
                computed.is_back_cast
                and computed.computed_own is null
                and round(computed.coverage, 12) >= {{ var('coverage_indicative') }}
                then 'area_without_score'
        end as comparability_reason
    from computed
    inner join top_areas
        on computed.scenario_id = top_areas.scenario_id
        and computed.cycle = top_areas.cycle
        and computed.city_code = top_areas.city_code
        and computed.methodology_id = top_areas.methodology_id
        and computed.index_code = top_areas.index_code
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
    comparability_reason
from shown
