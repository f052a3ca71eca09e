-- The pairs of cycles that a change is told for: from one participation of a city to the next, and from the first to
-- the last, leaving out what is held back.
with

publications as (
    select * from {{ ref('int_publications__decided') }}
    where not is_held_back
),

participations as (
    select participations.*
    from {{ ref('int_participations') }} as participations
    inner join publications
        on participations.cycle = publications.cycle
        and participations.city_code = publications.city_code
    where participations.scenario_id = 'submitted'
),

followed as (
    select
        city_code,
        cycle as from_cycle,
        lead(cycle) over (partition by city_code order by cycle) as to_cycle
    from participations
),

pairs as (
    select
        city_code,
        from_cycle,
        to_cycle
    from followed
    where to_cycle is not null

    union

    select
        city_code,
        min(cycle) as from_cycle,
        max(cycle) as to_cycle
    from participations
    group by city_code
    having min(cycle) < max(cycle)
)

select
    pairs.city_code,
    pairs.from_cycle,
    pairs.to_cycle,
    earlier.own_methodology_id as from_methodology_id,
    later.own_methodology_id as to_methodology_id
from pairs
inner join participations as earlier
    on pairs.city_code = earlier.city_code
    and pairs.from_cycle = earlier.cycle
inner join participations as later
    on pairs.city_code = later.city_code
    and pairs.to_cycle = later.cycle
