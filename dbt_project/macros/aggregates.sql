{# Linear quantile, as numpy's default. #}
{% macro quantile(column, share) -%}
{{ return(adapter.dispatch('quantile')(column, share)) }}
{%- endmacro %}

{% macro duckdb__quantile(column, share) -%}
quantile_cont({{ column }}, {{ share }})
{%- endmacro %}

{# Product of a column: the weight of a path is the product of the shares on it. #}
{% macro product(column) -%}
{{ return(adapter.dispatch('product')(column)) }}
{%- endmacro %}

{% macro duckdb__product(column) -%}
product({{ column }})
{%- endmacro %}

{# Text of several rows in one cell, in order. #}
{% macro join_text(column, order_by) -%}
{{ return(adapter.dispatch('join_text')(column, order_by)) }}
{%- endmacro %}

{% macro duckdb__join_text(column, order_by) -%}
string_agg({{ column }}, '|' order by {{ order_by }})
{%- endmacro %}
