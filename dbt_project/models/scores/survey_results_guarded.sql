-- Which results may be shown: of groups with enough respondents, unless a hidden group could be worked out from the
-- total and the groups beside it.
with

results as (
    select * from {{ ref('survey_results_estimated') }}
),

-- how many respondents the smaller groups of the kind have together
beside_others as (
    select
        results.*,
        coalesce(
            sum(respondents) over (
                partition by cycle, city_code, item_code, group_kind
                order by respondents, group_code
                rows between unbounded preceding and 1 preceding
            ),
            {{ var('survey_respondents_least') }}
        ) as smaller_respondents
    from results
),

judged as (
    select
        beside_others.*,
        case
            when respondents < {{ var('survey_respondents_least') }} then 'too_few_respondents'
            when smaller_respondents < {{ var('survey_respondents_least') }} then 'protects_a_small_group'
        end as reason
    from beside_others
),

bounded as (
    select
        judged.*,
        round(mean - {{ var('survey_interval_width') }} * standard_error, 12) as lower_end,
        round(mean + {{ var('survey_interval_width') }} * standard_error, 12) as upper_end
    from judged
)

select
    cycle,
    city_code,
    item_code,
    group_kind,
    group_code,
    respondents,
    case when reason is null then mean end as mean,
    case when reason is null then greatest(lower_end, {{ var('survey_value_least') }}) end as low,
    case when reason is null then least(upper_end, {{ var('survey_value_most') }}) end as high,
    reason
from bounded
