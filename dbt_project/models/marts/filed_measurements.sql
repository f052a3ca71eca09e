with

strategies as (
    select * from {{ ref('int_strategies__current') }}
),

indicators as (
    select * from {{ ref('int_strategy_indicators__current') }}
),

measurements as (
    select * from {{ ref('int_measurements__current') }}
)

select
    strategies.city_code,
    measurements.indicator_id,
    measurements.observed_on,
    measurements.group_code,
    measurements.revision,
    measurements.value,
    measurements.source_url,
    {{ mask_contacts('measurements.note') }} as note
from measurements
inner join indicators on measurements.indicator_id = indicators.indicator_id
inner join strategies on indicators.strategy_id = strategies.strategy_id
where strategies.city_code is not null
