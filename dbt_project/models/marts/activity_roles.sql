with

roles as (
    select * from {{ ref('int_activity_roles__current') }}
),

activities as (
    select * from {{ ref('activities') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
)

select
    roles.activity_id,
    roles.city_code,
    roles.role,
    roles.participants,
    {{ mask_contacts('roles.department') }} as department,
    {{ mask_contacts('roles.outcome') }} as outcome
from roles
inner join activities on roles.activity_id = activities.activity_id
inner join cities on roles.city_code = cities.city_code
where cities.publish = 'yes'
