-- Entries of policy grids with whether a review accepted them: all questions that an entry names; where it names none,
-- its area, one above it, or the whole city. What becomes of an entry that is only planned is decided by who asks.
with

entries as (
    select * from {{ ref('int_policy_grid__current') }}
),

participations as (
    select * from {{ ref('int_participations') }}
    where scenario_id = 'submitted'
),

publications as (
    select * from {{ ref('int_publications__decided') }}
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

-- of cycles in which the city took part
filed as (
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
),

named as (
    select
        cycle,
        city_code,
        entry_id,
        questionnaire_id,
        {{ list_items('question_codes') }} as question_code
    from filed
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

by_areas as (
    select distinct
        filed.cycle,
        filed.city_code,
        filed.entry_id
    from filed
    inner join reviews
        on filed.cycle = reviews.cycle
        and filed.city_code = reviews.city_code
        and reviews.scenario_id = 'submitted'
    left join paths
        on filed.questionnaire_id = paths.methodology_id
        and filed.area_code = paths.leaf_area_code
        and reviews.area_code = paths.node_code
    where
        filed.question_codes is null
        and reviews.decision = 'accepted'
        and reviews.question_code is null
        and (reviews.area_code is null or reviews.area_code = filed.area_code or paths.node_code is not null)
)

select
    entries.cycle,
    entries.city_code,
    entries.entry_id,
    coalesce(filed.publish, 'no') as publish,
    coalesce(entries.area_code, by_questions.area_code) as area_code,
    coalesce(by_questions.is_accepted, false) or by_areas.entry_id is not null as is_accepted
from entries
left join filed
    on entries.cycle = filed.cycle
    and entries.city_code = filed.city_code
    and entries.entry_id = filed.entry_id
left join by_questions
    on entries.cycle = by_questions.cycle
    and entries.city_code = by_questions.city_code
    and entries.entry_id = by_questions.entry_id
left join by_areas
    on entries.cycle = by_areas.cycle
    and entries.city_code = by_areas.city_code
    and entries.entry_id = by_areas.entry_id
