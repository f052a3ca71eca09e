-- What can be compared at each cycle under each version, and why not: how many published cities have a score there.
with

participations as (
    select * from {{ ref('int_participations') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
),

nodes as (
    select * from {{ ref('nodes_published') }}
),

areas as (
    select * from {{ ref('int_areas__indexed') }}
),

indexes as (
    select * from {{ ref('int_indexes__versioned') }}
),

published as (
    select
        participations.cycle,
        participations.city_code,
        participations.own_methodology_id
    from participations
    inner join publications
        on participations.cycle = publications.cycle
        and participations.city_code = publications.city_code
    where participations.scenario_id = 'submitted' and publications.publish = 'yes'
),

cycles as (
    select
        cycle,
        own_methodology_id,
        count(*) as cities
    from published
    group by cycle, own_methodology_id
),

places as (
    select
        methodology_id,
        index_code,
        area_code as node_code
    from areas

    union all

    select
        methodology_id,
        index_code,
        'INDEX' as node_code
    from indexes
),

-- the reason comes first: a cell that was not asked enough is not judged by its coverage
verdicts as (
    select
        nodes.cycle,
        nodes.methodology_id,
        nodes.index_code,
        nodes.node_code,
        case
            when nodes.comparability_reason is not null then nodes.comparability_reason
            when nodes.is_comparable then 'comparable'
            else nodes.coverage_status
        end as verdict
    from nodes
    inner join published
        on nodes.cycle = published.cycle
        and nodes.city_code = published.city_code
    where nodes.scenario_id = 'submitted'
),

counted as (
    select
        cycle,
        methodology_id,
        index_code,
        node_code,
        count(*) as cells,
        sum(case when verdict = 'comparable' then 1 else 0 end) as comparable,
        sum(case when verdict = 'indicative' then 1 else 0 end) as indicative,
        sum(case when verdict = 'insufficient' then 1 else 0 end) as insufficient,
        sum(case when verdict = 'no_questions' then 1 else 0 end) as no_questions,
        sum(case when verdict = 'nothing_asked' then 1 else 0 end) as nothing_asked,
        sum(case when verdict = 'area_below_50' then 1 else 0 end) as area_below_50,
        sum(case when verdict = 'index_below_80' then 1 else 0 end) as index_below_80,
        sum(case when verdict = 'area_without_score' then 1 else 0 end) as area_without_score
    from verdicts
    group by cycle, methodology_id, index_code, node_code
)

select
    cycles.cycle,
    cycles.own_methodology_id,
    places.methodology_id,
    places.index_code,
    places.node_code,
    cast(cycles.cities as integer) as cities,
    cast(coalesce(counted.comparable, 0) as integer) as cities_comparable,
    cast(coalesce(counted.indicative, 0) as integer) as cities_indicative,
    cast(coalesce(counted.insufficient, 0) as integer) as cities_insufficient,
    cast(coalesce(counted.no_questions, 0) as integer) as cities_no_questions,
    -- where no extended question was asked there is no extended index, and so no cell
    cast(coalesce(counted.nothing_asked, 0) + cycles.cities - coalesce(counted.cells, 0) as integer)
        as cities_nothing_asked,
    cast(coalesce(counted.area_below_50, 0) as integer) as cities_area_below_50,
    cast(coalesce(counted.index_below_80, 0) as integer) as cities_index_below_80,
    cast(coalesce(counted.area_without_score, 0) as integer) as cities_area_without_score
from cycles
cross join places
left join counted
    on cycles.cycle = counted.cycle
    and places.methodology_id = counted.methodology_id
    and places.index_code = counted.index_code
    and places.node_code = counted.node_code
