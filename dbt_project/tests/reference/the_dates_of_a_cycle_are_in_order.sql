{{ config(meta={'dagster': {'ref': {'name': 'cycle_calendar'}}}) }}
select cycle
from {{ ref('cycle_calendar') }}
where
    coalesce(opens_on < submissions_due_on and submissions_due_on <= reviews_due_on and reviews_due_on <= releases_on, false)
    = false
