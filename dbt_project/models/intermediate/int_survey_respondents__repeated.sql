-- Respondents for whom an item may be there more than once, as numbers. All others need no comparing of millions of
-- rows: as many rows as different items means that each item is there once. A number may stand for two respondents, and
-- some may be here without need; int_survey_answers__compared looks at them closely.
with

answers as (
    select * from {{ ref('stg_intake__residents_survey') }}
),

items as (
    select
        item_code,
        row_number() over (order by item_code) as item_number
    from {{ ref('survey_items') }}
)

select {{ key_number(['answers.city_code', 'answers.cycle', 'answers.respondent_id']) }} as respondent_number
from answers
left join items on answers.item_code = items.item_code
group by {{ key_number(['answers.city_code', 'answers.cycle', 'answers.respondent_id']) }}
having count(*) <> coalesce({{ count_different('items.item_number') }}, 0)
