-- The answers of residents that count, added up: what everything about the survey is worked out from. A file in which
-- nobody has a weight counts everybody once.
with

repeated as (
    select * from {{ ref('int_survey_respondents__repeated') }}
),

answers as (
    select
        staged.source_sha256,
        staged.city_code,
        staged.cycle,
        staged.item_code,
        staged.age_band,
        staged.gender,
        staged.background,
        staged.value,
        staged.weight,
        staged.source_row
    from {{ ref('stg_intake__residents_survey') }} as staged
    left join repeated
        on {{ key_number(['staged.city_code', 'staged.cycle', 'staged.respondent_id']) }} = repeated.respondent_number
    where repeated.respondent_number is null

    union all

    select
        source_sha256,
        city_code,
        cycle,
        item_code,
        age_band,
        gender,
        background,
        value,
        weight,
        source_row
    from {{ ref('int_survey_answers__compared') }}
    where is_current
)

select
    source_sha256,
    city_code,
    cycle,
    item_code,
    age_band,
    gender,
    background,
    value,
    count(*) as answer_count,
    sum(coalesce(weight, 1)) as weight,
    sum(coalesce(weight, 1) * coalesce(weight, 1)) as squared_weight,
    min(source_row) as first_row
from answers
group by source_sha256, city_code, cycle, item_code, age_band, gender, background, value
