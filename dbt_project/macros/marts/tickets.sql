{# Every problem with the times in which it was there; what is found in the scores comes in here. #}
{% macro all_tickets() -%}
select * from {{ ref('int_tickets__found') }}

    union all

    select * from {{ ref('areas_jumped') }}
{%- endmacro %}

{# The same problem has the same code at each run, from whatever file it is known. #}
{% macro ticket_id(rows) -%}
md5(
            {{ rows }}.ticket_code || chr(31) || coalesce({{ rows }}.city_code, '') || chr(31) || {{ rows }}.subject
        )
{%- endmacro %}
