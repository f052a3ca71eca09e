{#
    Select the rows of a raw table with the types of its contract (models/staging/_raw.yml), defaults filled in.
    Intake has checked each cell already, so a cast that fails here is a fault of ours and stops the run.
#}
{% macro stage(table) -%}
{%- set relation = source('raw', table) -%}
{%- if execute -%}
{%- set node = graph.sources.values() | selectattr('source_name', 'equalto', 'raw') | selectattr('name', 'equalto', table) | first -%}
select
    {%- for column in node.columns.values() %}
    {%- set type = 'varchar' if column.data_type == 'yes_no' else column.data_type %}
    {%- set cell = 'cast(' ~ column.name ~ ' as ' ~ type ~ ')' %}
    {%- set default = column.config.meta.get('default') %}
    {%- if default is not none and default is defined %}
    coalesce({{ cell }}, {{ "'" ~ default ~ "'" if type == 'varchar' else default }}) as {{ column.name }}
    {%- else %}
    {{ cell }} as {{ column.name }}
    {%- endif %}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ relation }}
{%- else -%}
select * from {{ relation }}
{%- endif -%}
{%- endmacro %}
