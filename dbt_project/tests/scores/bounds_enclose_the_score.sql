{{ config(meta={'dagster': {'ref': {'name': 'nodes_published'}}}) }}
select *
from {{ ref('nodes_published') }}
where
    round(score_zero, 9) > round(score, 9)
    or round(score, 9) > round(score_exclude, 9)
    or (score is null) <> (score_zero is null)
    or (score is null) <> (score_exclude is null)
