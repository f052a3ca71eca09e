{% macro robustness_rows(publish) -%}
select
    intervals.cycle, intervals.city_code, intervals.methodology_id, intervals.index_code,
    intervals.score_low, intervals.score_high, intervals.draws, intervals.seed
from {{ source('analysis', 'score_intervals') }} as intervals
inner join {{ ref('int_cities__current') }} as cities on intervals.city_code = cities.city_code
where cities.publish = '{{ publish }}'
{%- endmacro %}
