with

targets as (
    select * from {{ ref('int_indicator_targets__current') }}
),

indicators as (
    select * from {{ ref('strategy_indicators') }}
)

select
    targets.indicator_id,
    targets.group_code,
    targets.target_on,
    targets.target_value
from targets
inner join indicators on targets.indicator_id = indicators.indicator_id
