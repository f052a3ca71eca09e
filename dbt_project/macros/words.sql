{# A sentence with {placeholders}, each replaced by the text of its expression; an empty one leaves nothing. #}
{% macro fill_in(sentence, placeholders) -%}
{{ 'replace(' * (placeholders | length) }}{{ sentence }}
{%- for name, value in placeholders.items() %}, '{{ '{' ~ name ~ '}' }}', coalesce({{ value }}, '')){% endfor %}
{%- endmacro %}

{# A number as text, without a point where it is whole. #}
{% macro plain_number(value) -%}
case
            when {{ value }} = floor({{ value }}) then cast(cast({{ value }} as bigint) as varchar)
            else cast({{ value }} as varchar)
        end
{%- endmacro %}
