-- Practices that somebody can look at: the register, and entries of policy grids that a review accepted.
with

register as (
    select * from {{ ref('int_good_practices__current') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

entries as (
    select * from {{ ref('int_policy_grid__current') }}
),

accepted as (
    select * from {{ ref('int_grid_entries__accepted') }}
)

select
    register.practice_id,
    'register' as practice_source,
    register.city_code,
    cities.publish,
    register.area_code,
    register.year,
    register.title,
    register.summary,
    cast(null as varchar) as status,
    register.source_url
from register
inner join cities on register.city_code = cities.city_code

union all

-- what is only planned, or was given up, is nothing to look at
select
    entries.cycle || '/' || entries.city_code || '/' || entries.entry_id as practice_id,
    'grid' as practice_source,
    entries.city_code,
    accepted.publish,
    accepted.area_code,
    entries.cycle as year,
    entries.title,
    entries.description as summary,
    entries.status,
    entries.evidence_url as source_url
from entries
inner join accepted
    on entries.cycle = accepted.cycle
    and entries.city_code = accepted.city_code
    and entries.entry_id = accepted.entry_id
where accepted.is_accepted and coalesce(entries.status, 'ongoing') in ('ongoing', 'completed')
