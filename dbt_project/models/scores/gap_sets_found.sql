-- Which areas have no score of their own, in each index and under each missing rule. Most participations share a set,
-- so the tree is evaluated once per set and not once per city.
with

areas as (
    select * from {{ ref('areas_summed') }}
),

asked as (
    select * from {{ ref('int_nodes__asked') }}
    where node_code = 'INDEX'
),

participations as (
    select * from {{ ref('int_participations__numbered') }}
),

zero_gaps as (
    select
        participation_number,
        index_node_number,
        {{ join_text('area_code', 'area_code') }} as area_codes
    from areas
    where weight_zero = 0
    group by participation_number, index_node_number
),

exclude_gaps as (
    select
        participation_number,
        index_node_number,
        {{ join_text('area_code', 'area_code') }} as area_codes
    from areas
    where weight_exclude = 0
    group by participation_number, index_node_number
),

found as (
    select
        participations.participation_number,
        asked.node_number as index_node_number,
        participations.questionnaire_id,
        coalesce(zero_gaps.area_codes, '') as zero_gaps,
        coalesce(exclude_gaps.area_codes, '') as exclude_gaps
    from participations
    inner join asked on participations.questionnaire_id = asked.questionnaire_id
    left join zero_gaps
        on participations.participation_number = zero_gaps.participation_number
        and asked.node_number = zero_gaps.index_node_number
    left join exclude_gaps
        on participations.participation_number = exclude_gaps.participation_number
        and asked.node_number = exclude_gaps.index_node_number
),

sets as (
    select distinct
        questionnaire_id,
        index_node_number,
        zero_gaps,
        exclude_gaps
    from found
),

numbered as (
    select
        sets.*,
        cast(row_number() over (order by questionnaire_id, index_node_number, zero_gaps, exclude_gaps) as integer)
            as gap_set_number
    from sets
)

select
    found.participation_number,
    numbered.*
from found
inner join numbered
    on found.questionnaire_id = numbered.questionnaire_id
    and found.index_node_number = numbered.index_node_number
    and found.zero_gaps = numbered.zero_gaps
    and found.exclude_gaps = numbered.exclude_gaps
