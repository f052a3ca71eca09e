-- What a city had filed for a cycle, from one arrival to the next: a moment is a state of it, the last one is now.
with

versions as (
    select * from {{ ref('int_versions__dated') }}
    where not is_disputed
),

moments as (
    select
        cycle,
        city_code,
        from_moment as moment,
        min(from_on) as from_on
    from versions
    group by cycle, city_code, from_moment
)

select
    cycle,
    city_code,
    moment,
    from_on,
    lead(from_on) over (partition by cycle, city_code order by moment) as to_on,
    lead(from_on) over (partition by cycle, city_code order by moment) is null as is_last
from moments
