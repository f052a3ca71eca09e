-- What became of each recommendation, between the last cycle that the city had answered by then and the next one.
with

recommendations as (
    select * from {{ ref('int_recommendations__current') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

areas as (
    select * from {{ ref('areas') }}
),

participations as (
    select * from {{ ref('int_participations') }}
    where scenario_id = 'submitted'
),

moved as (
    select * from {{ ref('answers_moved') }}
),

usable as (
    select recommendations.*
    from recommendations
    inner join cities on recommendations.city_code = cities.city_code
    left join areas on recommendations.area_code = areas.area_code
    where recommendations.area_code is null or areas.area_code is not null
),

-- a participation without a day is of the first day of its year: what is said in that year is said about it
filed as (
    select
        city_code,
        cycle,
        coalesce(last_answered_on, cast(cycle || '-01-01' as date)) as filed_on
    from participations
),

befores as (
    select
        usable.recommendation_id,
        max(filed.cycle) as from_cycle
    from usable
    inner join filed
        on usable.city_code = filed.city_code
        and usable.made_on >= filed.filed_on
    group by usable.recommendation_id
),

afters as (
    select
        usable.recommendation_id,
        min(filed.cycle) as to_cycle
    from usable
    left join befores on usable.recommendation_id = befores.recommendation_id
    inner join filed
        on usable.city_code = filed.city_code
        and usable.made_on < filed.filed_on
        and filed.cycle > coalesce(befores.from_cycle, 0)
    group by usable.recommendation_id
),

asked as (
    select
        recommendation_id,
        city_code,
        {{ list_items('question_codes') }} as question_code
    from usable
    where question_codes is not null
),

-- an answer that was not there before has not gained: nobody knows what it would have been
gained as (
    select
        asked.recommendation_id,
        asked.question_code
    from asked
    inner join befores on asked.recommendation_id = befores.recommendation_id
    inner join afters on asked.recommendation_id = afters.recommendation_id
    inner join moved
        on asked.city_code = moved.city_code
        and befores.from_cycle = moved.from_cycle
        and afters.to_cycle = moved.to_cycle
        and asked.question_code in (moved.from_question_code, moved.to_question_code)
    where
        moved.to_score > moved.from_score
        and moved.from_state in ('answered', 'closed', 'rejected')
        and moved.to_state = 'answered'
    group by asked.recommendation_id, asked.question_code
),

gains as (
    select
        recommendation_id,
        {{ join_text('question_code', 'question_code') }} as gained_question_codes
    from gained
    group by recommendation_id
)

select
    usable.recommendation_id,
    usable.city_code,
    cities.publish,
    usable.made_by,
    usable.area_code,
    usable.question_codes,
    usable.text,
    usable.made_on,
    coalesce(usable.status, 'open') as status,
    usable.status_on,
    usable.evidence_url,
    befores.from_cycle,
    afters.to_cycle,
    gains.gained_question_codes,
    case
        when usable.status = 'done' then 'done'
        when gains.gained_question_codes is not null then 'answer_gained'
        when usable.made_on is null then 'no_day'
        when afters.to_cycle is null then 'no_later_cycle'
        when befores.from_cycle is null then 'no_earlier_cycle'
        when usable.question_codes is null then 'no_questions'
        else 'not_followed'
    end as followed_up
from usable
inner join cities on usable.city_code = cities.city_code
left join befores on usable.recommendation_id = befores.recommendation_id
left join afters on usable.recommendation_id = afters.recommendation_id
left join gains on usable.recommendation_id = gains.recommendation_id
