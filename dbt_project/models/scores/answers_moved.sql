-- What changed question by question between two cycles, and how many points of the index each moved answer brought.
-- With questions, statuses and weights held, the index is a sum over answers: so the part of the answers is one, too.
{%- set ends = ['from', 'to'] %}
with

pairs as (
    select * from {{ ref('comparisons_numbered') }}
),

questions as (
    select * from {{ ref('questions_changed') }}
),

joined as (
    select * from {{ ref('questions_joined') }}
),

areas as (
    select * from {{ ref('areas_switched') }}
),

sets as (
    select * from {{ ref('switch_sets_found') }}
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
),

-- what each area weighs in the index
weights as (
    select weights.*
    from {{ ref('switch_sets_weighed') }} as weights
    inner join nodes on weights.node_number = nodes.index_node_number and weights.area_node_number = nodes.node_number
),

changes as (
    select
        pair_number,
        index_code,
        from_answers is not null as has_split
    from {{ ref('changes_split') }}
    where node_code = 'INDEX' and (reason is null or reason <> 'only_in_one_version')
),

-- points of the index for one more point of an answer and unit of its weight, over the ways to take statuses from
-- either cycle; with the same shares as for the part: 1/4 for none or all of the other three, else 1/12
levers as (
    select
        areas.pair_number,
        areas.questions_of,
        nodes.index_code,
        nodes.area_number
        {%- for questions_of in ends %}
        {%- for weights_of in ends %},
        {%- for coverage_of in ends %}
        {%- set way = coverage_of ~ '_' ~ weights_of %}
        coalesce(weights.weight_{{ way }} / areas.weight_{{ way }}, 0)
        / {{ '4e0' if questions_of == weights_of == coverage_of else '12e0' }}{{ ' +' if not loop.last }}
        {%- endfor %} as lever_{{ questions_of }}_{{ weights_of }}
        {%- endfor %}
        {%- endfor %}
    from areas
    inner join sets
        on areas.pair_number = sets.pair_number
        and areas.questions_of = sets.questions_of
        and areas.index_node_number = sets.index_node_number
    inner join nodes on areas.node_number = nodes.node_number
    inner join weights
        on sets.switch_set_number = weights.switch_set_number
        and areas.node_number = weights.area_node_number
),

-- the questions of each index, with the place that they have in it
indexed as (
    select
        questions.*,
        pairs.pair_number,
        pairs.city_code,
        pairs.from_cycle,
        pairs.to_cycle,
        pairs.from_methodology_id,
        pairs.to_methodology_id,
        pairs.is_one_questionnaire,
        changes.index_code,
        changes.has_split and questions.has_other_score as has_moved,
        joined.question_code,
        joined.from_question_code,
        joined.to_question_code,
        joined.from_area_code,
        joined.to_area_code,
        joined.from_area_number,
        joined.to_area_number,
        joined.from_weight,
        joined.to_weight,
        joined.from_question_code is not null
        and (changes.index_code = 'extended' or joined.from_index_code = 'core') as is_in_from,
        joined.to_question_code is not null
        and (changes.index_code = 'extended' or joined.to_index_code = 'core') as is_in_to
    from questions
    inner join joined on questions.joined_number = joined.joined_number
    inner join pairs on questions.comparison_number = pairs.comparison_number
    inner join changes on pairs.pair_number = changes.pair_number
),

told as (
    select
        indexed.*,
        case when is_in_from then from_area_number end as from_lever_number,
        case when is_in_to then to_area_number end as to_lever_number,
        case when is_one_questionnaire then 'to' else 'from' end as from_questions_of,
        substr(
            case when has_other_answer or has_other_score then '|answer' else '' end
            || case when is_in_from and is_in_to and from_area_code <> to_area_code then '|area' else '' end
            || case when has_other_coverage then '|coverage' else '' end
            || case when not is_in_from then '|entered' else '' end
            || case when not is_in_to then '|left' else '' end
            || case when is_in_from and is_in_to and from_weight <> to_weight then '|weight' else '' end,
            2
        ) as what_changed
    from indexed
    where is_in_from or is_in_to
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
    case
        when told.has_moved
            then
                (told.to_score - told.from_score)
                * (
                    coalesce(
                        told.from_weight * from_levers.lever_from_from + told.to_weight * from_levers.lever_from_to, 0
                    )
                    + coalesce(told.from_weight * to_levers.lever_to_from + told.to_weight * to_levers.lever_to_to, 0)
                )
    end as index_points
from told
left join levers as from_levers
    on told.pair_number = from_levers.pair_number
    and told.index_code = from_levers.index_code
    and told.from_lever_number = from_levers.area_number
    and told.from_questions_of = from_levers.questions_of
left join levers as to_levers
    on told.pair_number = to_levers.pair_number
    and told.index_code = to_levers.index_code
    and told.to_lever_number = to_levers.area_number
    and to_levers.questions_of = 'to'
where told.what_changed <> ''
