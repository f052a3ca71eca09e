-- What departments do: of each entry of the policy grids, from whichever cycle, what was filed last. The city sees
-- everything that it filed, everybody else what a review accepted, each with a latest row of its own.
{%- set audiences = {'own': 'true', 'public': "accepted.is_accepted and accepted.publish = 'yes'"} %}
with

entries as (
    select * from {{ ref('int_policy_grid__current') }}
),

accepted as (
    select * from {{ ref('int_grid_entries__accepted') }}
),
{%- for audience, condition in audiences.items() %}

latest_{{ audience }} as (
    select
        '{{ audience }}' as audience,
        entries.city_code,
        entries.entry_id,
        max(entries.cycle) as cycle
    from entries
    inner join accepted
        on entries.cycle = accepted.cycle
        and entries.city_code = accepted.city_code
        and entries.entry_id = accepted.entry_id
    where {{ condition }}
    group by entries.city_code, entries.entry_id
),
{%- endfor %}

latest as (
    select * from latest_own

    union all

    select * from latest_public
)

select
    latest.audience,
    entries.city_code,
    entries.entry_id,
    entries.cycle,
    accepted.area_code,
    entries.department,
    entries.entry_kind,
    entries.title,
    entries.status,
    entries.started_on,
    entries.ended_on,
    entries.budget_eur,
    entries.spent_eur,
    entries.objective,
    {{ objective_key('entries.objective') }} as objective_key,
    entries.indicator_ids,
    entries.evaluated,
    entries.evidence_url,
    accepted.is_accepted
from latest
inner join entries
    on latest.cycle = entries.cycle
    and latest.city_code = entries.city_code
    and latest.entry_id = entries.entry_id
inner join accepted
    on latest.cycle = accepted.cycle
    and latest.city_code = accepted.city_code
    and latest.entry_id = accepted.entry_id
