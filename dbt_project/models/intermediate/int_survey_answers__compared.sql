-- Rows of respondents with an item that is there more than once, and which of them counts: of each item the highest
-- revision that is not disputed. Several contents of one revision dispute it, and none of its rows counts.
with

repeated as (
    select * from {{ ref('int_survey_respondents__repeated') }}
),

answers as (
    select
        staged.city_code,
        staged.cycle,
        staged.respondent_id,
        staged.item_code,
        staged.revision,
        staged.value,
        staged.weight,
        staged.age_band,
        staged.gender,
        staged.background,
        staged.source_sha256,
        staged.source_sheet,
        staged.source_row
    from {{ ref('stg_intake__residents_survey') }} as staged
    inner join repeated
        on {{ key_number(['staged.city_code', 'staged.cycle', 'staged.respondent_id']) }} = repeated.respondent_number
),

revisions as (
    select
        answers.city_code,
        answers.cycle,
        answers.respondent_id,
        answers.item_code,
        answers.revision,
        min({{ survey_content('answers') }}) <> max({{ survey_content('answers') }}) as is_disputed
    from answers
    group by answers.city_code, answers.cycle, answers.respondent_id, answers.item_code, answers.revision
),

ordered as (
    select
        answers.*,
        revisions.is_disputed,
        row_number() over (
            partition by answers.city_code, answers.cycle, answers.respondent_id, answers.item_code
            order by
                revisions.is_disputed asc, answers.revision desc, answers.source_sha256 asc, answers.source_sheet asc,
                answers.source_row asc
        ) as place
    from answers
    inner join revisions
        on answers.city_code = revisions.city_code
        and answers.cycle = revisions.cycle
        and answers.respondent_id = revisions.respondent_id
        and answers.item_code = revisions.item_code
        and answers.revision = revisions.revision
)

select
    city_code,
    cycle,
    respondent_id,
    item_code,
    revision,
    value,
    weight,
    age_band,
    gender,
    background,
    source_sha256,
    source_sheet,
    source_row,
    is_disputed,
    not is_disputed and place = 1 as is_current
from ordered
