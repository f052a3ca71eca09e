-- What visitors found, for the programme: by whom they met, without names; contact data go into no table.
with

findings as (
    select * from {{ ref('int_visit_findings__current') }}
),

activities as (
    select * from {{ ref('int_activities__current') }}
),

roles as (
    select * from {{ ref('int_activity_roles__current') }}
),

areas as (
    select * from {{ ref('areas') }}
),

hosts as (
    {{ activity_hosts() }}
),

-- the host that the activity names, else the first by code
visited as (
    select
        activities.activity_id,
        activities.kind,
        activities.starts_on,
        coalesce(activities.host_city_code, min(hosts.city_code)) as city_code
    from activities
    left join hosts on activities.activity_id = hosts.activity_id
    group by activities.activity_id, activities.kind, activities.starts_on, activities.host_city_code
)

select
    findings.activity_id,
    findings.finding_id,
    visited.kind,
    visited.city_code,
    visited.starts_on as visited_on,
    findings.stakeholder_type,
    findings.understanding,
    findings.readiness,
    findings.area_code,
    {{ mask_contacts('findings.finding') }} as finding
from findings
inner join visited on findings.activity_id = visited.activity_id
left join areas on findings.area_code = areas.area_code
where findings.area_code is null or areas.area_code is not null
