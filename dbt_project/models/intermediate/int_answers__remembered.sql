-- What each question was answered with at each moment: now as everything else has it, before as it was told then. Only
-- tickets read this; scores know nothing but what counts now.
with

moments as (
    select * from {{ ref('int_moments__dated') }}
),

participations as (
    select * from {{ ref('int_participations') }}
    where scenario_id = 'submitted'
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

answers as (
    select * from {{ ref('int_answers__dated') }}
),

reviewed as (
    select * from {{ ref('int_answers__reviewed') }}
    where scenario_id = 'submitted'
),

merged as (
    select * from {{ ref('int_answers__merged') }}
    where scenario_id = 'submitted'
),

reviews as (
    {{ dated_rows('reviews', 'staged.cycle', 'staged.review_id', 'review_version') }}
),

told as (
    select
        answers.*,
        {{ say_form('answers') }} as answer_form,
        moments.moment,
        moments.from_on as moment_from_on,
        moments.to_on as moment_to_on,
        moments.is_last,
        participations.questionnaire_id
    from moments
    inner join participations
        on moments.cycle = participations.cycle
        and moments.city_code = participations.city_code
    inner join answers
        on moments.cycle = answers.cycle
        and moments.city_code = answers.city_code
        and moments.moment >= answers.from_moment
        and (answers.to_moment is null or moments.moment < answers.to_moment)
    inner join questions
        on participations.questionnaire_id = questions.methodology_id
        and answers.question_code = questions.question_code
),

-- the row that a ticket points to
pointed as (
    select
        told.*,
        row_number() over (
            partition by cycle, city_code, moment, question_code
            order by source_file, source_sha256, source_sheet, source_row
        ) as pointer
    from told
),

earlier as (
    select * from told
    where not is_last
),

formed as (
    {{ merge_forms('earlier', ['cycle', 'city_code', 'moment', 'question_code']) }}
),

named as (
    select
        cycle,
        city_code,
        moment,
        question_code,
        {{ join_text('distinct submission_id', 'submission_id') }} as submission_id
    from earlier
    group by cycle, city_code, moment, question_code
),

-- of several reviews of one question the latest, then the highest review_id
decided as (
    select
        formed.*,
        reviews.review_id,
        reviews.decision,
        reviews.corrected_option_codes,
        coalesce(reviews.expected_option_codes, '') <> coalesce(formed.option_codes, '') as is_other_expected,
        row_number() over (
            partition by formed.cycle, formed.city_code, formed.moment, formed.question_code
            order by reviews.reviewed_on desc nulls last, reviews.review_id desc
        ) as review_place
    from formed
    left join reviews
        on formed.cycle = reviews.cycle
        and formed.city_code = reviews.city_code
        and formed.question_code = reviews.question_code
        and formed.moment >= reviews.from_moment
        and (reviews.to_moment is null or formed.moment < reviews.to_moment)
),

forms as (
    select
        decided.cycle,
        decided.city_code,
        decided.moment,
        decided.question_code,
        decided.option_codes as submitted_option_codes,
        case
            when not decided.is_other_expected and decided.decision = 'corrected'
                then coalesce(decided.corrected_option_codes, decided.option_codes)
            else decided.option_codes
        end as option_codes,
        case
            when
                not decided.is_other_expected
                and decided.decision = 'corrected'
                and decided.corrected_option_codes is not null
                then 'options'
            when
                not decided.is_other_expected
                and decided.decision = 'rejected'
                and decided.answer_form <> 'blank'
                then 'rejected'
            when decided.is_contradictory or decided.is_disagreed then 'contradiction'
            when decided.answer_form = 'reason' then 'blank'
            else decided.answer_form
        end as answer_form,
        decided.is_contradictory,
        decided.is_disagreed,
        decided.not_applicable_reason is not null as has_reason,
        named.submission_id,
        decided.review_id,
        decided.review_id is not null and decided.is_other_expected as is_review_outdated
    from decided
    inner join named
        on decided.cycle = named.cycle
        and decided.city_code = named.city_code
        and decided.moment = named.moment
        and decided.question_code = named.question_code
    where decided.review_place = 1

    union all

    select
        reviewed.cycle,
        reviewed.city_code,
        moments.moment,
        reviewed.question_code,
        reviewed.submitted_option_codes,
        reviewed.option_codes,
        reviewed.answer_form,
        coalesce(merged.is_contradictory, false) as is_contradictory,
        coalesce(merged.is_disagreed, false) as is_disagreed,
        reviewed.not_applicable_reason is not null as has_reason,
        reviewed.submission_id,
        reviewed.review_id,
        reviewed.is_review_outdated
    from reviewed
    inner join moments
        on reviewed.cycle = moments.cycle
        and reviewed.city_code = moments.city_code
        and moments.is_last
    left join merged
        on reviewed.cycle = merged.cycle
        and reviewed.city_code = merged.city_code
        and reviewed.question_code = merged.question_code
    where merged.question_code is not null or reviewed.is_review_outdated or reviewed.answer_form <> 'blank'
)

select
    forms.*,
    participations.questionnaire_id,
    moments.from_on,
    moments.to_on,
    moments.is_last,
    pointed.source_file,
    pointed.source_sha256,
    pointed.source_sheet,
    pointed.source_row
from forms
inner join participations
    on forms.cycle = participations.cycle
    and forms.city_code = participations.city_code
inner join moments
    on forms.cycle = moments.cycle
    and forms.city_code = moments.city_code
    and forms.moment = moments.moment
left join pointed
    on forms.cycle = pointed.cycle
    and forms.city_code = pointed.city_code
    and forms.moment = pointed.moment
    and forms.question_code = pointed.question_code
    and pointed.pointer = 1
