{# The plan: what is done, by whom, when and for how much. #}
{% macro result_actions_rows(audience) -%}
with

strategies as (
    {{ chain_strategies(audience) }}
),

known as (
    select max(as_of) as as_of from {{ source('monitoring', 'progress') }}
)

select
    tied.strategy_id,
    objectives.objective_number,
    tied.entry_id,
    tied.city_code,
    actions.cycle,
    tied.tie,
    tied.indicator_ids,
    actions.area_code,
    {{ mask_contacts('actions.department') }} as department,
    actions.entry_kind,
    {{ mask_contacts('actions.title') }} as title,
    actions.status,
    actions.started_on,
    actions.ended_on,
    case
        when actions.status in ('planned', 'ongoing') and actions.ended_on < known.as_of then 'end'
        when actions.status = 'planned' and actions.started_on < known.as_of then 'start'
    end as milestone_passed,
    actions.budget_eur,
    actions.spent_eur,
    case
        when actions.spent_eur is not null then 'spent'
        when actions.budget_eur is not null then 'budget_only'
        else 'none'
    end as cost_known,
    actions.evaluated,
    {{ public_link('actions.evidence_url') }} as evidence_url,
    case when actions.is_accepted then 'yes' else 'no' end as is_accepted
from {{ ref('int_actions__tied') }} as tied
inner join {{ ref('int_actions__latest') }} as actions
    on tied.audience = actions.audience
    and tied.city_code = actions.city_code
    and tied.entry_id = actions.entry_id
inner join strategies on tied.strategy_id = strategies.strategy_id
inner join {{ ref('int_objectives__numbered') }} as objectives
    on tied.strategy_id = objectives.strategy_id
    and tied.objective_key = objectives.objective_key
cross join known
where tied.audience = '{{ audience }}'
{%- endmacro %}
