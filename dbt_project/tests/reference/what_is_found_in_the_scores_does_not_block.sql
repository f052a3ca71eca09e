{{ config(meta={'dagster': {'ref': {'name': 'ticket_kinds'}}}) }}
-- Publication is decided before these are known; see areas_jumped.
select ticket_code
from {{ ref('ticket_kinds') }}
where ticket_code = 'area_jumped' and severity = 'blocking'
