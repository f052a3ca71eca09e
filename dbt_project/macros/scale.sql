{# Whether a value lies outside the scale of its indicator; null where neither end of the scale is known. #}
{% macro is_off_scale(values, indicators) -%}
({{ values }}.value < {{ indicators }}.scale_min or {{ values }}.value > {{ indicators }}.scale_max)
{%- endmacro %}
