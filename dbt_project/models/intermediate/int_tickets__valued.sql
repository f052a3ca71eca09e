-- Values of strategies that cannot be compared: outside the scale of their indicator, or of one whose unit changed.
{%- set parts = ['staged.indicator_id', 'cast(staged.observed_on as varchar)', "coalesce(staged.group_code, '')"] %}
with

strategies as (
    select * from {{ ref('int_strategies__current') }}
),

first_units as (
    select * from {{ ref('int_units__first') }}
),

indicators as (
    {{ dated_rows('strategy_indicators', '0', 'staged.indicator_id', 'revision', "''") }}
),

measured as (
    {{ dated_rows('measurements', '0', parts | join("\n        || ' ' || "), 'revision', "''") }}
),

off_scale as (
    select
        'measurement_off_scale' as ticket_code,
        strategies.city_code,
        indicators.area_code,
        'indicator ' || measured.indicator_id || ' ' || cast(measured.observed_on as varchar)
        || coalesce(' ' || measured.group_code, '') as subject,
        format('{:g}', measured.value) || ' on ' || cast(measured.observed_on as varchar) as detail,
        measured.source_file,
        measured.source_sha256,
        measured.source_sheet,
        measured.source_row,
        greatest(measured.from_on, indicators.from_on) as from_on,
        coalesce(least(measured.to_on, indicators.to_on), measured.to_on, indicators.to_on) as to_on,
        measured.is_current and indicators.is_current as is_open
    from measured
    inner join indicators
        on measured.indicator_id = indicators.indicator_id
        and measured.from_moment < coalesce(indicators.to_moment, measured.from_moment + 1)
        and indicators.from_moment < coalesce(measured.to_moment, indicators.from_moment + 1)
    inner join strategies on indicators.strategy_id = strategies.strategy_id
    where {{ is_off_scale('measured', 'indicators') }}
),

first_measured as (
    select
        indicator_id,
        min(from_on) as measured_on
    from measured
    group by indicator_id
),

unit_changed as (
    select
        'indicator_unit_changed' as ticket_code,
        strategies.city_code,
        indicators.area_code,
        'indicator ' || indicators.indicator_id as subject,
        first_units.unit || ' → ' || lower(trim(indicators.unit)) as detail,
        indicators.source_file,
        indicators.source_sha256,
        indicators.source_sheet,
        indicators.source_row,
        greatest(indicators.from_on, first_measured.measured_on) as from_on,
        indicators.to_on,
        indicators.is_current as is_open
    from indicators
    inner join first_units on indicators.indicator_id = first_units.indicator_id
    inner join first_measured on indicators.indicator_id = first_measured.indicator_id
    inner join strategies on indicators.strategy_id = strategies.strategy_id
    where
        lower(trim(indicators.unit)) != first_units.unit
        and (indicators.to_on is null or indicators.to_on > first_measured.measured_on)
),

found as (
    select * from off_scale
    union all
    select * from unit_changed
)

select
    ticket_code,
    city_code,
    cast(null as integer) as cycle,
    area_code,
    cast(null as varchar) as question_code,
    subject,
    detail,
    source_file,
    source_sha256,
    source_sheet,
    source_row,
    from_on,
    to_on,
    is_open
from found
