-- The objectives of strategies: those that indicators measure, then those that only actions name, in the order of their
-- words; 0 stands for what names no objective.
with

measured as (
    select
        strategy_id,
        {{ objective_key('objective') }} as objective_key,
        min(trim(objective)) as objective
    from {{ ref('int_strategy_indicators__current') }}
    group by strategy_id, {{ objective_key('objective') }}
),

named as (
    select
        tied.strategy_id,
        tied.objective_key,
        min(trim(actions.objective)) as objective
    from {{ ref('int_actions__tied') }} as tied
    inner join {{ ref('int_actions__latest') }} as actions
        on tied.audience = actions.audience
        and tied.city_code = actions.city_code
        and tied.entry_id = actions.entry_id
    left join measured
        on tied.strategy_id = measured.strategy_id
        and tied.objective_key = measured.objective_key
    where measured.strategy_id is null
    group by tied.strategy_id, tied.objective_key
),

objectives as (
    select
        *,
        true as is_measured
    from measured

    union all

    select
        *,
        false as is_measured
    from named
),

strategies as (
    select * from {{ ref('int_strategies__current') }}
),

-- number 0 stands apart, so that the others begin with 1
ordered as (
    select
        *,
        row_number() over (
            partition by strategy_id, objective_key = ''
            order by case when is_measured then 0 else 1 end, objective_key
        ) as place
    from objectives
)

select
    ordered.strategy_id,
    ordered.objective_key,
    case when ordered.objective_key = '' then 0 else cast(ordered.place as integer) end as objective_number,
    case when ordered.objective_key <> '' then ordered.objective end as objective,
    ordered.is_measured
from ordered
inner join strategies on ordered.strategy_id = strategies.strategy_id
