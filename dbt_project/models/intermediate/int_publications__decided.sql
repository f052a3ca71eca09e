-- Whether a participation is public: where its city is, unless an open ticket of a blocking kind holds it back. A
-- ticket that a later submission mends, or that a complete review settles, holds back nothing.
with

participations as (
    select * from {{ ref('int_participations') }}
    where scenario_id = 'submitted'
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

tickets as (
    select * from {{ ref('int_tickets__found') }}
),

kinds as (
    select * from {{ ref('ticket_kinds') }}
),

held as (
    select
        tickets.cycle,
        tickets.city_code,
        {{ join_text('distinct tickets.ticket_code', 'tickets.ticket_code') }} as held_back_by
    from tickets
    inner join kinds on tickets.ticket_code = kinds.ticket_code
    where kinds.severity = 'blocking' and tickets.is_open and not tickets.is_settled
    group by tickets.cycle, tickets.city_code
)

select
    participations.cycle,
    participations.city_code,
    case when held.city_code is not null then 'no' else cities.publish end as publish,
    held.city_code is not null as is_held_back,
    held.held_back_by
from participations
inner join cities on participations.city_code = cities.city_code
left join held
    on participations.cycle = held.cycle
    and participations.city_code = held.city_code
