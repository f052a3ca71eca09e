-- Which of the departments that do something, as the policy grids say, have had people at an academy or a training.
-- Departments are the same where their names are, but for case and spaces around them.
with

entries as (
    select * from {{ ref('int_policy_grid__current') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
),

activities as (
    select * from {{ ref('activities') }}
    where kind in ('academy', 'competence_training', 'anti_rumour_training')
),

roles as (
    select * from {{ ref('activity_roles') }}
),

with_entries as (
    select distinct
        entries.city_code,
        lower(trim(entries.department)) as department
    from entries
    inner join publications
        on entries.cycle = publications.cycle
        and entries.city_code = publications.city_code
    where publications.publish = 'yes' and entries.department is not null
),

trained as (
    select distinct
        roles.city_code,
        lower(trim(roles.department)) as department
    from roles
    inner join activities on roles.activity_id = activities.activity_id
    where roles.role = 'trainee' and roles.department is not null
),

departments as (
    select
        coalesce(with_entries.city_code, trained.city_code) as city_code,
        with_entries.department is not null as has_entry,
        trained.department is not null as is_trained
    from with_entries
    full outer join trained
        on with_entries.city_code = trained.city_code
        and with_entries.department = trained.department
)

select
    city_code,
    cast(sum(case when has_entry then 1 else 0 end) as integer) as departments,
    cast(sum(case when has_entry and is_trained then 1 else 0 end) as integer) as departments_trained,
    cast(sum(case when is_trained and not has_entry then 1 else 0 end) as integer) as others_trained,
    sum(case when has_entry and is_trained then 1 else 0 end)
    / nullif(cast(sum(case when has_entry then 1 else 0 end) as double), 0) as coverage
from departments
group by city_code
