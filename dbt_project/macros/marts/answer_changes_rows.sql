{% macro answer_changes_rows(publish) -%}
select
    moved.city_code, moved.from_cycle, moved.to_cycle, moved.from_methodology_id, moved.to_methodology_id, moved.index_code,
    moved.question_code, moved.from_question_code, moved.to_question_code, moved.from_area_code, moved.to_area_code,
    moved.from_state, moved.to_state, moved.from_option_codes, moved.to_option_codes, moved.from_score, moved.to_score,
    moved.what_changed, moved.index_points
from {{ ref('answers_moved') }} as moved
inner join {{ ref('int_cities__current') }} as cities on moved.city_code = cities.city_code
where cities.publish = '{{ publish }}'
{%- endmacro %}
