with

strategies as (
    select * from {{ ref('int_strategies__current') }}
)

select
    strategies.strategy_id,
    strategies.revision,
    strategies.city_code,
    {{ mask_contacts('strategies.title') }} as title,
    strategies.adopted_on,
    strategies.starts_on,
    strategies.ends_on,
    strategies.evaluation_planned_on,
    strategies.url
from strategies
where strategies.city_code is not null
