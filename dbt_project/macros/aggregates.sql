{# Linear quantiles of a column, as numpy's default: a list, so that the values are kept once for all shares. #}
{% macro quantiles(column, shares) -%}
{{ return(adapter.dispatch('quantiles')(column, shares)) }}
{%- endmacro %}

{% macro duckdb__quantiles(column, shares) -%}
quantile_cont({{ column }}, {{ shares }})
{%- endmacro %}

{# One of these, counted from 1. #}
{% macro pick_quantile(quantiles, place) -%}
{{ return(adapter.dispatch('pick_quantile')(quantiles, place)) }}
{%- endmacro %}

{% macro duckdb__pick_quantile(quantiles, place) -%}
{{ quantiles }}[{{ place }}]
{%- endmacro %}

{# A single one. #}
{% macro quantile(column, share) -%}
{{ pick_quantile(quantiles(column, [share]), 1) }}
{%- endmacro %}

{#
    Sum and product of fractions, the same to the last digit in whatever order the rows come. One city alone, a scenario
    and the whole network then have equal scores, although their rows are read in other orders. A sum is made of whole
    numbers of 2^-60, which add up exactly; a product begins with the smallest factor.
#}
{% macro steady_sum(column, condition=none) -%}
{{ return(adapter.dispatch('steady_sum')(column, condition)) }}
{%- endmacro %}

{% macro duckdb__steady_sum(column, condition) -%}
sum(cast(({{ column }}) * power(2, 60) as hugeint)){% if condition %} filter (where {{ condition }}){% endif %} / power(2, 60)
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
