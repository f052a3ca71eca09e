{# What one row of answers says, in a word; see int_answers__merged. #}
{% macro say_form(rows) -%}
case
            when {{ rows }}.things_said > 1 then 'contradiction'
            when {{ rows }}.option_codes is not null then 'options'
            when {{ rows }}.not_applicable_reason is not null then 'reason'
            when {{ rows }}.dont_know = 'yes' then 'dont_know'
            else 'blank'
        end
{%- endmacro %}

{# Rows of several departments as one answer per key; `rows` have an answer_form (section 3 of the methodology). #}
{% macro merge_forms(rows, keys) -%}
select
        summed.*,
        summed.option_set_count > 1 or (summed.option_set_count = 1 and summed.has_reason) as is_disagreed,
        case
            when summed.is_contradictory then 'contradiction'
            when summed.option_set_count > 0 then 'options'
            when summed.has_reason then 'reason'
            when summed.has_dont_know then 'dont_know'
            else 'blank'
        end as answer_form
    from (
        select
            {{ keys | join(', ') }},
            {{ list_union('option_codes') }} as option_codes,
            count(distinct case when answer_form = 'options' then option_codes end) as option_set_count,
            max(case when answer_form = 'contradiction' then 1 else 0 end) = 1 as is_contradictory,
            max(case when answer_form = 'reason' then 1 else 0 end) = 1 as has_reason,
            max(case when answer_form = 'dont_know' then 1 else 0 end) = 1 as has_dont_know,
            min(case when answer_form = 'reason' then not_applicable_reason end) as not_applicable_reason
        from {{ rows }}
        group by {{ keys | join(', ') }}
    ) as summed
{%- endmacro %}
