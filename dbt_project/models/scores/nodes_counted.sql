-- Each node of the tree (areas at any depth, and INDEX) with the counts of the questions below it and what its scores
-- are, whatever may be shown of them.
{{ config(materialized='view') }}
with

areas as (
    select * from {{ ref('areas_summed') }}
),

composites as (
    select * from {{ ref('composites_scored') }}
),

participations as (
    select * from {{ ref('int_participations__numbered') }}
),

asked as (
    select * from {{ ref('int_nodes__asked') }}
),

nodes as (
    select
        scenario_id,
        cycle,
        city_code,
        methodology_id,
        index_code,
        area_code as node_code,
        weight_asked,
        weight_in_version,
        questions_in_denominator,
        questions_answered,
        questions_asked,
        questions_in_version,
        is_back_cast,
        asked_share,
        is_asked_enough,
        case when is_asked_enough then points_zero / nullif(weight_zero, 0) end as computed_zero,
        case when is_asked_enough then points_exclude / nullif(weight_exclude, 0) end as computed_exclude,
        false as has_gap_zero,
        false as has_gap_exclude,
        participation_number,
        node_number
    from areas

    union all

    select
        participations.scenario_id,
        participations.cycle,
        participations.city_code,
        asked.methodology_id,
        asked.index_code,
        asked.node_code,
        asked.weight_asked,
        asked.weight_in_version,
        composites.questions_in_denominator,
        composites.questions_answered,
        asked.questions_asked,
        asked.questions_in_version,
        asked.is_back_cast,
        asked.asked_share,
        asked.is_asked_enough,
        composites.score_zero as computed_zero,
        composites.score_exclude as computed_exclude,
        composites.has_gap_zero,
        composites.has_gap_exclude,
        composites.participation_number,
        composites.node_number
    from composites
    inner join participations on composites.participation_number = participations.participation_number
    inner join asked
        on participations.questionnaire_id = asked.questionnaire_id
        and composites.node_number = asked.node_number
)

select
    nodes.*,
    questions_answered / nullif(cast(questions_in_denominator as double), 0) as coverage
from nodes
