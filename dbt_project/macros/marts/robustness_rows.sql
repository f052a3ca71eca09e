{% macro robustness_rows(publish) -%}
select
    intervals.cycle, intervals.city_code, intervals.methodology_id, intervals.index_code,
    intervals.score_low, intervals.score_high, intervals.draws, intervals.seed
from {{ source('analysis', 'score_intervals') }} as intervals
inner join {{ ref('int_publications__decided') }} as publications
    on intervals.cycle = publications.cycle
    and intervals.city_code = publications.city_code
where publications.publish = '{{ publish }}'
{%- endmacro %}
