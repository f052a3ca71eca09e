-- The values that something is worked out from: not those outside the scale of their indicator, and none of an
-- indicator whose unit has changed. Both have their tickets (int_tickets__valued).
with

measurements as (
    select * from {{ ref('int_measurements__current') }}
),

indicators as (
    select * from {{ ref('int_strategy_indicators__current') }}
),

first_units as (
    select * from {{ ref('int_units__first') }}
)

select measurements.*
from measurements
left join indicators on measurements.indicator_id = indicators.indicator_id
left join first_units on measurements.indicator_id = first_units.indicator_id
where
    not coalesce({{ is_off_scale('measurements', 'indicators') }}, false)
    and coalesce(lower(trim(indicators.unit)) = first_units.unit, true)
