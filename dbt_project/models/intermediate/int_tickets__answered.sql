-- Problems of single answers: what cannot be used, what is closed by another answer, links that are none, contact data.
with

answers as (
    select * from {{ ref('int_answers__dated') }}
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

option_sets as (
    select * from {{ ref('int_option_sets__remembered') }}
),

options as (
    select * from {{ ref('methodology_options') }}
),

states as (
    select * from {{ ref('int_questions__stated') }}
    where scenario_id = 'submitted'
),

known_questions as (
    select distinct question_code from questions
),

{{ open_by_option_sets() }},

valued as (
    select
        remembered.*,
        questions.area_code,
        questions.parent_question_code,
        option_sets.fault,
        option_sets.score
    from remembered
    inner join questions
        on remembered.questionnaire_id = questions.methodology_id
        and remembered.question_code = questions.question_code
    left join option_sets
        on remembered.questionnaire_id = option_sets.methodology_id
        and remembered.question_code = option_sets.question_code
        and remembered.option_codes = option_sets.option_codes
),

-- what the answer to the parent says of a question
with_parents as (
    select
        valued.*,
        parents.answer_form = 'options' and parents.fault is null and not opened.is_open as is_shut_by_parent,
        parents.option_codes as parent_option_codes
    from valued
    left join valued as parents
        on valued.cycle = parents.cycle
        and valued.city_code = parents.city_code
        and valued.moment = parents.moment
        and valued.parent_question_code = parents.question_code
    left join opened
        on valued.questionnaire_id = opened.methodology_id
        and valued.question_code = opened.question_code
        and parents.option_codes = opened.parent_option_codes
),

judged as (
    select
        with_parents.*,
        case when with_parents.is_last then coalesce(states.is_stale, false)
            else coalesce(with_parents.is_shut_by_parent, false)
                and (with_parents.answer_form <> 'blank' or with_parents.has_reason)
        end as is_stale
    from with_parents
    left join states
        on with_parents.cycle = states.cycle
        and with_parents.city_code = states.city_code
        and with_parents.questionnaire_id = states.methodology_id
        and with_parents.question_code = states.question_code
),

chosen_options as (
    select
        cycle,
        city_code,
        moment,
        questionnaire_id,
        question_code,
        {{ list_items('option_codes') }} as option_code
    from judged
    where fault = 'unknown_option'
),

-- of the options of an answer those that the question does not have
unknown_options as (
    select
        chosen_options.cycle,
        chosen_options.city_code,
        chosen_options.moment,
        chosen_options.question_code,
        {{ join_text('chosen_options.option_code', 'chosen_options.option_code') }} as unknown_codes
    from chosen_options
    left join options
        on chosen_options.questionnaire_id = options.methodology_id
        and chosen_options.question_code = options.question_code
        and chosen_options.option_code = options.option_code
    where options.option_code is null
    group by
        chosen_options.cycle, chosen_options.city_code, chosen_options.moment, chosen_options.question_code
),

detailed as (
    select
        judged.*,
        coalesce(unknown_options.unknown_codes, judged.option_codes) as faulty_codes
    from judged
    left join unknown_options
        on judged.cycle = unknown_options.cycle
        and judged.city_code = unknown_options.city_code
        and judged.moment = unknown_options.moment
        and judged.question_code = unknown_options.question_code
),

of_answers as (
    {%- set kinds = [
        ['fault', "answer_form = 'options' and fault is not null", 'faulty_codes'],
        ["'contradictory_row'", "answer_form = 'contradiction' and is_contradictory", "coalesce(option_codes, '–')"],
        ["'departments_disagree'", "answer_form = 'contradiction' and is_disagreed",
         "coalesce(option_codes, '') || case when has_reason then ' / n/a' else '' end || ' (' || submission_id || ')'"],
        ["'answer_ruled_out'", "is_stale and is_shut_by_parent and answer_form = 'options' and fault is null and score > 0",
         "option_codes"],
        ["'stale_answer'", "is_stale and not (is_shut_by_parent and answer_form = 'options' and fault is null and score > 0)",
         "coalesce(option_codes, '–')"],
    ] %}
    {%- for code, condition, detail in kinds %}
    select
        {{ code }} as ticket_code,
        city_code,
        cycle,
        area_code,
        question_code,
        cast(cycle as varchar) || ' ' || question_code as subject,
        {{ detail }} as detail,
        source_file,
        source_sha256,
        source_sheet,
        source_row,
        {{ moment_life('detailed') }}
    from detailed
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

outside as (
    select
        case when known_questions.question_code is null then 'unknown_question' else 'question_not_in_questionnaire' end
            as ticket_code,
        answers.city_code,
        answers.cycle,
        cast(null as varchar) as area_code,
        answers.question_code,
        cast(answers.cycle as varchar) || ' ' || answers.question_code as subject,
        case
            when known_questions.question_code is null then answers.submission_id
            else participations.questionnaire_id
        end as detail,
        answers.source_file,
        answers.source_sha256,
        answers.source_sheet,
        answers.source_row,
        {{ version_life('answers') }}
    from answers
    left join participations
        on answers.cycle = participations.cycle
        and answers.city_code = participations.city_code
    left join questions
        on participations.questionnaire_id = questions.methodology_id
        and answers.question_code = questions.question_code
    left join known_questions on answers.question_code = known_questions.question_code
    where
        known_questions.question_code is null
        or (participations.questionnaire_id is not null and questions.question_code is null)
),

of_rows as (
    {%- set kinds = [
        ['unknown_methodology', 'methodology_id is not null and named_methodology_id is null', 'methodology_id', 'methodology_id', 'cast(null as varchar)'],
        ['evidence_link_broken', "evidence_url is not null and not " ~ is_link('evidence_url'), 'question_code', 'evidence_url', 'question_code'],
        ['contact_data_masked', 'evidence_text <> ' ~ mask_contacts('evidence_text'), 'question_code', 'question_code', 'question_code'],
    ] %}
    {%- for code, condition, subject, detail, question in kinds %}
    select
        '{{ code }}' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as area_code,
        {{ question }} as question_code,
        cast(cycle as varchar) || ' ' || {{ subject }} as subject,
        {{ detail }} as detail,
        source_file,
        source_sha256,
        source_sheet,
        source_row,
        {{ version_life('answers') }}
    from answers
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from of_answers

union all

select * from outside

union all

select * from of_rows
