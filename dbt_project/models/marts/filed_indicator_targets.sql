with

strategies as (
    select * from {{ ref('int_strategies__current') }}
),

indicators as (
    select * from {{ ref('int_strategy_indicators__current') }}
),

targets as (
    select * from {{ ref('int_indicator_targets__current') }}
)

select
    strategies.city_code,
    targets.indicator_id,
    targets.group_code,
    targets.target_on,
    targets.revision,
    targets.target_value
from targets
inner join indicators on targets.indicator_id = indicators.indicator_id
inner join strategies on indicators.strategy_id = strategies.strategy_id
where strategies.city_code is not null
