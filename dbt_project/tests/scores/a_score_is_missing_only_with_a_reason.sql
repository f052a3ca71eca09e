{{ config(meta={'dagster': {'ref': {'name': 'nodes_published'}}}) }}
select *
from {{ ref('nodes_published') }}
where
    (score is null)
    <> (coverage_status in ('insufficient', 'no_questions') or comparability_reason is not null)
    or coverage_status is null
