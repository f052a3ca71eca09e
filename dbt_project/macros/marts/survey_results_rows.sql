{# Public where the city is; with a participation that is held back, its survey waits as well. #}
{% macro survey_results_rows(publish) -%}
select
    results.cycle, results.city_code, results.item_code, results.group_kind, results.group_code,
    results.respondents, results.mean, results.low, results.high, results.reason
from {{ ref('survey_results_guarded') }} as results
inner join {{ ref('int_cities__current') }} as cities on results.city_code = cities.city_code
inner join {{ ref('methodologies') }} as methodologies
    on results.cycle >= methodologies.first_cycle
    and results.cycle <= coalesce(methodologies.last_cycle, 9999)
left join {{ ref('int_publications__decided') }} as publications
    on results.cycle = publications.cycle
    and results.city_code = publications.city_code
where coalesce(publications.publish, cities.publish) = '{{ publish }}'
{%- endmacro %}
