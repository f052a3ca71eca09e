{# Every problem with the times in which it was there; what is found in the scores and in the strategies comes in here. #}
{% macro all_tickets() -%}
select * from {{ ref('int_tickets__found') }}

    union all

    select * from {{ ref('areas_jumped') }}

    union all

    select
        alerts.alert_code as ticket_code,
        strategies.city_code,
        cast(null as integer) as cycle,
        indicators.area_code,
        cast(null as varchar) as question_code,
        indicators.indicator_id || ' ' || cast(alerts.from_on as varchar) as subject,
        alerts.detail,
        indicators.source_file,
        indicators.source_sha256,
        indicators.source_sheet,
        indicators.source_row,
        cast(null as varchar) as location,
        cast(null as varchar) as what,
        cast(null as varchar) as how_to_fix,
        alerts.from_on,
        alerts.to_on,
        alerts.to_on is null as is_open,
        false as is_settled,
        cast(null as date) as settled_on
    from {{ source('monitoring', 'alerts') }} as alerts
    inner join {{ ref('int_strategy_indicators__current') }} as indicators
        on alerts.indicator_id = indicators.indicator_id
    inner join {{ ref('int_strategies__current') }} as strategies
        on indicators.strategy_id = strategies.strategy_id
{%- endmacro %}

{# The same problem has the same code at each run, from whatever file it is known. #}
{% macro ticket_id(rows) -%}
md5(
            {{ rows }}.ticket_code || chr(31) || coalesce({{ rows }}.city_code, '') || chr(31) || {{ rows }}.subject
        )
{%- endmacro %}
