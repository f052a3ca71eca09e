-- Every question of every version with a number of its own, its weight and its place.
with

questions as (
    select * from {{ ref('methodology_questions') }}
),

areas as (
    select distinct
        area_number,
        methodology_id,
        node_code as area_code
    from {{ ref('int_nodes__numbered') }}
)

select
    cast(row_number() over (order by questions.methodology_id, questions.question_code) as integer) as question_number,
    questions.methodology_id,
    questions.question_code,
    areas.area_number,
    questions.area_code,
    questions.index_code,
    questions.weight
from questions
left join areas
    on questions.methodology_id = areas.methodology_id
    and questions.area_code = areas.area_code
