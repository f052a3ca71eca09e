{% macro score_changes_rows(publish) -%}
select
    changes.city_code, changes.from_cycle, changes.to_cycle, changes.from_methodology_id, changes.to_methodology_id,
    changes.index_code, changes.node_code as area_code, changes.change_like_for_like,
    cast(changes.questions_compared as integer) as questions_compared, changes.change_official, changes.from_answers,
    changes.from_coverage, changes.from_questions, changes.from_weights, changes.reason
from {{ ref('changes_split') }} as changes
inner join {{ ref('int_cities__current') }} as cities on changes.city_code = cities.city_code
where cities.publish = '{{ publish }}'
{%- endmacro %}
