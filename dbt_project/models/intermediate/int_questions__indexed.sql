-- The questions of each index of a version: core has the core questions, extended has all.
with

questions as (
    select * from {{ ref('methodology_questions') }}
),

indexes as (
    select * from {{ ref('int_indexes__versioned') }}
)

select
    indexes.methodology_id,
    indexes.index_code,
    questions.question_code,
    questions.area_code,
    questions.weight
from indexes
inner join questions on indexes.methodology_id = questions.methodology_id
where indexes.index_code = 'extended' or questions.index_code = 'core'
