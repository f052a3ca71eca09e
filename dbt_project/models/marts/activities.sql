-- What the programme did, contact data masked. What an unpublished city hosts is not shown: a title may name the city.
with

activities as (
    select * from {{ ref('int_activities__current') }}
),

roles as (
    select * from {{ ref('int_activity_roles__current') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

hosts as (
    {{ activity_hosts() }}
),

hidden as (
    select distinct hosts.activity_id
    from hosts
    left join cities on hosts.city_code = cities.city_code
    where coalesce(cities.publish, 'no') <> 'yes'
)

select
    activities.activity_id,
    activities.kind,
    {{ mask_contacts('activities.title') }} as title,
    activities.starts_on,
    activities.ends_on,
    activities.host_city_code,
    activities.area_codes,
    activities.governance_levels,
    activities.reach,
    {{ public_link('activities.url') }} as url
from activities
left join hidden on activities.activity_id = hidden.activity_id
where hidden.activity_id is null
