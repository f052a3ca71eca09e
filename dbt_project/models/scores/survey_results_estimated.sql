-- Mean and standard error of each item for each group. The description of the model says the formula.
with

strata as (
    select * from {{ ref('survey_strata_summed') }}
),

strata_of_groups as (
    {%- for kind in survey_group_kinds() %}
    select
        strata.*,
        '{{ kind }}' as group_kind,
        {{ "'all'" if kind == 'all' else 'strata.' ~ kind }} as group_code
    from strata
    {%- if kind != 'all' %}
    where strata.{{ kind }} is not null
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

means as (
    select
        cycle,
        city_code,
        item_code,
        group_kind,
        group_code,
        sum(respondents) as respondents,
        sum(weight) as weight,
        sum(weighted_value)
        / nullif(sum(weight), 0) as mean
    from strata_of_groups
    group by cycle, city_code, item_code, group_kind, group_code
),

-- d = w (y - mean) of each respondent, added up within a stratum: d and its square
deviations as (
    select
        strata_of_groups.*,
        strata_of_groups.weighted_value - means.mean * strata_of_groups.weight as deviation,
        strata_of_groups.squared_weight_value_value - 2 * means.mean * strata_of_groups.squared_weight_value
        + means.mean * means.mean * strata_of_groups.squared_weight as squared_deviation
    from strata_of_groups
    inner join means
        on strata_of_groups.cycle = means.cycle
        and strata_of_groups.city_code = means.city_code
        and strata_of_groups.item_code = means.item_code
        and strata_of_groups.group_kind = means.group_kind
        and strata_of_groups.group_code = means.group_code
),

spreads as (
    select
        cycle,
        city_code,
        item_code,
        group_kind,
        group_code,
        sum(
            case
                when respondents = 1 then greatest(squared_deviation, 0)
                else
                    greatest(squared_deviation - deviation * deviation / respondents, 0)
                    * respondents / nullif(respondents - 1, 0)
            end
        ) as spread
    from deviations
    group by cycle, city_code, item_code, group_kind, group_code
)

select
    means.cycle,
    means.city_code,
    means.item_code,
    means.group_kind,
    means.group_code,
    cast(means.respondents as integer) as respondents,
    round(means.mean, 12) as mean,
    round(sqrt(spreads.spread) / nullif(means.weight, 0), 12) as standard_error
from means
inner join spreads
    on means.cycle = spreads.cycle
    and means.city_code = spreads.city_code
    and means.item_code = spreads.item_code
    and means.group_kind = spreads.group_kind
    and means.group_code = spreads.group_code
