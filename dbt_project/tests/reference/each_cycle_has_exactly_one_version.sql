{{ config(meta={'dagster': {'ref': {'name': 'methodologies'}}}) }}
with

versions as (
    select
        methodology_id,
        first_cycle,
        coalesce(last_cycle, 9999) as last_cycle
    from {{ ref('methodologies') }}
),

backwards as (
    select methodology_id
    from versions
    where first_cycle is null or first_cycle > last_cycle
),

overlapping as (
    select versions.methodology_id
    from versions
    inner join versions as others
        on versions.methodology_id <> others.methodology_id
        and versions.first_cycle <= others.last_cycle
        and others.first_cycle <= versions.last_cycle
),

-- all but the first version begin the year after another one ends
after_a_gap as (
    select versions.methodology_id
    from versions
    left join versions as earlier on versions.first_cycle = earlier.last_cycle + 1
    where
        earlier.methodology_id is null
        and versions.first_cycle > (select min(every_version.first_cycle) from versions as every_version)
        and not exists (
            select 1
            from versions as covering
            where
                covering.first_cycle < versions.first_cycle
                and covering.last_cycle >= versions.first_cycle
        )
)

select methodology_id from backwards
union all
select methodology_id from overlapping
union all
select methodology_id from after_a_gap
