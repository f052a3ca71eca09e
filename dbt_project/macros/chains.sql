{# By what an objective is known: its text, whatever its case and the spaces around it; without one the empty text. #}
{% macro objective_key(objective) -%}
coalesce(lower(trim({{ objective }})), '')
{%- endmacro %}
