{{ config(meta={'dagster': {'ref': {'name': 'nodes_counted'}}}) }}
select *
from {{ ref('nodes_counted') }}
where not (
    0 <= questions_answered
    and questions_answered <= questions_in_denominator
    and questions_in_denominator <= questions_asked
    and questions_asked <= questions_in_version
)
