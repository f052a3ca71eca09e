-- Each node of the tree (areas at any depth, and INDEX) with the pooled counts of the questions below it.
with

areas as (
    select * from {{ ref('areas_summed') }}
),

-- each node once per area with questions below it; such an area is a node of its own too
members as (
    select distinct
        methodology_id,
        index_code,
        node_code,
        leaf_area_code
    from {{ ref('int_areas__pathed') }}

    union

    select distinct
        methodology_id,
        index_code,
        leaf_area_code as node_code,
        leaf_area_code
    from {{ ref('int_areas__pathed') }}
),

participations as (
    select * from {{ ref('int_participations') }}
),

pooled as (
    select
        areas.scenario_id,
        areas.cycle,
        areas.city_code,
        areas.methodology_id,
        areas.index_code,
        members.node_code,
        {{ steady_sum('areas.weight_asked') }} as weight_asked,
        {{ steady_sum('areas.weight_in_version') }} as weight_in_version,
        sum(areas.questions_in_denominator) as questions_in_denominator,
        sum(areas.questions_answered) as questions_answered,
        sum(areas.questions_asked) as questions_asked,
        sum(areas.questions_in_version) as questions_in_version
    from areas
    inner join members
        on areas.methodology_id = members.methodology_id
        and areas.index_code = members.index_code
        and areas.area_code = members.leaf_area_code
    group by
        areas.scenario_id, areas.cycle, areas.city_code, areas.methodology_id, areas.index_code, members.node_code
)

select
    pooled.*,
    participations.questionnaire_id <> pooled.methodology_id as is_back_cast,
    pooled.questions_answered / nullif(cast(pooled.questions_in_denominator as double), 0) as coverage,
    coalesce(pooled.weight_asked / nullif(pooled.weight_in_version, 0), 0) as asked_share,
    -- only another version than the one filled in has questions that were not asked
    participations.questionnaire_id = pooled.methodology_id
    or (
        pooled.questions_asked > 0
        -- at 12 digits: four of five questions that weigh 0.3 each are 80 %, though their sums divide to a little less
        and round(coalesce(pooled.weight_asked / nullif(pooled.weight_in_version, 0), 0), 12)
        >= case
            when pooled.node_code = 'INDEX' then {{ var('index_asked_least') }}
            else {{ var('area_asked_least') }}
        end
    ) as is_asked_enough
from pooled
inner join participations
    on pooled.scenario_id = participations.scenario_id
    and pooled.cycle = participations.cycle
    and pooled.city_code = participations.city_code
