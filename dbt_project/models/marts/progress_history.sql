select
    history.indicator_id,
    strategies.city_code,
    history.observed_on,
    history.value,
    history.target_on,
    history.target_value,
    history.status,
    history.progress_ratio
from {{ source('monitoring', 'progress_history') }} as history
inner join {{ ref('int_strategy_indicators__current') }} as indicators
    on history.indicator_id = indicators.indicator_id
inner join {{ ref('int_strategies__current') }} as strategies
    on indicators.strategy_id = strategies.strategy_id
inner join {{ ref('int_cities__current') }} as cities
    on strategies.city_code = cities.city_code
where cities.publish = 'yes'
