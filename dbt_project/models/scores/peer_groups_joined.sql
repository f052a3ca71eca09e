-- The peer groups that each city belongs to at a cycle.
{{ config(materialized='view') }}
with

bands as (
    select * from {{ ref('bands_assigned') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

memberships as (
    select
        city_code,
        {{ list_items('network_codes') }} as network_code
    from cities
    where network_codes is not null
),

groups as (
    select
        cycle,
        city_code,
        'all' as peer_group_kind,
        'all' as peer_group_code
    from bands

    union all

    select
        cycle,
        city_code,
        'population' as peer_group_kind,
        population_band as peer_group_code
    from bands
    where population_band is not null

    union all

    select
        cycle,
        city_code,
        'diversity' as peer_group_kind,
        diversity_band as peer_group_code
    from bands
    where diversity_band is not null

    union all

    select
        cycle,
        city_code,
        'population_diversity' as peer_group_kind,
        population_band || '|' || diversity_band as peer_group_code
    from bands
    where population_band is not null and diversity_band is not null

    union all

    select
        bands.cycle,
        bands.city_code,
        'country' as peer_group_kind,
        lower(cities.country_iso2) as peer_group_code
    from bands
    inner join cities on bands.city_code = cities.city_code

    union all

    select
        bands.cycle,
        bands.city_code,
        'network' as peer_group_kind,
        memberships.network_code as peer_group_code
    from bands
    inner join memberships on bands.city_code = memberships.city_code
)

select * from groups
