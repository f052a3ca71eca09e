{{ config(meta={'dagster': {'ref': {'name': 'cycle_calendar'}}}) }}
select calendar.cycle
from {{ ref('cycle_calendar') }} as calendar
left join {{ ref('methodologies') }} as versions
    on
        calendar.cycle >= versions.first_cycle
        and calendar.cycle <= coalesce(versions.last_cycle, 9999)
where versions.methodology_id is null
