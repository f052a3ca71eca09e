{# Under the version of the cycle only: the sum that `intercultural explain` prints. #}
{% macro index_contributions_rows(publish) -%}
select
    weighed.cycle, weighed.city_code, weighed.methodology_id, weighed.index_code, weighed.node_code,
    weighed.area_code, weighed.question_code, weighed.effective_weight, weighed.score, weighed.contribution
from {{ ref('indicators_weighed') }} as weighed
inner join {{ ref('int_participations') }} as participations
    on weighed.scenario_id = participations.scenario_id
    and weighed.cycle = participations.cycle
    and weighed.city_code = participations.city_code
    and weighed.methodology_id = participations.own_methodology_id
inner join {{ ref('int_publications__decided') }} as publications
    on weighed.cycle = publications.cycle
    and weighed.city_code = publications.city_code
where weighed.scenario_id = 'submitted' and publications.publish = '{{ publish }}'
{%- endmacro %}
