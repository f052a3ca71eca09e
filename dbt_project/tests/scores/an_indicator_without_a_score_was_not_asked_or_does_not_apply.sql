{{ config(meta={'dagster': {'ref': {'name': 'indicators_scored'}}}) }}
select *
from {{ ref('indicators_scored') }}
where (score is null) <> (state in ('not_asked', 'not_applicable'))
