-- Problems of a submission as a whole: versions that arrived twice with different content, parts that name different
-- questionnaires, the same option throughout, the answers of another city.
with

answers as (
    select * from {{ ref('int_answers__dated') }}
),

moments as (
    select * from {{ ref('int_moments__dated') }}
),

versions as (
    select * from {{ ref('int_versions__dated') }}
),

remembered as (
    select * from {{ ref('int_answers__remembered') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

options as (
    select * from {{ ref('methodology_options') }}
),

last_places as (
    select
        methodology_id,
        question_code,
        max(sort_order) as last_place
    from options
    group by methodology_id, question_code
),

given as (
    select * from remembered
    where submitted_option_codes is not null
),

-- the place of the chosen option among those of its question; the last one may be at any place
chosen as (
    select
        given.cycle,
        given.city_code,
        given.moment,
        given.from_on,
        given.to_on,
        given.is_last,
        given.source_file,
        given.source_sha256,
        options.sort_order as from_first,
        last_places.last_place - options.sort_order as from_last
    from given
    inner join questions
        on given.questionnaire_id = questions.methodology_id
        and given.question_code = questions.question_code
    inner join options
        on given.questionnaire_id = options.methodology_id
        and given.question_code = options.question_code
        and given.submitted_option_codes = options.option_code
    inner join last_places
        on given.questionnaire_id = last_places.methodology_id
        and given.question_code = last_places.question_code
    where questions.answer_kind = 'single'
),

straight as (
    select
        cycle,
        city_code,
        moment,
        from_on,
        to_on,
        is_last,
        count(*) as answer_count,
        min(source_file) as source_file,
        min(source_sha256) as source_sha256
    from chosen
    group by cycle, city_code, moment, from_on, to_on, is_last
    having
        count(*) >= {{ var('answers_to_compare_least') }}
        and (min(from_first) = max(from_first) or max(from_last) = 0)
),

straight_lined as (
    select
        'straight_lined' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        cast(cycle as varchar) as subject,
        cast(answer_count as varchar) as detail,
        source_file,
        source_sha256,
        cast(null as varchar) as source_sheet,
        cast(null as integer) as source_row,
        {{ moment_life('straight') }}
    from straight
),

contents as (
    select
        cycle,
        city_code,
        moment,
        from_on,
        to_on,
        is_last,
        min(source_file) as source_file,
        min(source_sha256) as source_sha256,
        {{ join_text("question_code || '=' || submitted_option_codes", 'question_code') }} as content
    from given
    group by cycle, city_code, moment, from_on, to_on, is_last
    having count(*) >= {{ var('answers_to_compare_least') }}
),

-- who takes the same option throughout has not copied from another who does
varied as (
    select contents.*
    from contents
    left join straight
        on contents.cycle = straight.cycle
        and contents.city_code = straight.city_code
        and contents.moment = straight.moment
    where straight.city_code is null
),

-- as long as both were there at the same time
identical as (
    select
        contents.cycle,
        contents.city_code,
        others.city_code as other_city_code,
        contents.source_file,
        contents.source_sha256,
        greatest(contents.from_on, others.from_on) as from_on,
        coalesce(least(contents.to_on, others.to_on), contents.to_on, others.to_on) as to_on,
        contents.is_last and others.is_last as is_last
    from varied as contents
    inner join varied as others
        on contents.cycle = others.cycle
        and contents.content = others.content
        and contents.city_code <> others.city_code
),

submissions_identical as (
    select
        'submissions_identical' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        cast(cycle as varchar) as subject,
        other_city_code as detail,
        source_file,
        source_sha256,
        cast(null as varchar) as source_sheet,
        cast(null as integer) as source_row,
        {{ moment_life('identical') }}
    from identical
    where is_last or from_on < to_on
),

disputed_versions as (
    select
        'submission_version_disputed' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        cast(cycle as varchar) || ' ' || thing || ' ' || cast(version as varchar) as subject,
        cast(version as varchar) || ' (' || thing || ')' as detail,
        source_file,
        source_sha256,
        cast(null as varchar) as source_sheet,
        cast(null as integer) as source_row,
        {{ version_life('versions') }}
    from versions
    where is_disputed and kind = 'answers'
),

named as (
    select
        moments.cycle,
        moments.city_code,
        moments.moment,
        moments.from_on,
        moments.to_on,
        moments.is_last,
        {{ join_text('distinct answers.named_methodology_id', 'answers.named_methodology_id') }} as methodology_ids,
        min(answers.source_file) as source_file,
        min(answers.source_sha256) as source_sha256
    from moments
    inner join answers
        on moments.cycle = answers.cycle
        and moments.city_code = answers.city_code
        and moments.moment >= answers.from_moment
        and (answers.to_moment is null or moments.moment < answers.to_moment)
    where answers.named_methodology_id is not null
    group by
        moments.cycle, moments.city_code, moments.moment, moments.from_on, moments.to_on, moments.is_last
    having count(distinct answers.named_methodology_id) > 1
),

disputed_questionnaires as (
    select
        'questionnaires_disagree' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        cast(cycle as varchar) as subject,
        methodology_ids as detail,
        source_file,
        source_sha256,
        cast(null as varchar) as source_sheet,
        cast(null as integer) as source_row,
        {{ moment_life('named') }}
    from named
)

select * from straight_lined

union all

select * from submissions_identical

union all

select * from disputed_versions

union all

select * from disputed_questionnaires
