{# The kinds of comparison of two cycles: what follows from the questionnaires of both alone is worked out once for each. #}
{% macro comparison_kinds() -%}
select distinct
        kind_number,
        from_methodology_id,
        from_questionnaire_id,
        to_methodology_id,
        to_questionnaire_id
    from {{ ref('comparisons_numbered') }}
{%- endmacro %}
