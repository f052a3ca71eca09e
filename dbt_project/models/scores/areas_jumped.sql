-- Areas whose score moved so far between two participations that somebody should look: by more points than an area
-- usually moves, while several answers moved and both scores rest on nearly all questions.
with

participations as (
    select * from {{ ref('int_participations') }}
    where scenario_id = 'submitted'
),

nodes as (
    select * from {{ ref('nodes_published') }}
    where scenario_id = 'submitted' and coverage_status = 'full'
),

indicators as (
    select * from {{ ref('indicators_scored') }}
    where scenario_id = 'submitted' and state = 'answered'
),

moments as (
    select * from {{ ref('int_moments__dated') }}
    where is_last
),

settled as (
    select * from {{ ref('int_reviews__settled') }}
),

pairs as (
    select
        city_code,
        cycle,
        own_methodology_id as methodology_id,
        source_file,
        source_sha256,
        lag(cycle) over (partition by city_code order by cycle) as cycle_before
    from participations
),

moved as (
    select
        pairs.city_code,
        pairs.cycle,
        later.area_code,
        count(*) as moved_count
    from pairs
    inner join indicators as later
        on pairs.city_code = later.city_code
        and pairs.cycle = later.cycle
        and pairs.methodology_id = later.methodology_id
    inner join indicators as earlier
        on pairs.city_code = earlier.city_code
        and pairs.cycle_before = earlier.cycle
        and pairs.methodology_id = earlier.methodology_id
        and later.question_code = earlier.question_code
    where round(later.score, 12) <> round(earlier.score, 12)
    group by pairs.city_code, pairs.cycle, later.area_code
),

-- both under the version of the later one
compared as (
    select
        pairs.*,
        later.node_code as area_code,
        earlier.score as score_before,
        later.score,
        moved.moved_count,
        row_number() over (
            partition by pairs.city_code, pairs.cycle, later.node_code
            order by later.index_code
        ) as place
    from pairs
    inner join nodes as later
        on pairs.city_code = later.city_code
        and pairs.cycle = later.cycle
        and pairs.methodology_id = later.methodology_id
    inner join nodes as earlier
        on pairs.city_code = earlier.city_code
        and pairs.cycle_before = earlier.cycle
        and pairs.methodology_id = earlier.methodology_id
        and later.index_code = earlier.index_code
        and later.node_code = earlier.node_code
    inner join moved
        on pairs.city_code = moved.city_code
        and pairs.cycle = moved.cycle
        and later.node_code = moved.area_code
    where
        abs(round(later.score - earlier.score, 12)) > {{ var('area_step_most') }}
        and moved.moved_count >= {{ var('answers_moved_least') }}
)

select
    'area_jumped' as ticket_code,
    compared.city_code,
    compared.cycle,
    compared.area_code,
    cast(null as varchar) as question_code,
    cast(compared.cycle as varchar) || ' ' || compared.area_code as subject,
    cast(cast(round(compared.score_before) as integer) as varchar) || ' (' || cast(compared.cycle_before as varchar)
    || ') → ' || cast(cast(round(compared.score) as integer) as varchar) || ' ('
    || cast(compared.cycle as varchar) || ')' as detail,
    compared.source_file,
    compared.source_sha256,
    cast(null as varchar) as source_sheet,
    cast(null as integer) as source_row,
    cast(null as varchar) as location,
    cast(null as varchar) as what,
    cast(null as varchar) as how_to_fix,
    greatest(now_moments.from_on, before_moments.from_on) as from_on,
    cast(null as date) as to_on,
    true as is_open,
    settled.settled_on is not null as is_settled,
    settled.settled_on
from compared
inner join moments as now_moments
    on compared.cycle = now_moments.cycle
    and compared.city_code = now_moments.city_code
inner join moments as before_moments
    on compared.cycle_before = before_moments.cycle
    and compared.city_code = before_moments.city_code
left join settled
    on compared.cycle = settled.cycle
    and compared.city_code = settled.city_code
    and 'area ' || compared.area_code = settled.scope
where compared.place = 1
