{# Stands for an arrival that nobody recorded, before all others; never shown. #}
{% macro long_ago() -%}
date '0001-01-01'
{%- endmacro %}

{# Reading the latest moment of a participation, or an earlier one: when a problem seen there began, and whether it ended. #}
{% macro moment_life(moments) -%}
{{ moments }}.from_on,
        {{ moments }}.to_on,
        {{ moments }}.is_last as is_open
{%- endmacro %}

{# The same for a problem of one row: it lives as long as the version that holds the row. #}
{% macro version_life(rows) -%}
{{ rows }}.from_on,
        {{ rows }}.to_on,
        {{ rows }}.is_current as is_open
{%- endmacro %}

{# The rows of a staged kind with the time in which their version counted; `city` is '' for kinds that name none. #}
{% macro dated_rows(kind, cycle, thing, version, city="coalesce(staged.city_code, '')") -%}
select
        staged.*,
        versions.from_moment,
        versions.to_moment,
        versions.from_on,
        versions.to_on,
        versions.is_current
    from {{ ref('stg_intake__' ~ kind) }} as staged
    inner join {{ ref('int_versions__dated') }} as versions
        on {{ city }} = versions.city_code
        and {{ cycle }} = versions.cycle
        and {{ thing }} = versions.thing
        and staged.{{ version }} = versions.version
    where versions.kind = '{{ kind }}' and versions.has_counted
{%- endmacro %}
