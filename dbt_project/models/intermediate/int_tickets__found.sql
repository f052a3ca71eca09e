-- Problems that only show when everything that arrived is looked at together; words come from the seed ticket_kinds.
with

known_answers as (
    select * from {{ ref('int_answers__known') }}
),

current_answers as (
    select * from {{ ref('int_answers__current') }}
),

merged_answers as (
    select * from {{ ref('int_answers__merged') }}
),

reviewed_answers as (
    select * from {{ ref('int_answers__reviewed') }}
),

versions as (
    select * from {{ ref('int_submissions__versioned') }}
),

participations as (
    select * from {{ ref('int_participations') }}
),

reviews as (
    select * from {{ ref('int_reviews__versioned') }}
),

states as (
    select * from {{ ref('int_questions__stated') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

methodologies as (
    select * from {{ ref('methodologies') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

areas as (
    select * from {{ ref('areas') }}
),

-- every row that names a city or a cycle, one line a file
{%- set with_cycle = ['answers', 'reviews', 'policy_grid'] %}
{%- set without_cycle = ['facts', 'good_practices', 'published_scores'] %}

placed as (
    {%- for kind in with_cycle + without_cycle %}
    select
        city_code,
        {{ 'cycle' if kind in with_cycle else 'cast(null as integer) as cycle' }},
        source_file,
        source_sha256,
        source_row
    from {{ ref('stg_intake__' ~ kind) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

unknown_cities as (
    select
        'unknown_city' as ticket_code,
        placed.city_code,
        min(placed.cycle) as cycle,
        cast(null as varchar) as question_code,
        placed.city_code as detail,
        min(placed.source_file) as source_file,
        placed.source_sha256,
        min(placed.source_row) as source_row
    from placed
    left join cities on placed.city_code = cities.city_code
    where placed.city_code is not null and cities.city_code is null
    group by placed.city_code, placed.source_sha256
),

unknown_cycles as (
    select
        'unknown_cycle' as ticket_code,
        placed.city_code,
        placed.cycle,
        cast(null as varchar) as question_code,
        cast(placed.cycle as varchar) as detail,
        min(placed.source_file) as source_file,
        placed.source_sha256,
        min(placed.source_row) as source_row
    from placed
    left join methodologies
        on placed.cycle >= methodologies.first_cycle
        and placed.cycle <= coalesce(methodologies.last_cycle, 9999)
    where placed.cycle is not null and methodologies.methodology_id is null
    group by placed.city_code, placed.cycle, placed.source_sha256
),

unknown_methodologies as (
    select
        'unknown_methodology' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as question_code,
        methodology_id as detail,
        min(source_file) as source_file,
        source_sha256,
        min(source_row) as source_row
    from known_answers
    where methodology_id is not null and named_methodology_id is null
    group by city_code, cycle, methodology_id, source_sha256
),

unknown_questions as (
    select
        'unknown_question' as ticket_code,
        current_answers.city_code,
        current_answers.cycle,
        current_answers.question_code,
        current_answers.submission_id as detail,
        min(current_answers.source_file) as source_file,
        min(current_answers.source_sha256) as source_sha256,
        min(current_answers.source_row) as source_row
    from current_answers
    left join questions on current_answers.question_code = questions.question_code
    where questions.question_code is null
    group by
        current_answers.city_code, current_answers.cycle, current_answers.question_code, current_answers.submission_id
),

questions_outside as (
    select
        'question_not_in_questionnaire' as ticket_code,
        current_answers.city_code,
        current_answers.cycle,
        current_answers.question_code,
        participations.questionnaire_id as detail,
        min(current_answers.source_file) as source_file,
        min(current_answers.source_sha256) as source_sha256,
        min(current_answers.source_row) as source_row
    from current_answers
    inner join participations
        on current_answers.cycle = participations.cycle
        and current_answers.city_code = participations.city_code
    left join questions
        on participations.questionnaire_id = questions.methodology_id
        and current_answers.question_code = questions.question_code
    where
        questions.question_code is null
        and current_answers.question_code in (select known.question_code from questions as known)
    group by
        current_answers.city_code, current_answers.cycle, current_answers.question_code, participations.questionnaire_id
),

chosen_options as (
    select
        scenario_id,
        cycle,
        city_code,
        methodology_id,
        question_code,
        {{ list_items('option_codes') }} as option_code
    from states
    where scenario_id = 'submitted' and fault = 'unknown_option'
),

-- of the options of an answer those that the question does not have
unknown_options as (
    select
        chosen_options.scenario_id,
        chosen_options.cycle,
        chosen_options.city_code,
        chosen_options.methodology_id,
        chosen_options.question_code,
        {{ join_text('chosen_options.option_code', 'chosen_options.option_code') }} as option_codes
    from chosen_options
    left join {{ ref('methodology_options') }} as options
        on chosen_options.methodology_id = options.methodology_id
        and chosen_options.question_code = options.question_code
        and chosen_options.option_code = options.option_code
    where options.option_code is null
    group by
        chosen_options.scenario_id, chosen_options.cycle, chosen_options.city_code, chosen_options.methodology_id,
        chosen_options.question_code
),

option_faults as (
    select
        states.fault as ticket_code,
        states.city_code,
        states.cycle,
        states.question_code,
        coalesce(unknown_options.option_codes, states.option_codes) as detail,
        merged_answers.source_file,
        merged_answers.source_sha256,
        merged_answers.source_row
    from states
    inner join participations
        on states.scenario_id = participations.scenario_id
        and states.cycle = participations.cycle
        and states.city_code = participations.city_code
        and states.methodology_id = participations.questionnaire_id
    left join unknown_options
        on states.scenario_id = unknown_options.scenario_id
        and states.cycle = unknown_options.cycle
        and states.city_code = unknown_options.city_code
        and states.methodology_id = unknown_options.methodology_id
        and states.question_code = unknown_options.question_code
    left join merged_answers
        on states.cycle = merged_answers.cycle
        and states.city_code = merged_answers.city_code
        and states.question_code = merged_answers.question_code
    left join reviewed_answers
        on states.cycle = reviewed_answers.cycle
        and states.city_code = reviewed_answers.city_code
        and states.question_code = reviewed_answers.question_code
    where
        states.scenario_id = 'submitted'
        and states.fault is not null
        -- A contradiction has a ticket of its own; what its options would be worth is no second problem.
        and coalesce(reviewed_answers.answer_form, 'options') <> 'contradiction'
),

contradictions as (
    select
        'contradictory_row' as ticket_code,
        current_answers.city_code,
        current_answers.cycle,
        current_answers.question_code,
        coalesce(current_answers.option_codes, 'no options') as detail,
        current_answers.source_file,
        current_answers.source_sha256,
        current_answers.source_row
    from current_answers
    inner join reviewed_answers
        on current_answers.cycle = reviewed_answers.cycle
        and current_answers.city_code = reviewed_answers.city_code
        and current_answers.question_code = reviewed_answers.question_code
    where current_answers.things_said > 1 and reviewed_answers.answer_form = 'contradiction'
),

disagreements as (
    select
        'departments_disagree' as ticket_code,
        merged_answers.city_code,
        merged_answers.cycle,
        merged_answers.question_code,
        coalesce(merged_answers.option_codes, '') || case
            when merged_answers.not_applicable_reason is not null then ' and not applicable'
            else ''
        end || ' (' || merged_answers.submission_id || ')' as detail,
        merged_answers.source_file,
        merged_answers.source_sha256,
        merged_answers.source_row
    from merged_answers
    inner join reviewed_answers
        on merged_answers.cycle = reviewed_answers.cycle
        and merged_answers.city_code = reviewed_answers.city_code
        and merged_answers.question_code = reviewed_answers.question_code
    where merged_answers.is_disagreed and reviewed_answers.answer_form = 'contradiction'
),

disputed_versions as (
    select
        'submission_version_disputed' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as question_code,
        cast(submission_version as varchar) || ' of ' || submission_id as detail,
        source_file,
        source_sha256,
        cast(null as integer) as source_row
    from versions
    where is_disputed
),

disputed_questionnaires as (
    select
        'questionnaires_disagree' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as question_code,
        replace(named_methodology_ids, '|', ', ') as detail,
        source_file,
        source_sha256,
        cast(null as integer) as source_row
    from participations
    where scenario_id = 'submitted' and is_questionnaire_disputed
),

disputed_reviews as (
    select
        'review_version_disputed' as ticket_code,
        city_code,
        cycle,
        question_code,
        cast(review_version as varchar) || ' of ' || review_id as detail,
        min(source_file) as source_file,
        min(source_sha256) as source_sha256,
        min(source_row) as source_row
    from reviews
    where is_disputed
    group by city_code, cycle, question_code, review_version, review_id
),

review_faults as (
    select
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
                and reviewed_answers.question_code is null
                then 'review_of_unknown_question'
            when
                reviewed_answers.review_id = reviews.review_id
                and reviewed_answers.is_review_outdated
                then 'review_outdated'
        end as ticket_code,
        reviews.city_code,
        reviews.cycle,
        reviews.question_code,
        reviews.review_id as detail,
        reviews.source_file,
        reviews.source_sha256,
        reviews.source_row
    from reviews
    left join areas on reviews.area_code = areas.area_code
    left join participations
        on reviews.cycle = participations.cycle
        and reviews.city_code = participations.city_code
        and participations.scenario_id = 'submitted'
    left join reviewed_answers
        on reviews.cycle = reviewed_answers.cycle
        and reviews.city_code = reviewed_answers.city_code
        and reviews.question_code = reviewed_answers.question_code
    where reviews.is_current
),

stale_answers as (
    select
        'stale_answer' as ticket_code,
        states.city_code,
        states.cycle,
        states.question_code,
        coalesce(states.option_codes, 'given') as detail,
        merged_answers.source_file,
        merged_answers.source_sha256,
        merged_answers.source_row
    from states
    inner join participations
        on states.scenario_id = participations.scenario_id
        and states.cycle = participations.cycle
        and states.city_code = participations.city_code
        and states.methodology_id = participations.questionnaire_id
    inner join merged_answers
        on states.cycle = merged_answers.cycle
        and states.city_code = merged_answers.city_code
        and states.question_code = merged_answers.question_code
    where states.scenario_id = 'submitted' and states.is_stale
),

masked_texts as (
    select
        'contact_data_masked' as ticket_code,
        city_code,
        cycle,
        question_code,
        'evidence_text of ' || question_code as detail,
        min(source_file) as source_file,
        min(source_sha256) as source_sha256,
        min(source_row) as source_row
    from current_answers
    where evidence_text <> {{ mask_contacts('evidence_text') }}
    group by city_code, cycle, question_code

    union all

    select
        'contact_data_masked' as ticket_code,
        city_code,
        cast(null as integer) as cycle,
        cast(null as varchar) as question_code,
        'practice ' || practice_id as detail,
        source_file,
        source_sha256,
        source_row
    from {{ ref('int_good_practices__current') }}
    where title <> {{ mask_contacts('title') }} or summary <> {{ mask_contacts('summary') }}
),

unknown_areas as (
    select
        'unknown_area' as ticket_code,
        practices.city_code,
        cast(null as integer) as cycle,
        cast(null as varchar) as question_code,
        practices.area_code as detail,
        practices.source_file,
        practices.source_sha256,
        practices.source_row
    from {{ ref('int_good_practices__current') }} as practices
    left join areas on practices.area_code = areas.area_code
    where practices.area_code is not null and areas.area_code is null

    union all

    select
        'unknown_area' as ticket_code,
        grid.city_code,
        grid.cycle,
        cast(null as varchar) as question_code,
        grid.area_code as detail,
        grid.source_file,
        grid.source_sha256,
        grid.source_row
    from {{ ref('int_policy_grid__current') }} as grid
    left join areas on grid.area_code = areas.area_code
    where grid.area_code is not null and areas.area_code is null
),

unknown_facts as (
    select
        'unknown_fact' as ticket_code,
        facts.city_code,
        cast(null as integer) as cycle,
        cast(null as varchar) as question_code,
        facts.fact_code as detail,
        facts.source_file,
        facts.source_sha256,
        facts.source_row
    from {{ ref('int_facts__current') }} as facts
    left join {{ ref('fact_codes') }} as fact_codes on facts.fact_code = fact_codes.fact_code
    where fact_codes.fact_code is null
),

{%- set revised = {
    'cities': 'city_code',
    'facts': "city_code || ' ' || fact_code || ' ' || cast(year as varchar)",
    'policy_grid': 'entry_id',
    'good_practices': 'practice_id',
    'published_scores': 'result_id',
} %}

{%- set rows_of = {'facts': 'fact_code, year', 'policy_grid': 'cycle, entry_id'} %}

disputed_revisions as (
    {%- for kind, key in revised.items() %}
    select
        'revision_disputed' as ticket_code,
        city_code,
        cast(null as integer) as cycle,
        cast(null as varchar) as question_code,
        cast(revision as varchar) || ' of ' || {{ key }} || ' ({{ kind }})' as detail,
        min(source_file) as source_file,
        min(source_sha256) as source_sha256,
        min(source_row) as source_row
    from {{ ref('stg_intake__' ~ kind) }}
    group by {{ rows_of.get(kind, key) }}, city_code, revision
    having count(distinct row_digest) > 1
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

found as (
    select * from unknown_cities
    union all
    select * from unknown_cycles
    union all
    select * from unknown_methodologies
    union all
    select * from unknown_questions
    union all
    select * from questions_outside
    union all
    select * from option_faults
    union all
    select * from contradictions
    union all
    select * from disagreements
    union all
    select * from disputed_versions
    union all
    select * from disputed_questionnaires
    union all
    select * from disputed_reviews
    union all
    select * from review_faults
    where ticket_code is not null
    union all
    select * from stale_answers
    union all
    select * from masked_texts
    union all
    select * from unknown_areas
    union all
    select * from unknown_facts
    union all
    select * from disputed_revisions
)

select distinct *
from found
