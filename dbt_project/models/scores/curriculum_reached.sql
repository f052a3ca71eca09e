-- When each city first took each step of the curriculum, and what shows it.
with

steps as (
    select * from {{ ref('curriculum_evidence') }}
),

participations as (
    select * from {{ ref('int_participations') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
),

nodes as (
    select * from {{ ref('nodes_published') }}
),

reviewed as (
    select * from {{ ref('int_answers__reviewed') }}
),

activities as (
    select * from {{ ref('int_activities__current') }}
),

roles as (
    select * from {{ ref('int_activity_roles__current') }}
),

strategies as (
    select * from {{ ref('int_strategies__current') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

-- of what the city filed nobody knows a later day than that of its last answer; what is held back counts when it is not
taken_part as (
    select
        participations.cycle,
        participations.city_code,
        participations.own_methodology_id,
        coalesce(participations.last_answered_on, cast(participations.cycle || '-12-31' as date)) as filed_on
    from participations
    inner join publications
        on participations.cycle = publications.cycle
        and participations.city_code = publications.city_code
    where participations.scenario_id = 'submitted' and not publications.is_held_back
),

complete as (
    select
        taken_part.cycle,
        taken_part.city_code,
        taken_part.filed_on,
        row_number() over (partition by taken_part.city_code order by taken_part.cycle) as place
    from taken_part
    inner join nodes
        on taken_part.cycle = nodes.cycle
        and taken_part.city_code = nodes.city_code
        and taken_part.own_methodology_id = nodes.methodology_id
    where
        nodes.scenario_id = 'submitted'
        and nodes.index_code = 'core'
        and nodes.node_code = 'INDEX'
        and nodes.is_comparable
),

hosts as (
    {{ activity_hosts() }}
),

found as (
    select
        steps.step_code,
        complete.city_code,
        complete.cycle as reached_year,
        complete.filed_on as reached_on,
        'cycle ' || complete.cycle as evidence
    from steps
    inner join complete on steps.cycles = complete.place
    where steps.evidence_kind = 'cycles'

    union all

    select
        steps.step_code,
        hosts.city_code,
        cast(extract(year from activities.starts_on) as integer) as reached_year,
        activities.starts_on as reached_on,
        'activity ' || activities.activity_id as evidence
    from steps
    inner join activities on steps.activity_kind = activities.kind
    inner join hosts on activities.activity_id = hosts.activity_id
    where steps.evidence_kind = 'host' and activities.starts_on is not null

    union all

    select
        steps.step_code,
        reviewed.city_code,
        reviewed.cycle as reached_year,
        taken_part.filed_on as reached_on,
        reviewed.question_code || ' of cycle ' || reviewed.cycle as evidence
    from steps
    inner join reviewed on steps.question_code = reviewed.question_code
    inner join taken_part
        on reviewed.cycle = taken_part.cycle
        and reviewed.city_code = taken_part.city_code
    where
        steps.evidence_kind = 'answer'
        and reviewed.scenario_id = 'submitted'
        and reviewed.answer_form = 'options'
        and reviewed.review_decision in ('accepted', 'corrected')
        and {{ list_contains('steps.option_codes', 'reviewed.option_codes') }}

    union all

    select
        steps.step_code,
        strategies.city_code,
        cast(extract(year from coalesce(strategies.adopted_on, strategies.starts_on)) as integer) as reached_year,
        coalesce(strategies.adopted_on, strategies.starts_on) as reached_on,
        'strategy ' || strategies.strategy_id as evidence
    from steps
    cross join strategies
    where steps.evidence_kind = 'strategy' and coalesce(strategies.adopted_on, strategies.starts_on) is not null
),

ordered as (
    select
        found.*,
        cities.publish,
        row_number() over (
            partition by found.city_code, found.step_code
            order by found.reached_year, found.reached_on, found.evidence
        ) as place
    from found
    inner join cities on found.city_code = cities.city_code
)

select
    city_code,
    step_code,
    publish,
    reached_year,
    reached_on,
    evidence
from ordered
where place = 1
