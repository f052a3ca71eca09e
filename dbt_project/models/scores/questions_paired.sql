-- The questions of both cycles of a pair, joined by the map, with score, status, weight and place in either cycle. What
-- a cycle did not ask takes all but its place from the other; what is missing or does not apply there, the score only.
with

pairs as (
    select * from {{ ref('participations_paired') }}
),

carried as (
    select * from {{ ref('int_questions__carried') }}
),

methodologies as (
    select * from {{ ref('methodologies') }}
),

asked as (
    select
        indicators.*,
        indicators.is_answered or (indicators.in_zero and methodologies.missing_rule = 'zero') as is_counted,
        case when indicators.is_answered then indicators.score end as given_score
    from {{ ref('indicators_scored') }} as indicators
    inner join methodologies on indicators.methodology_id = methodologies.methodology_id
    where indicators.scenario_id = 'submitted' and indicators.state <> 'not_asked'
),

-- joined by the code that a question has in the later version, where that version has it
earlier as (
    select
        pairs.city_code,
        pairs.from_cycle,
        pairs.to_cycle,
        coalesce(carried.from_question_code, asked.question_code) as joined_code,
        asked.question_code,
        asked.area_code,
        asked.index_code,
        asked.state,
        asked.given_score,
        asked.weight,
        asked.is_answered,
        asked.is_counted
    from pairs
    inner join asked
        on pairs.city_code = asked.city_code
        and pairs.from_cycle = asked.cycle
        and pairs.from_methodology_id = asked.methodology_id
    left join carried
        on asked.methodology_id = carried.methodology_id
        and asked.question_code = carried.question_code
        and pairs.to_methodology_id = carried.from_methodology_id
),

later as (
    select
        pairs.city_code,
        pairs.from_cycle,
        pairs.to_cycle,
        asked.question_code,
        asked.area_code,
        asked.index_code,
        asked.state,
        asked.given_score,
        asked.weight,
        asked.is_answered,
        asked.is_counted
    from pairs
    inner join asked
        on pairs.city_code = asked.city_code
        and pairs.to_cycle = asked.cycle
        and pairs.to_methodology_id = asked.methodology_id
)

select
    coalesce(later.city_code, earlier.city_code) as city_code,
    coalesce(later.from_cycle, earlier.from_cycle) as from_cycle,
    coalesce(later.to_cycle, earlier.to_cycle) as to_cycle,
    coalesce(later.question_code, earlier.question_code) as question_code,
    earlier.question_code as from_question_code,
    later.question_code as to_question_code,
    earlier.area_code as from_area_code,
    later.area_code as to_area_code,
    earlier.index_code as from_index_code,
    later.index_code as to_index_code,
    earlier.state as from_state,
    later.state as to_state,
    coalesce(earlier.given_score, later.given_score, 0.0) as from_score,
    coalesce(later.given_score, earlier.given_score, 0.0) as to_score,
    coalesce(earlier.is_answered, later.is_answered) as from_is_given,
    coalesce(later.is_answered, earlier.is_answered) as to_is_given,
    coalesce(earlier.is_counted, later.is_counted) as from_is_counted,
    coalesce(later.is_counted, earlier.is_counted) as to_is_counted,
    coalesce(earlier.weight, later.weight) as from_weight,
    coalesce(later.weight, earlier.weight) as to_weight
from earlier
full outer join later
    on earlier.city_code = later.city_code
    and earlier.from_cycle = later.from_cycle
    and earlier.to_cycle = later.to_cycle
    and earlier.joined_code = later.question_code
