-- What the reviewers decided about each question of the questionnaire, applied to the merged answer.
with recursive

participations as (
    select * from {{ ref('int_participations') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

areas as (
    select * from {{ ref('methodology_areas') }}
),

answers as (
    select * from {{ ref('int_answers__merged') }}
),

reviews as (
    select * from {{ ref('int_reviews__current') }}
),

-- of several reviews of one question the latest, then the highest review_id
question_reviews as (
    select
        reviews.*,
        row_number() over (
            partition by reviews.scenario_id, reviews.cycle, reviews.city_code, reviews.question_code
            order by reviews.reviewed_on desc nulls last, reviews.review_id desc
        ) as review_place
    from reviews
    where reviews.question_code is not null
),

-- each area with itself and the areas above it
lineages as (
    select
        areas.methodology_id,
        areas.area_code,
        areas.area_code as upper_area_code,
        1 as height
    from areas

    union all

    select
        lineages.methodology_id,
        lineages.area_code,
        areas.parent_area_code as upper_area_code,
        lineages.height + 1 as height
    from lineages
    inner join areas
        on lineages.methodology_id = areas.methodology_id
        and lineages.upper_area_code = areas.area_code
    where areas.parent_area_code is not null and lineages.height < 100
),

wide_acceptances as (
    select
        participations.scenario_id,
        participations.cycle,
        participations.city_code,
        questions.question_code,
        max(reviews.review_id) as review_id
    from participations
    inner join questions on participations.questionnaire_id = questions.methodology_id
    inner join lineages
        on questions.methodology_id = lineages.methodology_id
        and questions.area_code = lineages.area_code
    inner join reviews
        on participations.scenario_id = reviews.scenario_id
        and participations.cycle = reviews.cycle
        and participations.city_code = reviews.city_code
        and reviews.question_code is null
        and (reviews.area_code is null or lineages.upper_area_code = reviews.area_code)
    group by participations.scenario_id, participations.cycle, participations.city_code, questions.question_code
),

asked as (
    select
        participations.scenario_id,
        participations.cycle,
        participations.city_code,
        participations.questionnaire_id,
        questions.question_code
    from participations
    inner join questions on participations.questionnaire_id = questions.methodology_id
),

decided as (
    select
        asked.scenario_id,
        asked.cycle,
        asked.city_code,
        asked.question_code,
        coalesce(answers.answer_form, 'blank') as answer_form,
        answers.option_codes as submitted_option_codes,
        answers.not_applicable_reason,
        coalesce(answers.is_contradictory, false) as is_contradictory,
        coalesce(answers.is_disagreed, false) as is_disagreed,
        answers.submission_id,
        answers.submission_version,
        coalesce(question_reviews.review_id, wide_acceptances.review_id) as review_id,
        question_reviews.review_id is not null
        and coalesce(question_reviews.expected_option_codes, '') <> coalesce(answers.option_codes, '')
            as is_review_outdated,
        case
            when question_reviews.review_id is null
                then case when wide_acceptances.review_id is not null then 'accepted' end
            when coalesce(question_reviews.expected_option_codes, '') <> coalesce(answers.option_codes, '') then null
            when question_reviews.decision = 'corrected' and question_reviews.corrected_option_codes is null then null
            else question_reviews.decision
        end as review_decision,
        question_reviews.corrected_option_codes
    from asked
    left join answers
        on asked.scenario_id = answers.scenario_id
        and asked.cycle = answers.cycle
        and asked.city_code = answers.city_code
        and asked.question_code = answers.question_code
    left join question_reviews
        on asked.scenario_id = question_reviews.scenario_id
        and asked.cycle = question_reviews.cycle
        and asked.city_code = question_reviews.city_code
        and asked.question_code = question_reviews.question_code
        and question_reviews.review_place = 1
    left join wide_acceptances
        on asked.scenario_id = wide_acceptances.scenario_id
        and asked.cycle = wide_acceptances.cycle
        and asked.city_code = wide_acceptances.city_code
        and asked.question_code = wide_acceptances.question_code
)

select
    scenario_id,
    cycle,
    city_code,
    question_code,
    submitted_option_codes,
    case when review_decision = 'corrected' then corrected_option_codes else submitted_option_codes end as option_codes,
    case
        when review_decision = 'corrected' then 'options'
        when review_decision = 'rejected' and answer_form <> 'blank' then 'rejected'
        when is_contradictory or is_disagreed then 'contradiction'
        when answer_form = 'reason' and review_decision = 'accepted' then 'not_applicable'
        when answer_form = 'reason' then 'blank'
        else answer_form
    end as answer_form,
    not_applicable_reason,
    submission_id,
    submission_version,
    review_id,
    review_decision,
    is_review_outdated,
    case when review_decision = 'needs_evidence' then 'yes' else 'no' end as contested
from decided
