{# A sentence with {placeholders}, each replaced by the text of its expression; an empty one leaves nothing. #}
{% macro fill_in(sentence, placeholders) -%}
{{ 'replace(' * (placeholders | length) }}{{ sentence }}
{%- for name, value in placeholders.items() %}, '{{ '{' ~ name ~ '}' }}', coalesce({{ value }}, '')){% endfor %}
{%- endmacro %}
