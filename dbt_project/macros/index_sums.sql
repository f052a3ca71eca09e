{#
    A sum or count of an area in an index, from a row of `areas_totalled`: the extended index has the core questions too.
#}
{% macro sum_in_index(name, totals, index_code) -%}
coalesce({{ totals }}.core_{{ name }}, 0) + case when {{ index_code }} = 'extended' then coalesce({{ totals }}.extended_{{ name }}, 0) else 0 end
{%- endmacro %}
