-- Which strategies of a city ran in the year of each cycle for which it filed a grid; of several the one that began
-- last is its home: there stands what names no objective of any.
with

strategies as (
    select
        strategy_id,
        city_code,
        extract(year from coalesce(starts_on, adopted_on)) as start_year,
        extract(year from ends_on) as end_year
    from {{ ref('int_strategies__current') }}
),

filed as (
    select distinct
        city_code,
        cycle
    from {{ ref('int_policy_grid__current') }}
)

select
    filed.city_code,
    filed.cycle,
    strategies.strategy_id,
    row_number() over (
        partition by filed.city_code, filed.cycle
        order by coalesce(strategies.start_year, 0) desc, strategies.strategy_id
    ) = 1 as is_home
from filed
inner join strategies
    on filed.city_code = strategies.city_code
    and coalesce(strategies.start_year, filed.cycle) <= filed.cycle
    and coalesce(strategies.end_year, filed.cycle) >= filed.cycle
