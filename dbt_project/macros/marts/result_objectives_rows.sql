{# One objective: its plan and its outcomes beside each other. #}
{% macro result_objectives_rows(audience) -%}
with

strategies as (
    {{ chain_strategies(audience) }}
),

plan as (
    select
        strategy_id,
        objective_number,
        {{ count_actions() }}
    from {{ ref(result_name(audience, 'actions')) }}
    group by strategy_id, objective_number
),

outcomes as (
    select
        strategy_id,
        objective_number,
        {{ count_outcomes() }}
    from {{ ref(result_name(audience, 'indicators')) }}
    group by strategy_id, objective_number
)

select
    objectives.strategy_id,
    objectives.objective_number,
    strategies.city_code,
    {{ mask_contacts('objectives.objective') }} as objective,
    {%- for column in action_columns().split() %}
    coalesce(plan.{{ column }}, 0) as {{ column }},
    {%- endfor %}
    plan.budget_eur,
    plan.spent_eur,
    {%- for column in outcome_columns().split() %}
    coalesce(outcomes.{{ column }}, 0) as {{ column }},
    {%- endfor %}
    case
        when objectives.objective_number = 0 then 'no_objective'
        when plan.strategy_id is null then 'no_action'
        when outcomes.strategy_id is null then 'no_indicator'
    end as gap
from {{ ref('int_objectives__numbered') }} as objectives
inner join strategies on objectives.strategy_id = strategies.strategy_id
left join plan
    on objectives.strategy_id = plan.strategy_id
    and objectives.objective_number = plan.objective_number
left join outcomes
    on objectives.strategy_id = outcomes.strategy_id
    and objectives.objective_number = outcomes.objective_number
where plan.strategy_id is not null or outcomes.strategy_id is not null
{%- endmacro %}
