{#
    Lists inside a cell: codes separated by |, trimmed, each once, in order (intake writes them so), which makes
    equality of text equality of sets. These macros are all that the models know about lists.
#}
{% macro list_count(list_column) -%}
case when {{ list_column }} is null or {{ list_column }} = '' then 0 else length({{ list_column }}) - length(replace({{ list_column }}, '|', '')) + 1 end
{%- endmacro %}

{% macro list_contains(list_column, code) -%}
(position('|' || {{ code }} || '|' in '|' || {{ list_column }} || '|') > 0)
{%- endmacro %}

{# Aggregate: the union of several lists. #}
{% macro list_union(list_column) -%}
{{ return(adapter.dispatch('list_union')(list_column)) }}
{%- endmacro %}

{% macro duckdb__list_union(list_column) -%}
nullif(array_to_string(list_sort(list_distinct(flatten(list(string_split({{ list_column }}, '|')) filter (where {{ list_column }} is not null)))), '|'), '')
{%- endmacro %}

{# One row per item. #}
{% macro list_items(list_column) -%}
{{ return(adapter.dispatch('list_items')(list_column)) }}
{%- endmacro %}

{% macro duckdb__list_items(list_column) -%}
unnest(string_split({{ list_column }}, '|'))
{%- endmacro %}
