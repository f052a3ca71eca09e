-- Which question of a questionnaire answers a question of a version: the same code, else the one that the map names.
with

questions as (
    select * from {{ ref('methodology_questions') }}
),

map as (
    select * from {{ ref('question_map') }}
),

bridges as (
    select
        map.methodology_id_a as methodology_id,
        map.question_code_a as question_code,
        map.methodology_id_b as from_methodology_id,
        map.question_code_b as from_question_code
    from map

    union

    select
        map.methodology_id_b as methodology_id,
        map.question_code_b as question_code,
        map.methodology_id_a as from_methodology_id,
        map.question_code_a as from_question_code
    from map
),

same_codes as (
    select
        questions.methodology_id,
        questions.question_code,
        others.methodology_id as from_methodology_id,
        others.question_code as from_question_code,
        0 as preference
    from questions
    inner join questions as others on questions.question_code = others.question_code
),

mapped_codes as (
    select
        bridges.methodology_id,
        bridges.question_code,
        bridges.from_methodology_id,
        bridges.from_question_code,
        1 as preference
    from bridges
    inner join questions
        on bridges.methodology_id = questions.methodology_id
        and bridges.question_code = questions.question_code
    inner join questions as others
        on bridges.from_methodology_id = others.methodology_id
        and bridges.from_question_code = others.question_code
),

candidates as (
    select * from same_codes

    union all

    select * from mapped_codes
),

ordered as (
    select
        candidates.*,
        row_number() over (
            partition by methodology_id, question_code, from_methodology_id
            order by preference, from_question_code
        ) as place
    from candidates
)

select
    methodology_id,
    question_code,
    from_methodology_id,
    from_question_code
from ordered
where place = 1
