{{ config(meta={'dagster': {'ref': {'name': 'question_map'}}}) }}
with

map as (
    select * from {{ ref('question_map') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

sources as (
    select
        methodology_id_a as methodology_id,
        question_code_a as question_code,
        methodology_id_b as from_methodology_id,
        question_code_b as from_question_code
    from map

    union

    select
        methodology_id_b as methodology_id,
        question_code_b as question_code,
        methodology_id_a as from_methodology_id,
        question_code_a as from_question_code
    from map

    union

    -- equal codes carry over by themselves
    select
        questions.methodology_id,
        questions.question_code,
        others.methodology_id as from_methodology_id,
        others.question_code as from_question_code
    from questions
    inner join questions as others on questions.question_code = others.question_code
)

select
    methodology_id,
    question_code,
    from_methodology_id,
    count(*) as source_count
from sources
group by methodology_id, question_code, from_methodology_id
having count(*) > 1
