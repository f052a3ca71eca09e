{# The policy: what the index says of the areas that plan or outcomes are about, in the latest cycle of the city. #}
{% macro result_areas_rows(audience) -%}
with

concerned as (
    select distinct
        strategy_id,
        city_code,
        area_code
    from {{ ref(result_name(audience, 'actions')) }}
    where area_code is not null

    union

    select distinct
        strategy_id,
        city_code,
        area_code
    from {{ ref(result_name(audience, 'indicators')) }}
    where area_code is not null
),

shown as (
    select
        participations.cycle,
        participations.city_code,
        participations.own_methodology_id
    from {{ ref('int_participations') }} as participations
    inner join {{ ref('int_publications__decided') }} as publications
        on participations.cycle = publications.cycle
        and participations.city_code = publications.city_code
    where
        participations.scenario_id = 'submitted'
        {%- if audience == 'public' %}
        and publications.publish = 'yes'
        {%- endif %}
),

latest as (
    select
        city_code,
        max(cycle) as cycle
    from shown
    group by city_code
),

before as (
    select
        shown.city_code,
        max(shown.cycle) as from_cycle
    from shown
    inner join latest
        on shown.city_code = latest.city_code
        and latest.cycle > shown.cycle
    group by shown.city_code
),

areas as (
    select * from {{ ref('areas') }}
),

placed as (
    select
        concerned.strategy_id,
        concerned.area_code,
        concerned.city_code,
        shown.cycle,
        shown.own_methodology_id,
        coalesce(standing.index_code, 'core') as index_code,
        before.from_cycle
    from concerned
    inner join areas on concerned.area_code = areas.area_code
    inner join latest on concerned.city_code = latest.city_code
    inner join shown
        on latest.city_code = shown.city_code
        and latest.cycle = shown.cycle
    left join {{ ref('int_areas__standing') }} as standing
        on shown.own_methodology_id = standing.methodology_id
        and concerned.area_code = standing.area_code
    left join before on concerned.city_code = before.city_code
)

select
    placed.strategy_id,
    placed.area_code,
    placed.city_code,
    placed.cycle,
    placed.index_code,
    nodes.score,
    nodes.coverage_status,
    placed.from_cycle,
    case when nodes.score is not null then changes.change_like_for_like end as change_like_for_like
from placed
inner join {{ ref('nodes_published') }} as nodes
    on placed.cycle = nodes.cycle
    and placed.city_code = nodes.city_code
    and placed.own_methodology_id = nodes.methodology_id
    and placed.index_code = nodes.index_code
    and placed.area_code = nodes.node_code
    and nodes.scenario_id = 'submitted'
left join {{ ref('changes_split') }} as changes
    on placed.city_code = changes.city_code
    and placed.cycle = changes.to_cycle
    and placed.from_cycle = changes.from_cycle
    and placed.index_code = changes.index_code
    and placed.area_code = changes.node_code
{%- endmacro %}
