-- The questions that either of two questionnaires asked, joined by the map, with weight and place under either version:
-- what does not depend on the answers. What one did not ask takes its weight from the other.
with

kinds as (
    {{ comparison_kinds() }}
),

asked as (
    select * from {{ ref('int_questions__asked') }}
    where from_question_code is not null
),

carried as (
    select * from {{ ref('int_questions__carried') }}
),

numbers as (
    select
        numbers.*,
        methodologies.missing_rule = 'zero' as counts_missing
    from {{ ref('int_questions__numbered') }} as numbers
    inner join {{ ref('methodologies') }} as methodologies
        on numbers.methodology_id = methodologies.methodology_id
),

-- joined by the code that a question has in the later version, where that version has it
earlier as (
    select
        kinds.kind_number,
        asked.question_number,
        coalesce(carried.from_question_code, asked.question_code) as joined_code
    from kinds
    inner join asked
        on kinds.from_questionnaire_id = asked.questionnaire_id
        and kinds.from_methodology_id = asked.methodology_id
    left join carried
        on asked.methodology_id = carried.methodology_id
        and asked.question_code = carried.question_code
        and kinds.to_methodology_id = carried.from_methodology_id
),

later as (
    select
        kinds.kind_number,
        asked.question_number,
        asked.question_code as joined_code
    from kinds
    inner join asked
        on kinds.to_questionnaire_id = asked.questionnaire_id
        and kinds.to_methodology_id = asked.methodology_id
),

joined as (
    select
        coalesce(later.kind_number, earlier.kind_number) as kind_number,
        coalesce(later.joined_code, earlier.joined_code) as joined_code,
        earlier.question_number as from_question_number,
        later.question_number as to_question_number
    from earlier
    full outer join later
        on earlier.kind_number = later.kind_number
        and earlier.joined_code = later.joined_code
)

select
    cast(
        row_number() over (
            order by joined.kind_number, coalesce(to_numbers.question_code, from_numbers.question_code)
        ) as integer
    ) as joined_number,
    joined.kind_number,
    coalesce(to_numbers.question_code, from_numbers.question_code) as question_code,
    joined.from_question_number,
    joined.to_question_number,
    from_numbers.question_code as from_question_code,
    to_numbers.question_code as to_question_code,
    from_numbers.area_code as from_area_code,
    to_numbers.area_code as to_area_code,
    from_numbers.area_number as from_area_number,
    to_numbers.area_number as to_area_number,
    from_numbers.index_code as from_index_code,
    to_numbers.index_code as to_index_code,
    coalesce(from_numbers.weight, to_numbers.weight) as from_weight,
    coalesce(to_numbers.weight, from_numbers.weight) as to_weight,
    -- questions with the same place under both versions add up together
    cast(
        dense_rank() over (
            order by
                from_numbers.area_number, to_numbers.area_number, from_numbers.index_code, to_numbers.index_code
        ) as integer
    ) as place_number,
    from_numbers.counts_missing as from_counts_missing,
    to_numbers.counts_missing as to_counts_missing
from joined
left join numbers as from_numbers on joined.from_question_number = from_numbers.question_number
left join numbers as to_numbers on joined.to_question_number = to_numbers.question_number
