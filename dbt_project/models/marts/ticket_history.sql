-- What became of each ticket: opened, closed by what mended it, opened again, settled by a review.
with

found as (
    {{ all_tickets() }}
),

spans as (
    select
        {{ ticket_id('found') }} as ticket_id,
        from_on,
        case when is_open then date '9999-12-31' else to_on end as to_on,
        is_open and not is_settled as is_pending,
        settled_on
    from found
),

-- a span that begins after all spans before it have ended begins anew
marked as (
    select
        spans.*,
        max(to_on) over (
            partition by ticket_id
            order by from_on, to_on
            rows between unbounded preceding and 1 preceding
        ) as ended_before_on
    from spans
),

numbered as (
    select
        marked.*,
        sum(case when from_on > ended_before_on then 1 else 0 end) over (
            partition by ticket_id
            order by from_on, to_on
            rows unbounded preceding
        ) as span_number
    from marked
),

joined as (
    select
        ticket_id,
        span_number,
        min(from_on) as from_on,
        max(to_on) as to_on,
        max(case when is_pending then 1 else 0 end) = 1 as is_pending,
        max(settled_on) as settled_on
    from numbered
    group by ticket_id, span_number
),

events as (
    select
        ticket_id,
        case when span_number = 0 then 'opened' else 'reopened' end as event,
        from_on as happened_on,
        2 * span_number as event_order
    from joined

    union all

    select
        ticket_id,
        case when to_on = date '9999-12-31' then 'settled' else 'closed' end as event,
        case when to_on = date '9999-12-31' then greatest(settled_on, from_on) else to_on end as happened_on,
        2 * span_number + 1 as event_order
    from joined
    where not is_pending
)

select
    ticket_id,
    cast(row_number() over (partition by ticket_id order by event_order) as integer) as event_number,
    event,
    nullif(happened_on, {{ long_ago() }}) as happened_on
from events
