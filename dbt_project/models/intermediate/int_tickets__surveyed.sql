-- Problems of the survey of residents, a few tickets for millions of rows: cities and cycles that are not known, of a
-- file; items and groups, of a city and cycle in a file; answers that arrived twice differently.
{%- set named = 5 %}
{%- set groups = ['age_band', 'gender', 'background'] %}
with

counted as (
    select * from {{ ref('int_survey_answers__counted') }}
),

compared as (
    select * from {{ ref('int_survey_answers__compared') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

methodologies as (
    select * from {{ ref('methodologies') }}
),

items as (
    select * from {{ ref('survey_items') }}
),

known_groups as (
    select * from {{ ref('survey_groups') }}
),

arrivals as (
    select
        source_sha256,
        source_file,
        coalesce(arrived_on, {{ long_ago() }}) as arrived_on
    from {{ source('raw', 'files') }}
),

-- a file of the same name that arrives later takes its place
replaced as (
    select
        arrivals.source_sha256,
        arrivals.source_file,
        arrivals.arrived_on as from_on,
        min(later.arrived_on) as to_on
    from arrivals
    left join arrivals as later
        on arrivals.source_file = later.source_file
        and arrivals.arrived_on < later.arrived_on
    group by arrivals.source_sha256, arrivals.source_file, arrivals.arrived_on
),

placed as (
    select
        counted.*,
        cities.city_code as known_city_code,
        methodologies.methodology_id
    from counted
    left join cities on counted.city_code = cities.city_code
    left join methodologies
        on counted.cycle >= methodologies.first_cycle
        and counted.cycle <= coalesce(methodologies.last_cycle, 9999)
),

-- every name that nobody knows, with the answers that carry it
strange as (
    select
        'survey_city_unknown' as ticket_code,
        source_sha256,
        cast(null as varchar) as city_code,
        cast(null as integer) as cycle,
        city_code as name,
        answer_count,
        first_row
    from placed
    where known_city_code is null

    union all

    select
        'survey_cycle_unknown' as ticket_code,
        source_sha256,
        cast(null as varchar) as city_code,
        cast(null as integer) as cycle,
        cast(cycle as varchar) as name,
        answer_count,
        first_row
    from placed
    where methodology_id is null

    union all

    select
        'survey_item_unknown' as ticket_code,
        placed.source_sha256,
        placed.city_code,
        placed.cycle,
        placed.item_code as name,
        placed.answer_count,
        placed.first_row
    from placed
    left join items on placed.item_code = items.item_code
    where placed.known_city_code is not null and items.item_code is null
    {%- for kind in groups %}

    union all

    select
        'survey_group_unknown' as ticket_code,
        placed.source_sha256,
        placed.city_code,
        placed.cycle,
        '{{ kind }} ' || placed.{{ kind }} as name,
        placed.answer_count,
        placed.first_row
    from placed
    left join known_groups
        on known_groups.group_kind = '{{ kind }}'
        and placed.{{ kind }} = known_groups.group_code
    where placed.known_city_code is not null and placed.{{ kind }} is not null and known_groups.group_code is null
    {%- endfor %}
),

names as (
    select
        ticket_code,
        source_sha256,
        city_code,
        cycle,
        name,
        sum(answer_count) as answer_count,
        min(first_row) as first_row
    from strange
    group by ticket_code, source_sha256, city_code, cycle, name
),

ordered as (
    select
        names.*,
        row_number() over (
            partition by ticket_code, source_sha256, city_code, cycle
            order by first_row, name
        ) as place
    from names
),

-- the first few names, and how many more there are
listed as (
    select
        ticket_code,
        source_sha256,
        city_code,
        cycle,
        min(first_row) as first_row,
        {{ join_text(
            "case when place <= " ~ named ~ " then name || ' (' || cast(answer_count as varchar) || ')' end", 'place'
        ) }}
        || case when count(*) > {{ named }} then '|… (+' || cast(count(*) - {{ named }} as varchar) || ')' else '' end
            as detail
    from ordered
    group by ticket_code, source_sha256, city_code, cycle
),

of_files as (
    select
        listed.ticket_code,
        listed.city_code,
        listed.cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        'survey ' || listed.source_sha256 || coalesce(' ' || cast(listed.cycle as varchar), '') as subject,
        listed.detail,
        replaced.source_file,
        listed.source_sha256,
        cast(null as varchar) as source_sheet,
        listed.first_row as source_row,
        replaced.from_on,
        replaced.to_on,
        replaced.to_on is null as is_open
    from listed
    inner join replaced on listed.source_sha256 = replaced.source_sha256
),

dated as (
    select
        compared.*,
        replaced.source_file,
        replaced.from_on
    from compared
    inner join replaced on compared.source_sha256 = replaced.source_sha256
),

-- one answer under one revision: disputed from the last arrival on, until a higher revision comes that is not
disputed as (
    select
        dated.city_code,
        dated.cycle,
        dated.respondent_id,
        dated.item_code,
        dated.revision,
        max(dated.from_on) as from_on,
        min(dated.source_file) as source_file,
        min(dated.source_sha256) as source_sha256,
        min(dated.source_row) as source_row
    from dated
    where dated.is_disputed
    group by dated.city_code, dated.cycle, dated.respondent_id, dated.item_code, dated.revision
),

mended as (
    select
        disputed.city_code,
        disputed.cycle,
        disputed.from_on,
        disputed.source_file,
        disputed.source_sha256,
        disputed.source_row,
        min(case when later.from_on is not null then greatest(disputed.from_on, later.from_on) end) as to_on
    from disputed
    left join dated as later
        on disputed.city_code = later.city_code
        and disputed.cycle = later.cycle
        and disputed.respondent_id = later.respondent_id
        and disputed.item_code = later.item_code
        and disputed.revision < later.revision
        and not later.is_disputed
    group by
        disputed.city_code, disputed.cycle, disputed.respondent_id, disputed.item_code, disputed.revision,
        disputed.from_on, disputed.source_file, disputed.source_sha256, disputed.source_row
),

of_answers as (
    select
        'survey_answers_disputed' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        'survey answers ' || cast(cycle as varchar) as subject,
        cast(count(*) as varchar) as detail,
        min(source_file) as source_file,
        min(source_sha256) as source_sha256,
        cast(null as varchar) as source_sheet,
        min(source_row) as source_row,
        min(from_on) as from_on,
        case when count(*) = count(to_on) then max(to_on) end as to_on,
        count(*) > count(to_on) as is_open
    from mended
    group by city_code, cycle
)

select * from of_files

union all

select * from of_answers
