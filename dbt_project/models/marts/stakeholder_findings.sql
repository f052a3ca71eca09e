-- How far each type of stakeholder understands and is ready to act, over all visits: medians, and of how many.
with

findings as (
    select * from {{ ref('visit_findings') }}
)

select
    coalesce(stakeholder_type, 'not_named') as stakeholder_type,
    cast(count(distinct activity_id) as integer) as visits,
    cast(count(distinct city_code) as integer) as cities,
    cast(count(*) as integer) as findings,
    cast(count(understanding) as integer) as understanding_count,
    {{ quantile('understanding', 0.5) }} as understanding_median,
    cast(count(readiness) as integer) as readiness_count,
    {{ quantile('readiness', 0.5) }} as readiness_median
from findings
group by coalesce(stakeholder_type, 'not_named')
