-- At how many of the cities of a country, region or network something is done at each level of government: by published
-- activities that they host, and accepted entries of their grids. A share only of a group that is large enough.
with

activities as (
    select * from {{ ref('activities') }}
),

practices as (
    select * from {{ ref('grid_practices') }}
),

entries as (
    select * from {{ ref('int_policy_grid__current') }}
),

cities as (
    select * from {{ ref('cities') }}
),

activity_levels as (
    select
        host_city_code as city_code,
        activity_id,
        {{ list_items('governance_levels') }} as governance_level
    from activities
    where governance_levels is not null and host_city_code is not null
),

entry_levels as (
    select
        practices.city_code,
        practices.practice_id,
        {{ list_items('entries.governance_levels') }} as governance_level
    from entries
    inner join practices
        on entries.cycle || '/' || entries.city_code || '/' || entries.entry_id = practices.practice_id
    where entries.governance_levels is not null
),

done as (
    select
        city_code,
        governance_level,
        activity_id,
        cast(null as varchar) as practice_id
    from activity_levels

    union all

    select
        city_code,
        governance_level,
        cast(null as varchar) as activity_id,
        practice_id
    from entry_levels
),

networks as (
    select
        city_code,
        {{ list_items('network_codes') }} as network_code
    from cities
    where network_codes is not null
),

members as (
    select
        'all' as group_kind,
        'all' as group_code,
        city_code
    from cities

    union all

    select
        'country' as group_kind,
        country_iso2 as group_code,
        city_code
    from cities

    union all

    select
        'region' as group_kind,
        country_iso2 || '|' || region_name as group_code,
        city_code
    from cities
    where region_name is not null

    union all

    select distinct
        'network' as group_kind,
        network_code as group_code,
        city_code
    from networks
),

sizes as (
    select
        group_kind,
        group_code,
        count(*) as group_cities
    from members
    group by group_kind, group_code
),

counted as (
    select
        members.group_kind,
        members.group_code,
        done.governance_level,
        count(distinct done.city_code) as cities,
        count(distinct done.activity_id) as activities,
        count(distinct done.practice_id) as grid_entries
    from done
    inner join members on done.city_code = members.city_code
    group by members.group_kind, members.group_code, done.governance_level
)

select
    counted.group_kind,
    counted.group_code,
    counted.governance_level,
    cast(sizes.group_cities as integer) as group_cities,
    cast(counted.cities as integer) as cities,
    cast(counted.activities as integer) as activities,
    cast(counted.grid_entries as integer) as grid_entries,
    case
        when sizes.group_cities >= {{ var('peer_group_least') }}
            then round(counted.cities / cast(sizes.group_cities as double), 12)
    end as share
from counted
inner join sizes
    on counted.group_kind = sizes.group_kind
    and counted.group_code = sizes.group_code
