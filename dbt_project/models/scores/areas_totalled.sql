-- The one pass over all indicators: sums and counts over the core and over the extended questions of each area, side by
-- side. The points are the same under both missing rules, since what is missing scores 0.
with

indicators as (
    select * from {{ ref('indicators_scored') }}
)

select
    indicators.participation_number,
    indicators.area_number
    {%- for index_code in ['core', 'extended'] %}
    {%- set of_index = "indicators.index_code = '" ~ index_code ~ "'" %},
    {{ steady_sum('indicators.weight', of_index ~ ' and indicators.in_zero') }} as {{ index_code }}_weight_zero,
    {{ steady_sum('indicators.weight', of_index ~ ' and indicators.is_answered') }} as {{ index_code }}_weight_exclude,
    {{ steady_sum('indicators.weight * indicators.score', of_index) }} as {{ index_code }}_points,
    count(*) filter (where {{ of_index }} and indicators.in_zero) as {{ index_code }}_in_denominator,
    count(*) filter (where {{ of_index }} and indicators.is_answered) as {{ index_code }}_answered
    {%- endfor %}
from indicators
group by indicators.participation_number, indicators.area_number
