with

measurements as (
    select * from {{ ref('int_measurements__usable') }}
),

indicators as (
    select * from {{ ref('strategy_indicators') }}
)

select
    measurements.indicator_id,
    measurements.group_code,
    measurements.observed_on,
    measurements.value,
    {{ public_link('measurements.source_url') }} as source_url
from measurements
inner join indicators on measurements.indicator_id = indicators.indicator_id
