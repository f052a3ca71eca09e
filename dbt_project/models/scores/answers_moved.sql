-- What changed question by question between two cycles, and how many points of the index each moved answer brought.
-- With questions, statuses and weights held, the index is a sum over answers: so the part of the answers is one, too.
{%- set ends = ['from', 'to'] %}
with

questions as (
    select * from {{ ref('questions_paired') }}
),

areas as (
    select * from {{ ref('areas_switched') }}
),

trees as (
    select * from {{ ref('trees_weighed') }}
    where node_code = 'INDEX'
),

indicators as (
    select * from {{ ref('indicators_scored') }}
    where scenario_id = 'submitted'
),

changes as (
    select * from {{ ref('changes_split') }}
    where node_code = 'INDEX'
),

-- the questions of each index, with the place that they have in it
indexed as (
    select
        changes.from_methodology_id,
        changes.to_methodology_id,
        changes.index_code,
        changes.from_answers is not null as has_split,
        questions.*,
        questions.from_question_code is not null
        and (changes.index_code = 'extended' or questions.from_index_code = 'core') as is_in_from,
        questions.to_question_code is not null
        and (changes.index_code = 'extended' or questions.to_index_code = 'core') as is_in_to
    from changes
    inner join questions
        on changes.city_code = questions.city_code
        and changes.from_cycle = questions.from_cycle
        and changes.to_cycle = questions.to_cycle
    where changes.reason is null or changes.reason <> 'only_in_one_version'
),

described as (
    select
        indexed.*,
        earlier.option_codes as from_option_codes,
        later.option_codes as to_option_codes,
        earlier.score as from_indicator_score,
        later.score as to_indicator_score,
        indexed.from_question_code is not null and indexed.to_question_code is not null as is_asked_twice
    from indexed
    left join indicators as earlier
        on indexed.city_code = earlier.city_code
        and indexed.from_cycle = earlier.cycle
        and indexed.from_methodology_id = earlier.methodology_id
        and indexed.from_question_code = earlier.question_code
    left join indicators as later
        on indexed.city_code = later.city_code
        and indexed.to_cycle = later.cycle
        and indexed.to_methodology_id = later.methodology_id
        and indexed.to_question_code = later.question_code
    where indexed.is_in_from or indexed.is_in_to
),

told as (
    select
        described.*,
        substr(
            case
                when
                    is_asked_twice
                    and from_is_given
                    and to_is_given
                    and (
                        from_state <> to_state
                        or from_score <> to_score
                        or (from_state = 'answered' and from_option_codes <> to_option_codes)
                    )
                    then '|answer'
                else ''
            end
            || case when is_in_from and is_in_to and from_area_code <> to_area_code then '|area' else '' end
            || case
                when
                    is_asked_twice and (from_is_given <> to_is_given or from_is_counted <> to_is_counted)
                    then '|coverage'
                else ''
            end
            || case when not is_in_from then '|entered' else '' end
            || case when not is_in_to then '|left' else '' end
            || case when is_in_from and is_in_to and from_weight <> to_weight then '|weight' else '' end,
            2
        ) as what_changed,
        has_split and is_asked_twice and from_is_given and to_is_given and from_score <> to_score as has_moved
    from described
),

-- each moved answer with what it weighs in the index, for each way to take questions and statuses from either cycle
weighed as (
    {% for place in ends %}
    select
        told.city_code,
        told.from_cycle,
        told.to_cycle,
        told.index_code,
        told.question_code,
        told.to_score - told.from_score as step,
        case when areas.coverage_of = 'to' then 1 else 0 end
        + case when areas.weights_of = 'to' then 1 else 0 end
        + {{ 1 if place == 'to' else 0 }} as size,
        trees.area_weight
        * case when areas.weights_of = 'to' then told.to_weight else told.from_weight end
        / areas.weight as effective_weight
    from told
    inner join areas
        on told.city_code = areas.city_code
        and told.from_cycle = areas.from_cycle
        and told.to_cycle = areas.to_cycle
        and told.index_code = areas.index_code
        and told.{{ place }}_area_code = areas.area_code
        and areas.questions_of = '{{ place }}'
    inner join trees
        on areas.tree_methodology_id = trees.tree_methodology_id
        and areas.weights_methodology_id = trees.weights_methodology_id
        and areas.index_code = trees.index_code
        and areas.area_codes = trees.area_codes
        and areas.left_out_codes = trees.left_out_codes
        and areas.area_code = trees.area_code
    where told.has_moved and told.is_in_{{ place }}
    {%- if not loop.last %}

    union all

    {% endif %}
    {% endfor %}
),

-- the same shares as for the part: 1/4 for none or all of the other three, else 1/12
brought as (
    select
        city_code,
        from_cycle,
        to_cycle,
        index_code,
        question_code,
        {{ steady_sum('step * effective_weight * case when size in (0, 3) then 1e0 / 4 else 1e0 / 12 end') }}
            as index_points
    from weighed
    group by city_code, from_cycle, to_cycle, index_code, question_code
)

select
    told.city_code,
    told.from_cycle,
    told.to_cycle,
    told.from_methodology_id,
    told.to_methodology_id,
    told.index_code,
    told.question_code,
    told.from_question_code,
    told.to_question_code,
    told.from_area_code,
    told.to_area_code,
    told.from_state,
    told.to_state,
    told.from_option_codes,
    told.to_option_codes,
    told.from_indicator_score as from_score,
    told.to_indicator_score as to_score,
    told.what_changed,
    -- nothing, where it weighs nothing
    case when told.has_moved then coalesce(brought.index_points, 0.0) end as index_points
from told
left join brought
    on told.city_code = brought.city_code
    and told.from_cycle = brought.from_cycle
    and told.to_cycle = brought.to_cycle
    and told.index_code = brought.index_code
    and told.question_code = brought.question_code
where told.what_changed <> ''
