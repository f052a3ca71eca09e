{% macro indicator_progress_rows(publish) -%}
select
    progress.indicator_id, progress.strategy_id, strategies.city_code, progress.as_of, nullif(progress.group_code, '') as group_code,
    progress.target_on, progress.status, progress.overdue, progress.progress_ratio, progress.rule, progress.baseline_on,
    progress.baseline_value, progress.latest_value, progress.latest_on, progress.target_value, progress.needed_next_year,
    progress.other_rules
from {{ source('monitoring', 'progress') }} as progress
inner join {{ ref('int_strategies__current') }} as strategies on progress.strategy_id = strategies.strategy_id
inner join {{ ref('int_cities__current') }} as cities on strategies.city_code = cities.city_code
where cities.publish = '{{ publish }}'
{%- endmacro %}
