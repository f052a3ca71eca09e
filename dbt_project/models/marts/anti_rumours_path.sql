-- How far each city has come with the steps of the anti-rumours methodology: from what is public of it, so that nothing
-- of an unpublished city is counted. What a city hosts and what it takes part in are its activities.
with

rumours as (
    select * from {{ ref('rumours') }}
),

activities as (
    select * from {{ ref('activities') }}
    where kind in ('anti_rumour_campaign', 'anti_rumour_training')
),

roles as (
    select * from {{ ref('activity_roles') }}
),

steps as (
    select * from {{ ref('anti_rumours_steps') }}
),

cities as (
    select * from {{ ref('cities') }}
),

own_activities as (
    select
        roles.city_code,
        roles.activity_id
    from roles
    inner join activities on roles.activity_id = activities.activity_id

    union

    select
        host_city_code as city_code,
        activity_id
    from activities
    where host_city_code is not null
),

-- everything that shows a step, with what it counts: a rumour, a partner, people, a campaign
shown as (
    select
        'identify' as step_code,
        city_code,
        recorded_on as shown_on,
        'rumour ' || rumour_id as evidence,
        rumour_id as thing,
        cast(null as bigint) as people,
        cast(null as bigint) as reach
    from rumours

    union all

    -- nobody files on which day evidence was found
    select
        'evidence' as step_code,
        city_code,
        cast(null as date) as shown_on,
        'rumour ' || rumour_id as evidence,
        rumour_id as thing,
        cast(null as bigint) as people,
        cast(null as bigint) as reach
    from rumours
    where evidence_summary is not null or evidence_url is not null or status <> 'recorded'

    union all

    select
        'network' as step_code,
        own_activities.city_code,
        activities.starts_on as shown_on,
        'activity ' || activities.activity_id as evidence,
        partners.city_code || ' ' || coalesce(lower(trim(partners.department)), '') as thing,
        cast(null as bigint) as people,
        cast(null as bigint) as reach
    from own_activities
    inner join activities on own_activities.activity_id = activities.activity_id
    inner join roles as partners
        on own_activities.activity_id = partners.activity_id
        and partners.role = 'partner'

    union all

    select
        'agents' as step_code,
        roles.city_code,
        activities.starts_on as shown_on,
        'activity ' || activities.activity_id as evidence,
        activities.activity_id as thing,
        cast(roles.participants as bigint) as people,
        cast(null as bigint) as reach
    from roles
    inner join activities on roles.activity_id = activities.activity_id
    where roles.role = 'trainee' and activities.kind = 'anti_rumour_training'

    union all

    select
        'campaign' as step_code,
        own_activities.city_code,
        activities.starts_on as shown_on,
        'activity ' || activities.activity_id as evidence,
        activities.activity_id as thing,
        cast(null as bigint) as people,
        activities.reach
    from own_activities
    inner join activities on own_activities.activity_id = activities.activity_id
    where activities.kind = 'anti_rumour_campaign'

    union all

    -- a rumour can say that there was a campaign, but not which
    select
        'campaign' as step_code,
        city_code,
        cast(null as date) as shown_on,
        'rumour ' || rumour_id as evidence,
        cast(null as varchar) as thing,
        cast(null as bigint) as people,
        cast(null as bigint) as reach
    from rumours
    where status in ('campaigned', 'monitored')
),

ordered as (
    select
        *,
        row_number() over (
            partition by city_code, step_code
            order by case when shown_on is null then 1 else 0 end, shown_on, evidence
        ) as place
    from shown
),

summed as (
    select
        city_code,
        step_code,
        min(shown_on) as reached_on,
        min(case when place = 1 then evidence end) as evidence,
        case when step_code = 'agents' then sum(people) else count(distinct thing) end as counted,
        sum(reach) as reach
    from ordered
    group by city_code, step_code
),

on_the_path as (
    select distinct city_code
    from summed
)

select
    on_the_path.city_code,
    steps.step_code,
    case when summed.step_code is not null then 'yes' else 'no' end as is_reached,
    summed.reached_on,
    summed.evidence,
    cast(case when summed.step_code is null then 0 else summed.counted end as bigint) as counted,
    cast(summed.reach as bigint) as reach
from on_the_path
inner join cities on on_the_path.city_code = cities.city_code
cross join steps
left join summed
    on on_the_path.city_code = summed.city_code
    and steps.step_code = summed.step_code
