{% macro cities_rows(publish) -%}
select
    city_code, city_name, unit_kind, country_iso2, region_name, network_codes, population, population_year,
    foreign_born_pct, foreign_born_year, share_kind, languages, latitude, longitude, joined_on, publish,
    {{ public_link('source_url') }} as source_url
from {{ ref('int_cities__current') }}
where publish = '{{ publish }}'
{%- endmacro %}
