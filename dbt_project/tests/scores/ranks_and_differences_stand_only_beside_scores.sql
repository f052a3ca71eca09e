{{ config(meta={'dagster': {'ref': {'name': 'peers_compared'}}}) }}
select *
from {{ ref('peers_compared') }}
where
    (score is null) <> (difference is null)
    or (score is null and score_rank is not null)
    or score_rank < 1
    or score_rank > cities
