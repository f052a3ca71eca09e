{#
    What chosen sets of options are worth: from `option_sets` (methodology_id, question_code, option_codes), `questions` and
    `options`, all there before. Makes `valued` (section 4 of the methodology).
#}
{% macro value_option_sets() -%}
counted as (
    select
        option_sets.methodology_id,
        option_sets.question_code,
        option_sets.option_codes,
        {{ list_count('option_sets.option_codes') }} as chosen_count,
        count(options.option_code) as known_count,
        coalesce(sum(case when options.is_exclusive = 'yes' then 1 else 0 end), 0) as exclusive_count,
        coalesce({{ steady_sum('options.points') }}, 0) as points
    from option_sets
    left join options
        on option_sets.methodology_id = options.methodology_id
        and option_sets.question_code = options.question_code
        and {{ list_contains('option_sets.option_codes', 'options.option_code') }}
    group by option_sets.methodology_id, option_sets.question_code, option_sets.option_codes
),

faults as (
    select
        counted.*,
        questions.answer_kind,
        questions.full_marks,
        case
            when counted.known_count < counted.chosen_count then 'unknown_option'
            when questions.answer_kind = 'single' and counted.chosen_count > 1 then 'two_options_on_single_choice'
            when counted.exclusive_count > 0 and counted.chosen_count > 1 then 'exclusive_option_with_others'
        end as fault
    from counted
    inner join questions
        on counted.methodology_id = questions.methodology_id
        and counted.question_code = questions.question_code
),

valued as (
    select
        methodology_id,
        question_code,
        option_codes,
        fault,
        case
            when fault is not null then 0.0
            when answer_kind = 'single' then 100.0 * points
            else 100.0 * least(1.0, points / nullif(full_marks, 0))
        end as score
    from faults
)
{%- endmacro %}

{# Which chosen sets of a parent open which child, from the same three. Makes `opened`. #}
{% macro open_by_option_sets() -%}
opened as (
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
)
{%- endmacro %}
