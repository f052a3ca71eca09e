-- Answers of known cities in cycles that have a questionnaire.
with

answers as (
    select * from {{ ref('stg_intake__answers') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

methodologies as (
    select * from {{ ref('methodologies') }}
)

select
    answers.*,
    own_methodologies.methodology_id as own_methodology_id,
    named_methodologies.methodology_id as named_methodology_id,
    (case when answers.option_codes is not null then 1 else 0 end)
    + (case when answers.dont_know = 'yes' then 1 else 0 end)
    + (case when answers.not_applicable_reason is not null then 1 else 0 end) as things_said
from answers
inner join cities on answers.city_code = cities.city_code
inner join methodologies as own_methodologies
    on answers.cycle >= own_methodologies.first_cycle
    and answers.cycle <= coalesce(own_methodologies.last_cycle, 9999)
left join methodologies as named_methodologies on answers.methodology_id = named_methodologies.methodology_id
