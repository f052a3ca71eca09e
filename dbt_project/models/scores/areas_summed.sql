-- Sums and counts over the questions of each area that holds questions, in each index: the extended one has the core
-- questions too.
{{ config(materialized='view') }}
with

totals as (
    select * from {{ ref('areas_totalled') }}
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
),

asked as (
    select * from {{ ref('int_nodes__asked') }}
),

participations as (
    select * from {{ ref('int_participations__numbered') }}
)

select
    participations.scenario_id,
    participations.cycle,
    participations.city_code,
    nodes.methodology_id,
    nodes.index_code,
    nodes.node_code as area_code
    {%- for rule in ['zero', 'exclude'] %},
    {{ sum_in_index('weight_' ~ rule, 'totals', 'nodes.index_code') }} as weight_{{ rule }},
    {{ sum_in_index('points', 'totals', 'nodes.index_code') }} as points_{{ rule }}
    {%- endfor %},
    asked.weight_asked,
    asked.weight_in_version,
    {{ sum_in_index('in_denominator', 'totals', 'nodes.index_code') }} as questions_in_denominator,
    {{ sum_in_index('answered', 'totals', 'nodes.index_code') }} as questions_answered,
    asked.questions_asked,
    asked.questions_in_version,
    asked.extended_asked,
    participations.participation_number,
    nodes.node_number,
    nodes.index_node_number,
    asked.asked_share,
    asked.is_back_cast,
    asked.is_asked_enough
from totals
inner join nodes on totals.area_number = nodes.area_number
inner join participations on totals.participation_number = participations.participation_number
-- an index of which nothing was asked is not there
inner join asked
    on participations.questionnaire_id = asked.questionnaire_id
    and nodes.node_number = asked.node_number
