-- Which cities of the network are most like each city that took part: in size, diversity, country and language.
with

bands as (
    select * from {{ ref('bands_assigned') }}
),

members as (
    select * from {{ ref('network_members') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

spoken as (
    select
        city_code,
        {{ list_items('languages') }} as language
    from cities
    where languages is not null
),

shared as (
    select distinct
        mine.city_code,
        others.city_code as other_city_code
    from spoken as mine
    inner join spoken as others on mine.language = others.language
),

-- a factor of ten in size, and a quarter of the residents, count as far apart
placed as (
    select
        bands.cycle,
        bands.city_code,
        cities.country_iso2,
        case when bands.population > 0 then log10(bands.population) end as size,
        bands.share_pct / 25 as diversity
    from bands
    inner join cities on bands.city_code = cities.city_code
),

pairs as (
    select
        publications.cycle,
        publications.city_code,
        publications.publish,
        members.city_code as other_city_code,
        case
            when abs(mine.size - others.size) > 1 then 1
            else abs(mine.size - others.size)
        end as size_distance,
        case
            when abs(mine.diversity - others.diversity) > 1 then 1
            else abs(mine.diversity - others.diversity)
        end as diversity_distance,
        case when mine.country_iso2 = others.country_iso2 then 0 else 1 end as country_distance,
        case when shared.city_code is null then 1 else 0 end as language_distance
    from publications
    inner join members
        on publications.cycle = members.cycle
        and publications.city_code <> members.city_code
        and members.publish = 'yes'
    inner join placed as mine
        on publications.cycle = mine.cycle
        and publications.city_code = mine.city_code
    inner join placed as others
        on members.cycle = others.cycle
        and members.city_code = others.city_code
    left join shared
        on publications.city_code = shared.city_code
        and members.city_code = shared.other_city_code
),

-- what is not known of one of both says nothing, and leaves the mean
measured as (
    select
        pairs.*,
        (coalesce(size_distance, 0) + coalesce(diversity_distance, 0) + country_distance + language_distance)
        / (
            2
            + case when size_distance is null then 0 else 1 end
            + case when diversity_distance is null then 0 else 1 end
        ) as distance
    from pairs
),

-- the nearest are kept while the pairs go by: in a large network these are too many to be put in order
nearest as (
    select
        cycle,
        city_code,
        publish,
        unnest(
            min(
                struct_pack(
                    near := round(distance, 12),
                    other_city_code := other_city_code,
                    size_distance := size_distance,
                    diversity_distance := diversity_distance,
                    country_distance := country_distance,
                    language_distance := language_distance,
                    distance := distance
                ),
                {{ var('nearest_cities') }}
            ),
            recursive := true
        )
    from measured
    group by cycle, city_code, publish
)

select
    cycle,
    city_code,
    publish,
    other_city_code,
    size_distance,
    diversity_distance,
    country_distance,
    language_distance,
    distance,
    row_number() over (partition by cycle, city_code order by near, other_city_code) as place
from nearest
