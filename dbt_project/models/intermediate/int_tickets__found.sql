-- All problems, each with the times in which it was there, and whether a review has settled it. What is found in the
-- scores themselves comes to this in the marts: nothing here may hang on a score.
{%- set families = [
    'placed', 'answered', 'reviewed', 'listed', 'crosschecked', 'submitted', 'measured', 'planned', 'registered',
    'tied', 'surveyed', 'valued',
] %}
with

kinds as (
    select * from {{ ref('ticket_kinds') }}
),

settled as (
    select * from {{ ref('int_reviews__settled') }}
),

found as (
    {%- for family in families %}
    select
        *,
        cast(null as varchar) as location,
        cast(null as varchar) as what,
        cast(null as varchar) as how_to_fix
    from {{ ref('int_tickets__' ~ family) }}

    union all
    {% endfor %}
    select * from {{ ref('int_tickets__read') }}
),

ordered as (
    select
        found.*,
        found.is_open and coalesce(kinds.settled_by_review, 'no') = 'yes' and settled.settled_on is not null
            as is_settled,
        settled.settled_on,
        row_number() over (
            partition by found.ticket_code, found.city_code, found.subject, found.from_on, found.to_on, found.is_open
            order by found.source_file, found.source_sha256, found.source_row, found.detail
        ) as place
    from found
    left join kinds on found.ticket_code = kinds.ticket_code
    left join settled
        on found.cycle = settled.cycle
        and found.city_code = settled.city_code
        and coalesce(found.question_code, 'area ' || found.area_code, '') = settled.scope
)

select
    ticket_code,
    city_code,
    cycle,
    area_code,
    question_code,
    subject,
    detail,
    source_file,
    source_sha256,
    source_sheet,
    source_row,
    location,
    what,
    how_to_fix,
    from_on,
    to_on,
    is_open,
    is_settled,
    settled_on
from ordered
where place = 1
