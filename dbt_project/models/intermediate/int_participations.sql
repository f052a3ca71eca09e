-- Who took part when, and which questionnaire was filled in: the one that the submissions name, else the cycle's own.
with

answers as (
    select * from {{ ref('int_answers__current') }}
),

reviews as (
    select * from {{ ref('int_reviews__current') }}
),

series as (
    select
        cycle,
        city_code,
        own_methodology_id,
        min(named_methodology_id) as named_methodology_id,
        count(distinct named_methodology_id) as named_count,
        {{ join_text('distinct named_methodology_id', 'named_methodology_id') }} as named_methodology_ids,
        count(distinct submission_id) as submission_count,
        count(distinct department) as department_count,
        min(source_file) as source_file,
        min(source_sha256) as source_sha256,
        max(answered_on) as last_answered_on
    from answers
    group by cycle, city_code, own_methodology_id
),

acceptances as (
    select
        cycle,
        city_code,
        max(reviewed_on) as accepted_on
    from reviews
    where decision = 'accepted' and question_code is null and area_code is null
    group by cycle, city_code
)

select
    'submitted' as scenario_id,
    series.cycle,
    series.city_code,
    series.own_methodology_id,
    case when series.named_count = 1 then series.named_methodology_id else series.own_methodology_id end
        as questionnaire_id,
    series.named_count > 1 as is_questionnaire_disputed,
    series.named_methodology_ids,
    series.submission_count,
    series.department_count,
    series.source_file,
    series.source_sha256,
    series.last_answered_on,
    acceptances.city_code is not null
    and (series.last_answered_on is null or coalesce(acceptances.accepted_on >= series.last_answered_on, false))
        as is_review_complete
from series
left join acceptances
    on series.cycle = acceptances.cycle
    and series.city_code = acceptances.city_code
