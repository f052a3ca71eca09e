with

strategies as (
    select * from {{ ref('int_strategies__current') }}
),

indicators as (
    select * from {{ ref('int_strategy_indicators__current') }}
)

select
    strategies.city_code,
    indicators.indicator_id,
    indicators.revision,
    indicators.strategy_id,
    {{ mask_contacts('indicators.objective') }} as objective,
    indicators.area_code,
    {{ mask_contacts('indicators.name') }} as name,
    {{ mask_contacts('indicators.unit') }} as unit,
    indicators.kind,
    indicators.wanted_direction,
    indicators.scale_min,
    indicators.scale_max,
    indicators.baseline_value,
    indicators.baseline_on,
    indicators.target_value,
    indicators.target_on,
    indicators.tolerance_pct,
    indicators.progress_rule,
    {{ mask_contacts('indicators.source') }} as source,
    indicators.collection_frequency
from indicators
inner join strategies on indicators.strategy_id = strategies.strategy_id
where strategies.city_code is not null
