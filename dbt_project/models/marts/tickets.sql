-- One ticket per problem, however often it was found: opened when it was first there, closed when it was last there no
-- more. Its words are those of where it was found last.
with

found as (
    {{ all_tickets() }}
),

kinds as (
    select * from {{ ref('ticket_kinds') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

areas as (
    select * from {{ ref('areas') }}
),

files as (
    select * from {{ source('raw', 'files') }}
),

parents as (
    select
        question_code,
        min(parent_question_code) as parent_question_code
    from questions
    group by question_code
),

identified as (
    select
        found.*,
        {{ ticket_id('found') }} as ticket_id
    from found
),

ordered as (
    select
        identified.*,
        row_number() over (
            partition by ticket_id
            order by
                case when is_open and not is_settled then 0 when is_open then 1 else 2 end asc,
                from_on desc, source_file asc, source_sha256 asc, source_row asc, detail asc
        ) as place
    from identified
),

lives as (
    select
        ticket_id,
        min(from_on) as opened_on,
        max(to_on) as ended_on,
        max(settled_on) as settled_on,
        case
            when max(case when is_open and not is_settled then 1 else 0 end) = 1 then 'open'
            when max(case when is_open then 1 else 0 end) = 1 then 'settled'
            else 'closed'
        end as status
    from identified
    group by ticket_id
),

{%- set placeholders = {
    'city_code': 'ordered.city_code',
    'cycle': 'cast(ordered.cycle as varchar)',
    'area_name': 'areas.area_name',
    'question_code': 'ordered.question_code',
    'parent_question_code': 'parents.parent_question_code',
    'detail': "replace(ordered.detail, '|', ', ')",
} %}

worded as (
    select
        ordered.*,
        lives.opened_on,
        case lives.status when 'closed' then lives.ended_on when 'settled' then lives.settled_on end as closed_on,
        lives.status,
        kinds.severity,
        kinds.addressee,
        areas.area_name,
        {% for column in ['what', 'how_to_fix'] %}
        coalesce(ordered.{{ column }}, {{ fill_in('kinds.' ~ column, placeholders) }}) as worded_{{ column }},
        {% endfor %}
        case
            when ordered.location is not null then 'file'
            when ordered.source_row is not null then 'row'
            when ordered.area_code is not null then 'area'
            when ordered.cycle is not null then 'submission'
            else 'file'
        end as found_in,
        coalesce(files.city_count <= 1, false) as is_own_file,
        coalesce(
            ordered.location,
            coalesce('sheet ''' || ordered.source_sheet || ''', ', '')
            || 'row ' || cast(ordered.source_row as varchar),
            'area ' || areas.area_name,
            case when ordered.cycle is not null then 'the submission' end,
            'the file'
        ) as worded_location
    from ordered
    inner join lives on ordered.ticket_id = lives.ticket_id
    inner join kinds on ordered.ticket_code = kinds.ticket_code
    left join areas on ordered.area_code = areas.area_code
    left join files on ordered.source_sha256 = files.source_sha256
    left join parents on ordered.question_code = parents.question_code
    where ordered.place = 1
)

select
    ticket_id,
    ticket_code,
    city_code,
    cycle,
    area_code,
    question_code,
    subject,
    nullif(opened_on, {{ long_ago() }}) as opened_on,
    nullif(closed_on, {{ long_ago() }}) as closed_on,
    severity,
    addressee,
    source_file,
    source_sha256,
    case when is_own_file then 'yes' else 'no' end as is_own_file,
    found_in,
    worded_location as location,
    {{ mask_contacts('worded_what') }} as what,
    {{ mask_contacts('worded_how_to_fix') }} as how_to_fix,
    {{ mask_contacts('detail') }} as detail,
    status
from worded
