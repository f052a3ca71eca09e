{% macro next_steps_rows(publish) -%}
select
    cycle, city_code, step_rank, methodology_id, index_code, area_code, question_codes, changes, gain_area, gain_index,
    peers_with, peers, practice_id
from {{ source('analysis', 'next_steps') }}
where publish = '{{ publish }}'
{%- endmacro %}
