-- Problems met while reading, and those found when everything was looked at together.
with

found as (
    select * from {{ ref('int_tickets__found') }}
),

kinds as (
    select * from {{ ref('ticket_kinds') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

files as (
    select * from {{ source('raw', 'files') }}
),

reading as (
    select * from {{ source('raw', 'reading_tickets') }}
),

parents as (
    select
        question_code,
        min(parent_question_code) as parent_question_code
    from questions
    group by question_code
),

{%- set placeholders = {
    'city_code': 'found.city_code',
    'cycle': 'cast(found.cycle as varchar)',
    'question_code': 'found.question_code',
    'parent_question_code': 'parents.parent_question_code',
    'detail': "replace(found.detail, '|', ', ')",
} %}

worded as (
    select
        found.ticket_code,
        found.city_code,
        found.cycle,
        found.question_code,
        found.detail,
        found.source_file,
        found.source_sha256,
        coalesce('row ' || cast(found.source_row as varchar), 'the file') as location,
        kinds.severity,
        {% for column in ['what', 'how_to_fix'] %}
        {{ fill_in('kinds.' ~ column, placeholders) }} as {{ column }},
        {% endfor %}
        md5(
            found.ticket_code || chr(31) || coalesce(found.city_code, '') || chr(31)
            || coalesce(cast(found.cycle as varchar), '') || chr(31) || coalesce(found.question_code, '') || chr(31)
            || coalesce(found.detail, '') || chr(31) || coalesce(found.source_sha256, '')
            || chr(31) || coalesce(cast(found.source_row as varchar), '')
        ) as ticket_id
    from found
    inner join kinds on found.ticket_code = kinds.ticket_code
    left join parents on found.question_code = parents.question_code

    union all

    select
        reading.ticket_code,
        reading.city_code,
        reading.cycle,
        cast(null as varchar) as question_code,
        cast(null as varchar) as detail,
        reading.source_file,
        reading.source_sha256,
        reading.location,
        kinds.severity,
        reading.what,
        reading.how_to_fix,
        md5(
            reading.ticket_code || chr(31) || coalesce(reading.source_sha256, '') || chr(31)
            || coalesce(reading.location, '') || chr(31) || reading.what
        ) as ticket_id
    from reading
    inner join kinds on reading.ticket_code = kinds.ticket_code
),

once as (
    select
        worded.*,
        files.arrived_on,
        row_number() over (partition by worded.ticket_id order by worded.source_file) as place
    from worded
    left join files on worded.source_sha256 = files.source_sha256
)

select
    ticket_id,
    ticket_code,
    city_code,
    cycle,
    question_code,
    arrived_on as opened_on,
    cast(null as date) as closed_on,
    severity,
    source_file,
    location,
    what,
    how_to_fix,
    'open' as status
from once
where place = 1
