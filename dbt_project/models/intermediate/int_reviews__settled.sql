-- What reviewers have decided, so that a doubt about it is settled: a question, an area with all of its answers, or,
-- where the scope is empty, the whole submission.
with

reviewed as (
    select * from {{ ref('int_answers__reviewed') }}
    where scenario_id = 'submitted'
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

participations as (
    select * from {{ ref('int_participations') }}
    where scenario_id = 'submitted'
),

reviews as (
    select * from {{ ref('int_reviews__current') }}
    where scenario_id = 'submitted'
),

arrivals as (
    select
        source_sha256,
        coalesce(arrived_on, {{ long_ago() }}) as arrived_on
    from {{ source('raw', 'files') }}
),

dated as (
    select
        reviews.*,
        coalesce(arrivals.arrived_on, {{ long_ago() }}) as arrived_on
    from reviews
    left join arrivals on reviews.source_sha256 = arrivals.source_sha256
),

decided as (
    select
        reviewed.cycle,
        reviewed.city_code,
        reviewed.question_code,
        questions.area_code,
        reviewed.answer_form,
        case when reviewed.review_decision <> 'needs_evidence' then dated.arrived_on end as settled_on
    from reviewed
    inner join participations
        on reviewed.cycle = participations.cycle
        and reviewed.city_code = participations.city_code
    inner join questions
        on participations.questionnaire_id = questions.methodology_id
        and reviewed.question_code = questions.question_code
    left join dated on reviewed.review_id = dated.review_id
),

settled as (
    select
        cycle,
        city_code,
        question_code as scope,
        settled_on
    from decided
    where settled_on is not null

    union all

    select
        cycle,
        city_code,
        'area ' || area_code as scope,
        max(settled_on) as settled_on
    from decided
    where answer_form <> 'blank'
    group by cycle, city_code, area_code
    having count(*) = count(settled_on)

    union all

    select
        participations.cycle,
        participations.city_code,
        '' as scope,
        min(dated.arrived_on) as settled_on
    from participations
    inner join dated
        on participations.cycle = dated.cycle
        and participations.city_code = dated.city_code
        and dated.decision = 'accepted'
        and dated.question_code is null
        and dated.area_code is null
        and (participations.last_answered_on is null or participations.last_answered_on <= dated.reviewed_on)
    where participations.is_review_complete
    group by participations.cycle, participations.city_code
)

select * from settled
