-- At which levels of government something is done in each area: published activities and accepted entries of grids.
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

areas as (
    select * from {{ ref('areas') }}
),

activity_areas as (
    select
        activity_id,
        host_city_code,
        governance_levels,
        {{ list_items('area_codes') }} as area_code
    from activities
    where area_codes is not null and governance_levels is not null
),

activity_cells as (
    select
        activity_id,
        host_city_code,
        area_code,
        {{ list_items('governance_levels') }} as governance_level
    from activity_areas
),

entry_cells as (
    select
        practices.practice_id,
        practices.city_code,
        practices.area_code,
        {{ list_items('entries.governance_levels') }} as governance_level
    from entries
    inner join practices
        on entries.cycle || '/' || entries.city_code || '/' || entries.entry_id = practices.practice_id
    where entries.governance_levels is not null
),

cells as (
    select
        area_code,
        governance_level,
        activity_id,
        cast(null as varchar) as practice_id,
        host_city_code as city_code
    from activity_cells

    union all

    select
        area_code,
        governance_level,
        cast(null as varchar) as activity_id,
        practice_id,
        city_code
    from entry_cells
)

select
    cells.area_code,
    cells.governance_level,
    cast(count(distinct cells.activity_id) as integer) as activities,
    cast(count(distinct cells.practice_id) as integer) as grid_entries,
    cast(count(distinct cells.city_code) as integer) as cities
from cells
inner join areas on cells.area_code = areas.area_code
group by cells.area_code, cells.governance_level
