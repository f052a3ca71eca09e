-- Practices that somebody can look at: the register, and entries of policy grids that a review accepted.
with

register as (
    select * from {{ ref('int_good_practices__current') }}
),

entries as (
    select * from {{ ref('int_policy_grid__current') }}
),

participations as (
    select * from {{ ref('int_participations') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

paths as (
    select * from {{ ref('int_areas__pathed') }}
),

reviewed as (
    select * from {{ ref('int_answers__reviewed') }}
),

reviews as (
    select * from {{ ref('int_reviews__current') }}
),

-- what is only planned, or was given up, is nothing to look at
existing as (
    select
        entries.*,
        participations.questionnaire_id,
        publications.publish
    from entries
    inner join participations
        on entries.cycle = participations.cycle
        and entries.city_code = participations.city_code
    inner join publications
        on entries.cycle = publications.cycle
        and entries.city_code = publications.city_code
    where
        participations.scenario_id = 'submitted'
        and coalesce(entries.status, 'ongoing') in ('ongoing', 'completed')
),

named as (
    select
        cycle,
        city_code,
        entry_id,
        questionnaire_id,
        {{ list_items('question_codes') }} as question_code
    from existing
    where question_codes is not null
),

by_questions as (
    select
        named.cycle,
        named.city_code,
        named.entry_id,
        min(questions.area_code) as area_code,
        min(case when reviewed.review_decision = 'accepted' then 1 else 0 end) = 1 as is_accepted
    from named
    left join questions
        on named.questionnaire_id = questions.methodology_id
        and named.question_code = questions.question_code
    left join reviewed
        on named.cycle = reviewed.cycle
        and named.city_code = reviewed.city_code
        and named.question_code = reviewed.question_code
        and reviewed.scenario_id = 'submitted'
    group by named.cycle, named.city_code, named.entry_id
),

-- an entry that names no question stands on the acceptance of its area, of one above it, or of the whole city
by_areas as (
    select distinct
        existing.cycle,
        existing.city_code,
        existing.entry_id
    from existing
    inner join reviews
        on existing.cycle = reviews.cycle
        and existing.city_code = reviews.city_code
        and reviews.scenario_id = 'submitted'
    left join paths
        on existing.questionnaire_id = paths.methodology_id
        and existing.area_code = paths.leaf_area_code
        and reviews.area_code = paths.node_code
    where
        existing.question_codes is null
        and reviews.decision = 'accepted'
        and reviews.question_code is null
        and (reviews.area_code is null or reviews.area_code = existing.area_code or paths.node_code is not null)
)

select
    register.practice_id,
    'register' as practice_source,
    register.city_code,
    cities.publish,
    register.area_code,
    register.year,
    register.title,
    register.summary,
    cast(null as varchar) as status,
    register.source_url
from register
inner join cities on register.city_code = cities.city_code

union all

select
    existing.cycle || '/' || existing.city_code || '/' || existing.entry_id as practice_id,
    'grid' as practice_source,
    existing.city_code,
    existing.publish,
    coalesce(existing.area_code, by_questions.area_code) as area_code,
    existing.cycle as year,
    existing.title,
    existing.description as summary,
    existing.status,
    existing.evidence_url as source_url
from existing
left join by_questions
    on existing.cycle = by_questions.cycle
    and existing.city_code = by_questions.city_code
    and existing.entry_id = by_questions.entry_id
left join by_areas
    on existing.cycle = by_areas.cycle
    and existing.city_code = by_areas.city_code
    and existing.entry_id = by_areas.entry_id
where coalesce(by_questions.is_accepted, false) or by_areas.entry_id is not null
