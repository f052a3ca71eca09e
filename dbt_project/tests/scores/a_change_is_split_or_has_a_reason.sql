{{ config(meta={'dagster': {'ref': {'name': 'changes_split'}}}) }}
select *
from {{ ref('changes_split') }}
where
    (from_answers is null) <> (reason is not null)
    or (change_official is null and reason is null)
    or (change_like_for_like is null) <> (questions_compared = 0)
