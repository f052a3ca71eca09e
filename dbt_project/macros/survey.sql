{# A number made of several columns: rows that agree in them have the same one, others hardly ever. #}
{% macro key_number(columns) -%}
{{ return(adapter.dispatch('key_number')(columns)) }}
{%- endmacro %}

{% macro duckdb__key_number(columns) -%}
hash({{ columns | join(', ') }})
{%- endmacro %}

{# How many different small numbers a column has; of numbers from 60 on several may count as one. #}
{% macro count_different(number) -%}
{{ return(adapter.dispatch('count_different')(number)) }}
{%- endmacro %}

{% macro duckdb__count_different(number) -%}
bit_count(bit_or(cast(1 as bigint) << cast({{ number }} % 60 as integer)))
{%- endmacro %}

{# Everything that an answer of a resident says, as one text. #}
{% macro survey_content(rows) -%}
{%- for column in ['value', 'weight', 'age_band', 'gender', 'background'] -%}
coalesce(cast({{ rows }}.{{ column }} as varchar), ''){{ " || chr(31) || " if not loop.last }}
{%- endfor -%}
{%- endmacro %}

{# The kinds of group that results of the survey are given for. #}
{% macro survey_group_kinds() -%}
{{ return(['all', 'age_band', 'gender', 'background']) }}
{%- endmacro %}
