-- The answers to each known item by stratum: the respondents of a city and cycle who agree in age band, gender and
-- background. What is not given, or is no known group, is a stratum of its own.
{%- set kinds = ['age_band', 'gender', 'background'] %}
with

counted as (
    select * from {{ ref('int_survey_answers__counted') }}
),

items as (
    select * from {{ ref('survey_items') }}
),

known_groups as (
    select * from {{ ref('survey_groups') }}
)

select
    counted.cycle,
    counted.city_code,
    counted.item_code,
    {%- for kind in kinds %}
    {{ kind }}s.group_code as {{ kind }},
    {%- endfor %}
    cast(sum(counted.answer_count) as bigint) as respondents,
    sum(counted.weight) as weight,
    sum(counted.weight * counted.value) as weighted_value,
    sum(counted.squared_weight) as squared_weight,
    sum(counted.squared_weight * counted.value) as squared_weight_value,
    sum(counted.squared_weight * counted.value * counted.value)
        as squared_weight_value_value
from counted
inner join items on counted.item_code = items.item_code
{%- for kind in kinds %}
left join known_groups as {{ kind }}s
    on {{ kind }}s.group_kind = '{{ kind }}'
    and counted.{{ kind }} = {{ kind }}s.group_code
{%- endfor %}
where counted.value is not null
group by
    counted.cycle, counted.city_code, counted.item_code
    {%- for kind in kinds %}, {{ kind }}s.group_code{% endfor %}
