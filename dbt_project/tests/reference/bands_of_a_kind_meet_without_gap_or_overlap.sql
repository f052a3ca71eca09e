{{ config(meta={'dagster': {'ref': {'name': 'peer_bands'}}}) }}
with

bands as (
    select * from {{ ref('peer_bands') }}
),

-- the years in which something changes
years as (
    select first_cycle as cycle from bands
    union
    select last_cycle + 1 as cycle from bands
    where last_cycle is not null
    union
    select first_cycle as cycle from {{ ref('methodologies') }}
),

kinds as (
    select distinct band_kind
    from bands
),

in_force as (
    select
        kinds.band_kind,
        years.cycle,
        bands.band_code,
        bands.lower_inclusive,
        bands.upper_exclusive,
        lag(bands.upper_exclusive, 1, 0) over (
            partition by kinds.band_kind, years.cycle order by bands.lower_inclusive
        ) as lower_expected,
        lead(bands.band_code) over (
            partition by kinds.band_kind, years.cycle order by bands.lower_inclusive
        ) as next_band_code
    from kinds
    cross join years
    left join bands
        on kinds.band_kind = bands.band_kind
        and years.cycle >= bands.first_cycle
        and years.cycle <= coalesce(bands.last_cycle, 9999)
)

select *
from in_force
where
    band_code is null
    or lower_inclusive is null
    or lower_expected is null
    or lower_inclusive <> lower_expected
    or (next_band_code is null) <> (upper_exclusive is null)
    or upper_exclusive <= lower_inclusive
