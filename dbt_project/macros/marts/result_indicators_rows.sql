{# The outcomes: how each indicator stands, by its furthest target for everybody. #}
{% macro result_indicators_rows(audience) -%}
with

strategies as (
    {{ chain_strategies(audience) }}
),

progress as (
    select
        *,
        row_number() over (
            partition by indicator_id
            order by coalesce(target_on, date '9999-12-31') desc
        ) as place
    from {{ source('monitoring', 'progress') }}
    where group_code = ''
),

values_counted as (
    select
        measurements.indicator_id,
        count(*) as measurements,
        count(*) filter (where indicators.baseline_on is null or measurements.observed_on > indicators.baseline_on)
            as measurements_since
    from {{ ref('int_measurements__usable') }} as measurements
    inner join {{ ref('int_strategy_indicators__current') }} as indicators
        on measurements.indicator_id = indicators.indicator_id
    where measurements.group_code is null and measurements.value is not null
    group by measurements.indicator_id
),

named as (
    select
        strategy_id,
        entry_id,
        {{ list_items('indicator_ids') }} as indicator_id
    from {{ ref(result_name(audience, 'actions')) }}
    where indicator_ids is not null
),

actions_counted as (
    select
        indicator_id,
        count(distinct entry_id) as actions
    from named
    group by indicator_id
),

joined as (
    select
        indicators.indicator_id,
        indicators.strategy_id,
        objectives.objective_number,
        strategies.city_code,
        indicators.area_code,
        {{ mask_contacts('indicators.name') }} as name,
        {{ mask_contacts('indicators.unit') }} as unit,
        indicators.kind,
        indicators.wanted_direction,
        coalesce(progress.baseline_on, indicators.baseline_on) as baseline_on,
        coalesce(progress.baseline_value, indicators.baseline_value) as baseline_value,
        progress.latest_on,
        progress.latest_value,
        coalesce(progress.target_on, indicators.target_on) as target_on,
        coalesce(progress.target_value, indicators.target_value) as target_value,
        coalesce(progress.status, 'insufficient_data') as status,
        progress.overdue,
        progress.as_of,
        coalesce(values_counted.measurements, 0) as measurements,
        coalesce(values_counted.measurements_since, 0) as measurements_since,
        coalesce(actions_counted.actions, 0) as actions,
        round(progress.latest_value - coalesce(progress.baseline_value, indicators.baseline_value), 12) as change
    from {{ ref('int_strategy_indicators__current') }} as indicators
    inner join strategies on indicators.strategy_id = strategies.strategy_id
    inner join {{ ref('int_objectives__numbered') }} as objectives
        on indicators.strategy_id = objectives.strategy_id
        and {{ objective_key('indicators.objective') }} = objectives.objective_key
    left join progress
        on indicators.indicator_id = progress.indicator_id
        and progress.place = 1
    left join values_counted on indicators.indicator_id = values_counted.indicator_id
    left join actions_counted on indicators.indicator_id = actions_counted.indicator_id
)

select
    indicator_id,
    strategy_id,
    objective_number,
    city_code,
    area_code,
    name,
    unit,
    kind,
    wanted_direction,
    baseline_on,
    baseline_value,
    latest_on,
    latest_value,
    target_on,
    target_value,
    status,
    overdue,
    as_of,
    cast(measurements as integer) as measurements,
    cast(actions as integer) as actions,
    case when measurements_since > 0 then change end as change,
    case
        when measurements_since = 0 or latest_value is null then 'not_measured'
        when change is null then 'no_baseline'
        when change = 0 then 'unchanged'
        when wanted_direction is null then 'no_direction'
        when (wanted_direction = 'up') = (change > 0) then 'wanted_way'
        else 'other_way'
    end as movement
from joined
{%- endmacro %}
