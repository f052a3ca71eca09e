-- The bands of a city at a cycle, from the fact nearest to the cycle of its own that counts there.
with

members as (
    select * from {{ ref('network_members') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

facts as (
    select * from {{ ref('int_facts__current') }}
),

bands as (
    select * from {{ ref('peer_bands') }}
),

present as (
    select
        cycle,
        city_code
    from members

    union

    select
        cycle,
        city_code
    from publications
),

anchored as (
    select
        present.cycle,
        present.city_code,
        coalesce(members.member_cycle, present.cycle) as anchor_cycle,
        members.publish as member_publish
    from present
    left join members
        on present.cycle = members.cycle
        and present.city_code = members.city_code
),

-- a measured fact comes before the register, the share of foreign-born before that of foreign residents
candidates as (
    select
        anchored.cycle,
        anchored.city_code,
        anchored.anchor_cycle,
        case when facts.fact_code = 'population' then 'population' else 'diversity' end as band_kind,
        case when facts.fact_code = 'foreign_residents_pct' then 2 else 1 end as preference,
        facts.year,
        facts.value,
        case facts.fact_code
            when 'foreign_born_pct' then 'foreign_born'
            when 'foreign_residents_pct' then 'foreign_residents'
        end as share_kind
    from anchored
    inner join facts on anchored.city_code = facts.city_code
    where facts.fact_code in ('population', 'foreign_born_pct', 'foreign_residents_pct') and facts.value is not null

    union all

    select
        anchored.cycle,
        anchored.city_code,
        anchored.anchor_cycle,
        'population' as band_kind,
        3 as preference,
        cities.population_year as year,
        cast(cities.population as double) as value,
        null as share_kind
    from anchored
    inner join cities on anchored.city_code = cities.city_code
    where cities.population is not null

    union all

    select
        anchored.cycle,
        anchored.city_code,
        anchored.anchor_cycle,
        'diversity' as band_kind,
        3 as preference,
        cities.foreign_born_year as year,
        cities.foreign_born_pct as value,
        coalesce(cities.share_kind, 'foreign_born') as share_kind
    from anchored
    inner join cities on anchored.city_code = cities.city_code
    where cities.foreign_born_pct is not null and coalesce(cities.share_kind, 'foreign_born') <> 'other'
),

nearest as (
    select
        candidates.*,
        row_number() over (
            partition by cycle, city_code, band_kind
            order by preference, abs(year - anchor_cycle), year
        ) as place
    from candidates
    where abs(year - anchor_cycle) <= {{ var('fact_window_years') }}
),

banded as (
    select
        nearest.cycle,
        nearest.city_code,
        nearest.band_kind,
        nearest.year,
        nearest.value,
        nearest.share_kind,
        bands.band_code
    from nearest
    left join bands
        on nearest.band_kind = bands.band_kind
        and nearest.cycle >= bands.first_cycle
        and nearest.cycle <= coalesce(bands.last_cycle, 9999)
        and nearest.value >= bands.lower_inclusive
        and (bands.upper_exclusive is null or nearest.value < bands.upper_exclusive)
    where nearest.place = 1
)

select
    anchored.cycle,
    anchored.city_code,
    anchored.anchor_cycle,
    case when anchored.member_publish = 'yes' then 'yes' else coalesce(publications.publish, cities.publish) end
        as publish,
    case when cities.unit_kind in ('city', 'district') then populations.band_code end as population_band,
    diversities.band_code as diversity_band,
    cast(populations.value as bigint) as population,
    populations.year as population_year,
    diversities.value as share_pct,
    diversities.share_kind,
    diversities.year as share_year
from anchored
inner join cities on anchored.city_code = cities.city_code
left join publications
    on anchored.cycle = publications.cycle
    and anchored.city_code = publications.city_code
left join banded as populations
    on anchored.cycle = populations.cycle
    and anchored.city_code = populations.city_code
    and populations.band_kind = 'population'
left join banded as diversities
    on anchored.cycle = diversities.cycle
    and anchored.city_code = diversities.city_code
    and diversities.band_kind = 'diversity'
