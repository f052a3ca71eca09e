{# Linear quantile, as numpy's default. #}
{% macro quantile(column, share) -%}
{{ return(adapter.dispatch('quantile')(column, share)) }}
{%- endmacro %}

{% macro duckdb__quantile(column, share) -%}
quantile_cont({{ column }}, {{ share }})
{%- endmacro %}

{#
    Sum and product of fractions, the same to the last digit in whatever order the rows come: the smallest term first. One
    city alone, a scenario and the whole network then have equal scores, although their rows are read in other orders.
#}
{% macro steady_sum(column) -%}
{{ return(adapter.dispatch('steady_sum')(column)) }}
{%- endmacro %}

{% macro duckdb__steady_sum(column) -%}
list_sum(list_sort(list({{ column }})))
{%- endmacro %}

{% macro steady_product(column) -%}
{{ return(adapter.dispatch('steady_product')(column)) }}
{%- endmacro %}

{% macro duckdb__steady_product(column) -%}
list_product(list_sort(list({{ column }})))
{%- endmacro %}

{# Text of several rows in one cell, in order. #}
{% macro join_text(column, order_by) -%}
{{ return(adapter.dispatch('join_text')(column, order_by)) }}
{%- endmacro %}

{% macro duckdb__join_text(column, order_by) -%}
string_agg({{ column }}, '|' order by {{ order_by }})
{%- endmacro %}
