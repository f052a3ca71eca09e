-- Rows of the register that cannot be used, or that somebody should look at: of an activity, rumour or city that nobody
-- has filed, of areas and questions that do not exist, with contact data or a broken link; and recommendations that
-- stay open.
{%- set things = {
    'activities': 'activity_id',
    'rumours': 'rumour_id',
} %}
{%- set kinds = {
    'participations': ["staged.activity_id || ' ' || staged.role", "coalesce(staged.city_code, '')"],
    'visit_findings': ["staged.activity_id || ' ' || staged.finding_id", "''"],
    'recommendations': ['staged.recommendation_id', "coalesce(staged.city_code, '')"],
    'rumours': ['staged.rumour_id', "coalesce(staged.city_code, '')"],
    'rumour_measurements': ["staged.rumour_id || ' ' || cast(staged.observed_on as varchar)", "''"],
} %}
{%- set no_cycle = 'cast(null as integer) as cycle' %}
{%- set no_area = 'cast(null as varchar) as area_code' %}
{%- set no_question = 'cast(null as varchar) as question_code' %}
with

versions as (
    select * from {{ ref('int_versions__dated') }}
),

areas as (
    select * from {{ ref('areas') }}
),

questions as (
    select * from {{ ref('questions') }}
),

latest_day as (
    {{ latest_day() }}
),

{%- for kind, (thing, city) in kinds.items() %}

dated_{{ kind }} as (
    {{ dated_rows(kind, '0', thing, 'revision', city) }}
),
{%- endfor %}

{%- for kind, key in things.items() %}

known_{{ kind }} as (
    select {{ key }} from {{ ref('int_activities__current' if kind == 'activities' else 'int_rumours__current') }}
),

first_{{ kind }} as (
    select
        thing as {{ key }},
        min(from_on) as filed_on
    from versions
    where kind = '{{ kind }}' and not is_disputed
    group by thing
),
{%- endfor %}

-- rows of an activity or a rumour that nobody has filed; of several of one the first row found stands for them
{%- set owned = [
    ['unknown_activity', 'participations', 'activities', 'activity_id', 'city_code'],
    ['unknown_activity', 'visit_findings', 'activities', 'activity_id', 'cast(null as varchar)'],
    ['unknown_rumour', 'rumour_measurements', 'rumours', 'rumour_id', 'cast(null as varchar)'],
] %}

orphaned as (
    {%- for code, kind, owners, key, city in owned %}
    select
        '{{ code }}' as ticket_code,
        {{ 'entries.' if city == 'city_code' }}{{ city }} as city_code,
        {{ no_cycle }},
        {{ no_area }},
        {{ no_question }},
        '{{ kind }} of ' || entries.{{ key }} as subject,
        entries.{{ key }} as detail,
        entries.source_file,
        entries.source_sha256,
        entries.source_sheet,
        entries.source_row,
        entries.from_on,
        coalesce(least(entries.to_on, firsts.filed_on), firsts.filed_on, entries.to_on) as to_on,
        entries.is_current and known.{{ key }} is null as is_open
    from dated_{{ kind }} as entries
    left join known_{{ owners }} as known on entries.{{ key }} = known.{{ key }}
    left join first_{{ owners }} as firsts on entries.{{ key }} = firsts.{{ key }}
    where known.{{ key }} is null or entries.from_on < firsts.filed_on
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

orphans_placed as (
    select
        orphaned.*,
        row_number() over (
            partition by ticket_code, city_code, subject
            order by case when is_open then 0 else 1 end, from_on, source_file, source_sha256, source_row
        ) as place
    from orphaned
),

-- what is wrong with a row in itself
{%- set masked = {
    'participations': ['outcome'], 'rumours': ['rumour', 'evidence_summary'],
    'visit_findings': ['finding'], 'recommendations': ['text'],
} %}
{%- set names = {
    'participations': "entries.activity_id || ' (' || entries.role || ')'",
    'rumours': 'entries.rumour_id',
    'visit_findings': "entries.activity_id || ' ' || entries.finding_id",
    'recommendations': 'entries.recommendation_id',
} %}

of_rows as (
    {%- for kind in ['rumours', 'recommendations'] %}
    select
        'row_without_city' as ticket_code,
        cast(null as varchar) as city_code,
        {{ no_cycle }},
        {{ no_area }},
        {{ no_question }},
        '{{ kind }} ' || {{ names[kind] }} as subject,
        {{ names[kind] }} as detail,
        entries.source_file,
        entries.source_sha256,
        entries.source_sheet,
        entries.source_row,
        {{ version_life('entries') }}
    from dated_{{ kind }} as entries
    where entries.city_code is null

    union all

    select
        'evidence_link_broken' as ticket_code,
        entries.city_code,
        {{ no_cycle }},
        {{ no_area }},
        {{ no_question }},
        '{{ kind }} ' || {{ names[kind] }} as subject,
        entries.evidence_url as detail,
        entries.source_file,
        entries.source_sha256,
        entries.source_sheet,
        entries.source_row,
        {{ version_life('entries') }}
    from dated_{{ kind }} as entries
    where entries.evidence_url is not null and not {{ is_link('entries.evidence_url') }}

    union all
    {%- endfor %}
    {%- for kind in ['rumours', 'recommendations', 'visit_findings'] %}

    select
        'unknown_area' as ticket_code,
        {{ 'cast(null as varchar)' if kind == 'visit_findings' else 'entries.city_code' }} as city_code,
        {{ no_cycle }},
        {{ no_area }},
        {{ no_question }},
        '{{ kind }} ' || {{ names[kind] }} as subject,
        entries.area_code as detail,
        entries.source_file,
        entries.source_sha256,
        entries.source_sheet,
        entries.source_row,
        {{ version_life('entries') }}
    from dated_{{ kind }} as entries
    left join areas on entries.area_code = areas.area_code
    where entries.area_code is not null and areas.area_code is null

    union all
    {%- endfor %}
    {%- for kind, columns in masked.items() %}
    {%- set is_internal = kind in ['visit_findings', 'recommendations'] %}

    select
        'contact_data_{{ 'in_register' if is_internal else 'masked' }}' as ticket_code,
        {{ 'cast(null as varchar)' if kind == 'visit_findings' else 'entries.city_code' }} as city_code,
        {{ no_cycle }},
        {{ no_area }},
        {{ no_question }},
        '{{ kind }} ' || {{ names[kind] }} as subject,
        {{ names[kind] }} as detail,
        entries.source_file,
        entries.source_sha256,
        entries.source_sheet,
        entries.source_row,
        {{ version_life('entries') }}
    from dated_{{ kind }} as entries
    where
        false
        {%- for column in columns %}
        or entries.{{ column }} <> {{ mask_contacts('entries.' ~ column) }}
        {%- endfor %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

questions_named as (
    select
        recommendation_id,
        city_code,
        source_file,
        source_sha256,
        source_sheet,
        source_row,
        from_on,
        to_on,
        is_current,
        {{ list_items('question_codes') }} as question_code
    from dated_recommendations
    where question_codes is not null
),

unknown_questions as (
    select
        'unknown_question' as ticket_code,
        questions_named.city_code,
        {{ no_cycle }},
        {{ no_area }},
        questions_named.question_code,
        'recommendations ' || questions_named.recommendation_id || ' ' || questions_named.question_code as subject,
        questions_named.recommendation_id as detail,
        questions_named.source_file,
        questions_named.source_sha256,
        questions_named.source_sheet,
        questions_named.source_row,
        {{ version_life('questions_named') }}
    from questions_named
    left join questions on questions_named.question_code = questions.question_code
    where questions.question_code is null
),

-- a recommendation is open for too long from a day on, if it was not replaced before
due as (
    select
        entries.*,
        cast(entries.made_on + interval '{{ var('recommendation_open_years') }}' year as date) as due_on
    from dated_recommendations as entries
    where coalesce(entries.status, 'open') = 'open' and entries.made_on is not null
),

open_long as (
    select
        'recommendation_open_long' as ticket_code,
        due.city_code,
        {{ no_cycle }},
        {{ no_area }},
        {{ no_question }},
        'recommendations ' || due.recommendation_id as subject,
        due.recommendation_id || ' (' || cast(due.made_on as varchar) || ')' as detail,
        due.source_file,
        due.source_sha256,
        due.source_sheet,
        due.source_row,
        greatest(due.from_on, due.due_on) as from_on,
        due.to_on,
        due.is_current as is_open
    from due
    inner join latest_day on due.due_on <= latest_day.as_of
    where due.to_on is null or due.to_on > due.due_on
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
    from_on,
    to_on,
    is_open
from orphans_placed
where place = 1

union all

select * from of_rows

union all

select * from unknown_questions

union all

select * from open_long
