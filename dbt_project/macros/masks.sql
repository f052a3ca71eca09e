{#
    Free text as it may be published: e-mail addresses and telephone numbers are masked. A telephone number is an
    international or national one (+, 00 or 0 first), or groups of digits as they are written in Europe and North America.
#}
{% macro mask_contacts(text) -%}
{{ return(adapter.dispatch('mask_contacts')(text)) }}
{%- endmacro %}

{% macro duckdb__mask_contacts(text) -%}
regexp_replace(
    regexp_replace({{ text }}, '[A-Za-z0-9._%+''-]+\s?(@|\(at\)|\[at\])\s?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+', '[e-mail removed]', 'g'),
    '(\+|\b00)[1-9][0-9]{0,2}([ ./()-]{0,2}[0-9]){6,12}\b|\(0[0-9]{1,4}\)([ ./-]{0,2}[0-9]){5,9}\b|\b0[0-9]{1,4}([ ./-]{0,2}[0-9]){6,9}\b|\b[0-9]{2}( [0-9]{2}){3,4}\b|(\([0-9]{3}\) ?|\b[0-9]{3}[-. ])[0-9]{3}[-. ][0-9]{4}\b',
    '[telephone number removed]', 'g'
)
{%- endmacro %}

{# A link as it may be published: http and https only, nothing that holds contact data. #}
{% macro public_link(url) -%}
case
    when lower({{ url }}) like 'http://%' or lower({{ url }}) like 'https://%'
        then case when {{ url }} not like '%@%' then {{ url }} end
end
{%- endmacro %}

{# Whether a text is a link that a browser can follow: http or https, a host with a point in it, no spaces. #}
{% macro is_link(url) -%}
{{ return(adapter.dispatch('is_link')(url)) }}
{%- endmacro %}

{% macro duckdb__is_link(url) -%}
regexp_matches({{ url }}, '^https?://[^\s/?#@:]+\.[^\s/?#@:.]{2,}(:[0-9]{1,5})?([/?#]\S*)?$', 'i')
{%- endmacro %}
