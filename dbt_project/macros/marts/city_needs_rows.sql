{% macro city_needs_rows(publish) -%}
select
    cycle, city_code, methodology_id, index_code, area_code, score, reference_p75, reference_group_kind,
    reference_group_code, cast(reference_cities as integer) as reference_cities, need, reason
from {{ ref('needs_measured') }}
where publish = '{{ publish }}'
{%- endmacro %}
