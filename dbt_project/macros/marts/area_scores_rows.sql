{% macro area_scores_rows(publish) -%}
select
    nodes.cycle, nodes.city_code, nodes.methodology_id, nodes.index_code, nodes.node_code as area_code,
    nodes.score, nodes.score_zero, nodes.score_exclude, nodes.coverage, nodes.coverage_status,
    cast(nodes.questions_in_denominator as integer) as questions_in_denominator,
    cast(nodes.questions_answered as integer) as questions_answered,
    cast(nodes.questions_asked as integer) as questions_asked,
    cast(nodes.questions_in_version as integer) as questions_in_version,
    nodes.comparability_reason
from {{ ref('nodes_published') }} as nodes
inner join {{ ref('int_publications__decided') }} as publications
    on nodes.cycle = publications.cycle
    and nodes.city_code = publications.city_code
where nodes.scenario_id = 'submitted' and nodes.node_code <> 'INDEX' and publications.publish = '{{ publish }}'
{%- endmacro %}
