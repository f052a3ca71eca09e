-- One answer per question of the questionnaire, merged over the departments of the city. Scenarios begin here, and
-- where reviews become current: a scenario is other rows in these two tables; what stands behind is computed anew.
with

answers as (
    select * from {{ ref('int_answers__current') }}
),

participations as (
    select * from {{ ref('int_participations') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

used as (
    select
        answers.*,
        case
            when answers.things_said > 1 then 'contradiction'
            when answers.option_codes is not null then 'options'
            when answers.not_applicable_reason is not null then 'reason'
            when answers.dont_know = 'yes' then 'dont_know'
            else 'blank'
        end as answer_form
    from answers
    inner join participations
        on answers.cycle = participations.cycle
        and answers.city_code = participations.city_code
    inner join questions
        on participations.questionnaire_id = questions.methodology_id
        and answers.question_code = questions.question_code
    where participations.scenario_id = 'submitted'
),

summed as (
    select
        cycle,
        city_code,
        question_code,
        {{ list_union('option_codes') }} as option_codes,
        count(distinct case when answer_form = 'options' then option_codes end) as option_set_count,
        max(case when answer_form = 'contradiction' then 1 else 0 end) = 1 as is_contradictory,
        max(case when answer_form = 'reason' then 1 else 0 end) = 1 as has_reason,
        max(case when answer_form = 'dont_know' then 1 else 0 end) = 1 as has_dont_know,
        min(case when answer_form = 'reason' then not_applicable_reason end) as not_applicable_reason
    from used
    group by cycle, city_code, question_code
),

formed as (
    select
        summed.*,
        option_set_count > 1 or (option_set_count = 1 and has_reason) as is_disagreed,
        case
            when is_contradictory then 'contradiction'
            when option_set_count > 0 then 'options'
            when has_reason then 'reason'
            when has_dont_know then 'dont_know'
            else 'blank'
        end as answer_form
    from summed
),

-- the submissions that the merged answer rests on
{% set in_order = 'used.submission_id, used.submission_version, used.source_row' %}
sources as (
    select
        formed.cycle,
        formed.city_code,
        formed.question_code,
        {{ join_text('used.submission_id', in_order) }} as submission_id,
        {{ join_text('cast(used.submission_version as varchar)', in_order) }} as submission_version,
        min(used.source_file) as source_file,
        min(used.source_sha256) as source_sha256,
        min(used.source_row) as source_row
    from formed
    inner join used
        on formed.cycle = used.cycle
        and formed.city_code = used.city_code
        and formed.question_code = used.question_code
    where
        used.answer_form = formed.answer_form
        or (formed.is_disagreed and used.answer_form in ('options', 'reason'))
    group by formed.cycle, formed.city_code, formed.question_code
)

select
    'submitted' as scenario_id,
    formed.cycle,
    formed.city_code,
    formed.question_code,
    formed.answer_form,
    formed.option_codes,
    formed.not_applicable_reason,
    formed.is_contradictory,
    formed.is_disagreed,
    sources.submission_id,
    sources.submission_version,
    sources.source_file,
    sources.source_sha256,
    sources.source_row
from formed
inner join sources
    on formed.cycle = sources.cycle
    and formed.city_code = sources.city_code
    and formed.question_code = sources.question_code
