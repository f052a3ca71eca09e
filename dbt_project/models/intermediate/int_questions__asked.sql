-- Which question of each questionnaire answers each question of every version, if any; and which parent was asked with
-- it.
with

methodologies as (
    select * from {{ ref('methodologies') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

numbers as (
    select * from {{ ref('int_questions__numbered') }}
),

carried as (
    select * from {{ ref('int_questions__carried') }}
),

-- a parent that was not asked says nothing
asked as (
    select
        methodologies.methodology_id as questionnaire_id,
        questions.methodology_id,
        questions.question_code,
        questions.parent_question_code,
        carried.from_question_code,
        case when carried.question_code is not null then parents.question_code end as asked_parent_code
    from methodologies
    cross join questions
    left join carried
        on methodologies.methodology_id = carried.from_methodology_id
        and questions.methodology_id = carried.methodology_id
        and questions.question_code = carried.question_code
    left join carried as parents
        on methodologies.methodology_id = parents.from_methodology_id
        and questions.methodology_id = parents.methodology_id
        and questions.parent_question_code = parents.question_code
),

asked_parents as (
    select distinct
        questionnaire_id,
        methodology_id,
        asked_parent_code as question_code
    from asked
    where asked_parent_code is not null
)

select
    asked.questionnaire_id,
    asked.methodology_id,
    asked.question_code,
    asked.from_question_code,
    asked.parent_question_code,
    asked.asked_parent_code,
    numbers.question_number,
    asked.asked_parent_code is not null or asked_parents.question_code is not null as is_in_chain
from asked
inner join numbers
    on asked.methodology_id = numbers.methodology_id
    and asked.question_code = numbers.question_code
left join asked_parents
    on asked.questionnaire_id = asked_parents.questionnaire_id
    and asked.methodology_id = asked_parents.methodology_id
    and asked.question_code = asked_parents.question_code
