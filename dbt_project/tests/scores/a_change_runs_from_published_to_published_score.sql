{{ config(meta={'dagster': {'ref': {'name': 'nodes_switched'}}}) }}
with

pairs as (
    select * from {{ ref('comparisons_numbered') }}
    where is_official
),

switched as (
    select * from {{ ref('nodes_switched') }}
),

ends as (
    select
        pairs.from_participation_number as participation_number,
        switched.node_number,
        switched.from_value_from_from as computed_score
    from switched
    inner join pairs on switched.pair_number = pairs.pair_number
    where switched.questions_of = case when pairs.is_one_questionnaire then 'to' else 'from' end

    union all

    select
        pairs.to_participation_number as participation_number,
        switched.node_number,
        switched.to_value_to_to as computed_score
    from switched
    inner join pairs on switched.pair_number = pairs.pair_number
    where switched.questions_of = 'to'
)

select
    ends.*,
    published.score
from ends
inner join {{ ref('nodes_published') }} as published
    on ends.participation_number = published.participation_number
    and ends.node_number = published.node_number
where abs(ends.computed_score - published.score) > 1e-9
