-- Which chosen sets of a parent question open which child question.
with

option_sets as (
    select * from {{ ref('int_option_sets__valued') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

options as (
    select * from {{ ref('methodology_options') }}
)

select
    questions.methodology_id,
    questions.question_code,
    questions.parent_question_code,
    option_sets.option_codes as parent_option_codes,
    max(
        case
            when
                {{ list_contains('option_sets.option_codes', 'options.option_code') }}
                and {{ list_contains('questions.parent_opening_options', 'options.option_code') }}
                then 1
            else 0
        end
    ) = 1 as is_open
from questions
inner join option_sets
    on questions.methodology_id = option_sets.methodology_id
    and questions.parent_question_code = option_sets.question_code
inner join options
    on questions.methodology_id = options.methodology_id
    and questions.parent_question_code = options.question_code
group by questions.methodology_id, questions.question_code, questions.parent_question_code, option_sets.option_codes
