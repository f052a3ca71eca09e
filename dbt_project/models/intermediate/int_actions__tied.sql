-- Actions tied to the objectives of a strategy: by the indicators that they name, and by the objective that they name.
-- An objective that no indicator of a running strategy has is kept as the city wrote it; an action that names nothing
-- stands in the strategy that ran when it was filed, under no objective. That is all a tie says: nothing of causes.
with

actions as (
    select * from {{ ref('int_actions__latest') }}
),

running as (
    select * from {{ ref('int_strategies__running') }}
),

strategies as (
    select * from {{ ref('int_strategies__current') }}
),

indicators as (
    select
        strategy_indicators.indicator_id,
        strategy_indicators.strategy_id,
        strategies.city_code,
        {{ objective_key('strategy_indicators.objective') }} as objective_key
    from {{ ref('int_strategy_indicators__current') }} as strategy_indicators
    inner join strategies on strategy_indicators.strategy_id = strategies.strategy_id
),

objectives as (
    select distinct
        strategy_id,
        objective_key
    from indicators
    where objective_key <> ''
),

named as (
    select
        audience,
        city_code,
        entry_id,
        {{ list_items('indicator_ids') }} as indicator_id
    from actions
    where indicator_ids is not null
),

by_indicator as (
    select
        named.audience,
        named.city_code,
        named.entry_id,
        indicators.strategy_id,
        indicators.objective_key,
        {{ join_text('named.indicator_id', 'named.indicator_id') }} as indicator_ids
    from named
    inner join indicators
        on named.indicator_id = indicators.indicator_id
        and named.city_code = indicators.city_code
    group by
        named.audience, named.city_code, named.entry_id, indicators.strategy_id, indicators.objective_key
),

by_objective as (
    select
        actions.audience,
        actions.city_code,
        actions.entry_id,
        objectives.strategy_id,
        actions.objective_key
    from actions
    inner join running
        on actions.city_code = running.city_code
        and actions.cycle = running.cycle
    inner join objectives
        on running.strategy_id = objectives.strategy_id
        and actions.objective_key = objectives.objective_key
),

-- an objective in words that no indicator has
unmeasured as (
    select
        actions.audience,
        actions.city_code,
        actions.entry_id,
        running.strategy_id,
        actions.objective_key
    from actions
    inner join running
        on actions.city_code = running.city_code
        and actions.cycle = running.cycle
        and running.is_home
    left join by_objective
        on actions.audience = by_objective.audience
        and actions.city_code = by_objective.city_code
        and actions.entry_id = by_objective.entry_id
    where actions.objective_key <> '' and by_objective.entry_id is null
),

ties as (
    select
        audience,
        city_code,
        entry_id,
        strategy_id,
        objective_key,
        indicator_ids,
        'indicator' as tie
    from by_indicator

    union all

    select
        by_objective.audience,
        by_objective.city_code,
        by_objective.entry_id,
        by_objective.strategy_id,
        by_objective.objective_key,
        cast(null as varchar) as indicator_ids,
        'objective' as tie
    from by_objective
    left join by_indicator
        on by_objective.audience = by_indicator.audience
        and by_objective.city_code = by_indicator.city_code
        and by_objective.entry_id = by_indicator.entry_id
        and by_objective.strategy_id = by_indicator.strategy_id
        and by_objective.objective_key = by_indicator.objective_key
    where by_indicator.entry_id is null

    union all

    select
        audience,
        city_code,
        entry_id,
        strategy_id,
        objective_key,
        cast(null as varchar) as indicator_ids,
        'objective_unmeasured' as tie
    from unmeasured
),

tied as (
    select distinct
        audience,
        city_code,
        entry_id
    from ties
),

untied as (
    select
        actions.audience,
        actions.city_code,
        actions.entry_id,
        running.strategy_id,
        '' as objective_key,
        cast(null as varchar) as indicator_ids,
        'none' as tie
    from actions
    inner join running
        on actions.city_code = running.city_code
        and actions.cycle = running.cycle
        and running.is_home
    left join tied
        on actions.audience = tied.audience
        and actions.city_code = tied.city_code
        and actions.entry_id = tied.entry_id
    where tied.entry_id is null
)

select * from ties

union all

select * from untied
