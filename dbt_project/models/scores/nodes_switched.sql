-- The values between two cycles: each node, its questions (with place and tree) taken from either cycle, with the
-- scores, statuses and weights of either, and with what both cycles have in common.
{{ config(materialized='view') }}
{%- set ways = ['from_from', 'from_to', 'to_from', 'to_to', 'shared'] %}
select
    pair_number,
    questions_of,
    node_number
    {%- for way in ways %},
    from_score_{{ way }} as from_value_{{ way }},
    to_score_{{ way }} as to_value_{{ way }}
    {%- endfor %},
    question_count_shared
from {{ ref('areas_switched') }}

union all

select
    pair_number,
    questions_of,
    node_number
    {%- for way in ways %},
    from_value_{{ way }},
    to_value_{{ way }}
    {%- endfor %},
    question_count_shared
from {{ ref('composites_switched') }}
