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
        {{ say_form('answers') }} as answer_form
    from answers
    inner join participations
        on answers.cycle = participations.cycle
        and answers.city_code = participations.city_code
    inner join questions
        on participations.questionnaire_id = questions.methodology_id
        and answers.question_code = questions.question_code
    where participations.scenario_id = 'submitted'
),

formed as (
    {{ merge_forms('used', ['cycle', 'city_code', 'question_code']) }}
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
