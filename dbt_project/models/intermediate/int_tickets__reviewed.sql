-- Problems with what reviewers sent.
with

reviews as (
    {{ dated_rows('reviews', 'staged.cycle', 'staged.review_id', 'review_version') }}
),

remembered as (
    select * from {{ ref('int_answers__remembered') }}
),

participations as (
    select * from {{ ref('int_participations') }}
    where scenario_id = 'submitted'
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

areas as (
    select * from {{ ref('areas') }}
),

versions as (
    select * from {{ ref('int_versions__dated') }}
    where kind = 'reviews' and is_disputed
),

judged as (
    select
        reviews.*,
        case
            when reviews.question_code is null and reviews.decision <> 'accepted' then 'review_without_question'
            when
                reviews.question_code is null
                and reviews.area_code is not null
                and areas.area_code is null
                then 'review_of_unknown_area'
            when
                reviews.decision = 'corrected'
                and reviews.corrected_option_codes is null
                then 'review_correction_empty'
            when
                reviews.question_code is not null
                and participations.cycle is not null
                and questions.question_code is null
                then 'review_of_unknown_question'
        end as ticket_code
    from reviews
    left join areas on reviews.area_code = areas.area_code
    left join participations
        on reviews.cycle = participations.cycle
        and reviews.city_code = participations.city_code
    left join questions
        on participations.questionnaire_id = questions.methodology_id
        and reviews.question_code = questions.question_code
),

of_reviews as (
    select
        ticket_code,
        city_code,
        cycle,
        area_code,
        question_code,
        review_id as subject,
        review_id as detail,
        source_file,
        source_sha256,
        source_sheet,
        source_row,
        {{ version_life('judged') }}
    from judged
    where ticket_code is not null
),

-- a review meant another answer than the one that was there at the time
outdated as (
    select
        'review_outdated' as ticket_code,
        remembered.city_code,
        remembered.cycle,
        cast(null as varchar) as area_code,
        remembered.question_code,
        remembered.review_id as subject,
        remembered.review_id as detail,
        reviews.source_file,
        reviews.source_sha256,
        reviews.source_sheet,
        reviews.source_row,
        {{ moment_life('remembered') }}
    from remembered
    inner join judged as reviews
        on remembered.cycle = reviews.cycle
        and remembered.city_code = reviews.city_code
        and remembered.review_id = reviews.review_id
        and remembered.moment >= reviews.from_moment
        and (reviews.to_moment is null or remembered.moment < reviews.to_moment)
    where remembered.is_review_outdated and reviews.ticket_code is null
),

disputed as (
    select
        'review_version_disputed' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        thing || ' ' || cast(version as varchar) as subject,
        cast(version as varchar) || ' (' || thing || ')' as detail,
        source_file,
        source_sha256,
        cast(null as varchar) as source_sheet,
        source_row,
        {{ version_life('versions') }}
    from versions
)

select * from of_reviews

union all

select * from outdated

union all

select * from disputed
