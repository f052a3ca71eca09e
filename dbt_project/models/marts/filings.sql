-- What counts now of what each city has filed: submissions one by one, grid and facts together.
with

cities as (
    select * from {{ ref('int_cities__current') }}
),

versions as (
    select * from {{ ref('int_versions__dated') }}
    where is_current and has_counted
),

answers as (
    select * from {{ ref('int_answers__current') }}
),

submissions as (
    select
        cycle,
        city_code,
        submission_id,
        {{ join_text('distinct department', 'department') }} as department,
        count(*) as row_count
    from answers
    group by cycle, city_code, submission_id
),

-- facts have their year at the end of what they are known by
counted as (
    select
        kind,
        city_code,
        from_on,
        case when kind = 'facts' then cast(right(thing, 4) as integer) else cycle end as cycle
    from versions
    where kind in ('policy_grid', 'facts')
),

filed as (
    select
        submissions.cycle,
        submissions.city_code,
        'answers' as kind,
        submissions.submission_id as filing_id,
        versions.version,
        submissions.department,
        submissions.row_count,
        versions.from_on as arrived_on
    from submissions
    inner join versions
        on submissions.cycle = versions.cycle
        and submissions.city_code = versions.city_code
        and submissions.submission_id = versions.thing
        and versions.kind = 'answers'

    union all

    select
        cycle,
        city_code,
        kind,
        '' as filing_id,
        cast(null as integer) as version,
        cast(null as varchar) as department,
        count(*) as row_count,
        max(from_on) as arrived_on
    from counted
    group by cycle, city_code, kind
)

select
    filed.cycle,
    filed.city_code,
    filed.kind,
    filed.filing_id,
    filed.version,
    {{ mask_contacts('filed.department') }} as department,
    cast(filed.row_count as integer) as row_count,
    nullif(filed.arrived_on, {{ long_ago() }}) as arrived_on
from filed
inner join cities on filed.city_code = cities.city_code
