{% macro indicator_scores_rows(publish) -%}
select
    indicators.cycle, indicators.city_code, indicators.methodology_id, indicators.question_code, indicators.area_code,
    indicators.index_code, questions.data_type, indicators.state, indicators.score, indicators.weight,
    indicators.option_codes, indicators.submitted_option_codes, indicators.submission_id,
    indicators.submission_version, indicators.review_decision, indicators.contested
from {{ ref('indicators_scored') }} as indicators
inner join {{ ref('int_publications__decided') }} as publications
    on indicators.cycle = publications.cycle
    and indicators.city_code = publications.city_code
inner join {{ ref('questions') }} as questions on indicators.question_code = questions.question_code
where indicators.scenario_id = 'submitted' and publications.publish = '{{ publish }}'
{%- endmacro %}
