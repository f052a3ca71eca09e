-- How fast a city changed, beside the cities that started near it: points of the core index a year, like for like.
with

changes as (
    select * from {{ ref('changes_split') }}
),

nodes as (
    select * from {{ ref('nodes_published') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
),

moves as (
    select
        changes.city_code,
        changes.from_cycle,
        changes.to_cycle,
        nodes.score as start_score,
        changes.change_like_for_like,
        changes.change_like_for_like / (changes.to_cycle - changes.from_cycle) as change_per_year,
        publications.publish
    from changes
    inner join nodes
        on changes.from_cycle = nodes.cycle
        and changes.city_code = nodes.city_code
        and changes.from_methodology_id = nodes.methodology_id
        and changes.index_code = nodes.index_code
        and changes.node_code = nodes.node_code
    inner join publications
        on changes.to_cycle = publications.cycle
        and changes.city_code = publications.city_code
    where
        nodes.scenario_id = 'submitted'
        and nodes.is_comparable
        and changes.index_code = 'core'
        and changes.node_code = 'INDEX'
        and changes.change_like_for_like is not null
),

-- from one participation to the next
steps as (
    select
        city_code,
        from_cycle,
        min(to_cycle) as to_cycle
    from moves
    group by city_code, from_cycle
),

-- what was known by the later cycle of the city
typical as (
    select
        moves.city_code,
        moves.from_cycle,
        moves.to_cycle,
        count(distinct others.city_code) as cities,
        {{ quantile('others.change_per_year', 0.25) }} as typical_p25,
        {{ quantile('others.change_per_year', 0.5) }} as typical_median,
        {{ quantile('others.change_per_year', 0.75) }} as typical_p75
    from moves
    inner join moves as others
        on moves.city_code <> others.city_code
        and moves.to_cycle >= others.to_cycle
        and abs(moves.start_score - others.start_score) <= {{ var('start_window') }}
        and others.publish = 'yes'
    inner join steps
        on others.city_code = steps.city_code
        and others.from_cycle = steps.from_cycle
        and others.to_cycle = steps.to_cycle
    group by moves.city_code, moves.from_cycle, moves.to_cycle
)

select
    moves.city_code,
    moves.from_cycle,
    moves.to_cycle,
    moves.publish,
    moves.start_score,
    moves.change_per_year,
    cast(coalesce(typical.cities, 0) as integer) as cities,
    case when typical.cities >= {{ var('peer_group_least') }} then typical.typical_p25 end as typical_p25,
    case when typical.cities >= {{ var('peer_group_least') }} then typical.typical_median end as typical_median,
    case when typical.cities >= {{ var('peer_group_least') }} then typical.typical_p75 end as typical_p75,
    case when coalesce(typical.cities, 0) < {{ var('peer_group_least') }} then 'fewer_than_5_cities' end as reason
from moves
left join typical
    on moves.city_code = typical.city_code
    and moves.from_cycle = typical.from_cycle
    and moves.to_cycle = typical.to_cycle
