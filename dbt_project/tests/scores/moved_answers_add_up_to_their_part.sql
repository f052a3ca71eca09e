{{ config(meta={'dagster': {'ref': {'name': 'answers_moved'}}}) }}
with

moved as (
    select
        city_code,
        from_cycle,
        to_cycle,
        index_code,
        sum(index_points) as index_points
    from {{ ref('answers_moved') }}
    group by city_code, from_cycle, to_cycle, index_code
)

select
    changes.*,
    moved.index_points
from {{ ref('changes_split') }} as changes
left join moved
    on changes.city_code = moved.city_code
    and changes.from_cycle = moved.from_cycle
    and changes.to_cycle = moved.to_cycle
    and changes.index_code = moved.index_code
where
    changes.node_code = 'INDEX'
    and changes.from_answers is not null
    and abs(changes.from_answers - coalesce(moved.index_points, 0)) > 1e-9
