{#
    The result chain for one audience: `own`, a city at all that it filed, or `public`, everybody at what a review accepted.
    Each table is made from the one before; nothing is averaged, and no status of an indicator is put on an action.
#}
{% macro result_name(audience, table) -%}
{{ 'own_' if audience == 'own' }}result_{{ table }}
{%- endmacro %}

{# Strategies that the audience may see. #}
{% macro chain_strategies(audience) -%}
select strategies.*
    from {{ ref('int_strategies__current') }} as strategies
    inner join {{ ref('int_cities__current') }} as cities on strategies.city_code = cities.city_code
    {%- if audience == 'public' %}
    where cities.publish = 'yes'
    {%- endif %}
{%- endmacro %}

{# Counts over actions, each counted once however many rows it has; sums only of amounts that are known. #}
{% macro count_actions() -%}
cast(count(*) as integer) as actions,
        cast(count(*) filter (where status = 'planned') as integer) as actions_planned,
        cast(count(*) filter (where status = 'ongoing') as integer) as actions_ongoing,
        cast(count(*) filter (where status = 'completed') as integer) as actions_completed,
        cast(count(*) filter (where status = 'discontinued') as integer) as actions_discontinued,
        cast(count(*) filter (where status is null) as integer) as actions_without_status,
        cast(count(*) filter (where milestone_passed is not null) as integer) as actions_late,
        cast(count(*) filter (where cost_known = 'none') as integer) as actions_without_cost,
        cast(count(*) filter (where cost_known = 'spent') as integer) as actions_with_spending,
        cast(count(*) filter (where budget_eur is not null) as integer) as actions_with_budget,
        round(sum(budget_eur), 2) as budget_eur,
        round(sum(spent_eur), 2) as spent_eur
{%- endmacro %}

{% macro count_outcomes() -%}
cast(count(*) as integer) as indicators,
        cast(count(*) filter (where movement = 'wanted_way') as integer) as indicators_wanted_way,
        cast(count(*) filter (where movement = 'other_way') as integer) as indicators_other_way,
        cast(count(*) filter (where movement = 'unchanged') as integer) as indicators_unchanged,
        cast(count(*) filter (where movement = 'not_measured') as integer) as indicators_not_measured
{%- endmacro %}

{% macro action_columns() -%}
actions actions_planned actions_ongoing actions_completed actions_discontinued actions_without_status actions_late
actions_without_cost actions_with_spending actions_with_budget
{%- endmacro %}

{% macro outcome_columns() -%}
indicators indicators_wanted_way indicators_other_way indicators_unchanged indicators_not_measured
{%- endmacro %}
