with

strategies as (
    select * from {{ ref('int_strategies__current') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
)

select
    strategies.strategy_id,
    strategies.city_code,
    {{ mask_contacts('strategies.title') }} as title,
    strategies.adopted_on,
    strategies.starts_on,
    strategies.ends_on,
    strategies.evaluation_planned_on,
    {{ public_link('strategies.url') }} as url
from strategies
inner join cities on strategies.city_code = cities.city_code
where cities.publish = 'yes'
