{# A whole strategy: an action that serves several objectives counts once. #}
{% macro result_strategies_rows(audience) -%}
with

strategies as (
    {{ chain_strategies(audience) }}
),

known as (
    select max(as_of) as as_of from {{ source('monitoring', 'progress') }}
),

-- what an action has is the same in each of its rows
actions as (
    select
        strategy_id,
        entry_id,
        max(status) as status,
        max(milestone_passed) as milestone_passed,
        max(cost_known) as cost_known,
        max(budget_eur) as budget_eur,
        max(spent_eur) as spent_eur,
        max(case when objective_number > 0 or tie = 'indicator' then 1 else 0 end) as is_tied
    from {{ ref(result_name(audience, 'actions')) }}
    group by strategy_id, entry_id
),

plan as (
    select
        strategy_id,
        {{ count_actions() }},
        cast(sum(1 - is_tied) as integer) as actions_untied
    from actions
    group by strategy_id
),

outcomes as (
    select
        strategy_id,
        {{ count_outcomes() }},
        cast(count(*) filter (where actions = 0) as integer) as indicators_without_action
    from {{ ref(result_name(audience, 'indicators')) }}
    group by strategy_id
),

objectives as (
    select
        strategy_id,
        cast(count(*) filter (where objective_number > 0) as integer) as objectives,
        cast(count(*) filter (where gap = 'no_action') as integer) as objectives_without_action,
        cast(count(*) filter (where gap = 'no_indicator') as integer) as objectives_without_indicator
    from {{ ref(result_name(audience, 'objectives')) }}
    group by strategy_id
)

select
    strategies.strategy_id,
    strategies.city_code,
    {{ mask_contacts('strategies.title') }} as title,
    strategies.starts_on,
    strategies.ends_on,
    known.as_of,
    coalesce(objectives.objectives, 0) as objectives,
    coalesce(objectives.objectives_without_action, 0) as objectives_without_action,
    coalesce(objectives.objectives_without_indicator, 0) as objectives_without_indicator,
    {%- for column in action_columns().split() %}
    coalesce(plan.{{ column }}, 0) as {{ column }},
    {%- endfor %}
    coalesce(plan.actions_untied, 0) as actions_untied,
    plan.budget_eur,
    plan.spent_eur,
    {%- for column in outcome_columns().split() %}
    coalesce(outcomes.{{ column }}, 0) as {{ column }},
    {%- endfor %}
    coalesce(outcomes.indicators_without_action, 0) as indicators_without_action
from strategies
cross join known
left join plan on strategies.strategy_id = plan.strategy_id
left join outcomes on strategies.strategy_id = outcomes.strategy_id
left join objectives on strategies.strategy_id = objectives.strategy_id
{%- endmacro %}
