-- Rows that have no place: of a city or cycle that is not known, of an area or fact that does not exist, of a revision
-- that arrived twice with different content. Also contact data in practices.
with

cities as (
    select * from {{ ref('int_cities__current') }}
),

methodologies as (
    select * from {{ ref('methodologies') }}
),

areas as (
    select * from {{ ref('areas') }}
),

fact_codes as (
    select * from {{ ref('fact_codes') }}
),

versions as (
    select * from {{ ref('int_versions__dated') }}
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
        arrivals.arrived_on,
        min(later.arrived_on) as replaced_on
    from arrivals
    left join arrivals as later
        on arrivals.source_file = later.source_file
        and arrivals.arrived_on < later.arrived_on
    group by arrivals.source_sha256, arrivals.arrived_on
),

registered as (
    select
        city_code,
        min(from_on) as registered_on
    from versions
    where kind = 'cities' and not is_disputed
    group by city_code
),

{%- set with_cycle = ['answers', 'reviews', 'policy_grid'] %}
{%- set without_cycle = [
    'facts', 'good_practices', 'published_scores', 'strategies', 'participations', 'recommendations', 'rumours',
] %}

-- every row that names a city or a cycle
rows_placed as (
    {%- for kind in with_cycle + without_cycle %}
    select
        city_code,
        {{ 'cycle' if kind in with_cycle else 'cast(null as integer) as cycle' }},
        source_file,
        source_sha256,
        source_sheet,
        source_row
    from {{ ref('stg_intake__' ~ kind) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

first_rows as (
    select
        rows_placed.*,
        row_number() over (
            partition by rows_placed.source_sha256, rows_placed.city_code, rows_placed.cycle
            order by rows_placed.source_sheet, rows_placed.source_row
        ) as place
    from rows_placed
),

dated as (
    select
        first_rows.*,
        coalesce(replaced.arrived_on, {{ long_ago() }}) as from_on,
        replaced.replaced_on as to_on,
        replaced.replaced_on is null as is_current
    from first_rows
    left join replaced on first_rows.source_sha256 = replaced.source_sha256
    where first_rows.place = 1
),

unknown_cities as (
    select
        'unknown_city' as ticket_code,
        dated.city_code,
        cast(null as integer) as cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        '' as subject,
        dated.city_code as detail,
        dated.source_file,
        dated.source_sha256,
        dated.source_sheet,
        dated.source_row,
        dated.from_on,
        coalesce(least(dated.to_on, registered.registered_on), registered.registered_on, dated.to_on) as to_on,
        dated.is_current and cities.city_code is null as is_open
    from dated
    left join cities on dated.city_code = cities.city_code
    left join registered on dated.city_code = registered.city_code
    where
        dated.city_code is not null
        and (cities.city_code is null or dated.from_on < registered.registered_on)
),

unknown_cycles as (
    select
        'unknown_cycle' as ticket_code,
        dated.city_code,
        dated.cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        cast(dated.cycle as varchar) as subject,
        cast(dated.cycle as varchar) as detail,
        dated.source_file,
        dated.source_sha256,
        dated.source_sheet,
        dated.source_row,
        {{ version_life('dated') }}
    from dated
    left join methodologies
        on dated.cycle >= methodologies.first_cycle
        and dated.cycle <= coalesce(methodologies.last_cycle, 9999)
    where dated.cycle is not null and methodologies.methodology_id is null
),

practices as (
    {{ dated_rows('good_practices', '0', 'staged.practice_id', 'revision') }}
),

entries as (
    {{ dated_rows('policy_grid', 'staged.cycle', 'staged.entry_id', 'revision') }}
),

facts as (
    {{ dated_rows('facts', '0', "staged.fact_code || ' ' || cast(staged.year as varchar)", 'revision') }}
),

unknown_areas as (
    select
        'unknown_area' as ticket_code,
        practices.city_code,
        cast(null as integer) as cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        'practice ' || practices.practice_id as subject,
        practices.area_code as detail,
        practices.source_file,
        practices.source_sha256,
        practices.source_sheet,
        practices.source_row,
        {{ version_life('practices') }}
    from practices
    left join areas on practices.area_code = areas.area_code
    where practices.area_code is not null and areas.area_code is null

    union all

    select
        'unknown_area' as ticket_code,
        entries.city_code,
        entries.cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        'entry ' || entries.entry_id as subject,
        entries.area_code as detail,
        entries.source_file,
        entries.source_sha256,
        entries.source_sheet,
        entries.source_row,
        {{ version_life('entries') }}
    from entries
    left join areas on entries.area_code = areas.area_code
    where entries.area_code is not null and areas.area_code is null
),

unknown_facts as (
    select
        'unknown_fact' as ticket_code,
        facts.city_code,
        cast(null as integer) as cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        facts.fact_code || ' ' || cast(facts.year as varchar) as subject,
        facts.fact_code as detail,
        facts.source_file,
        facts.source_sha256,
        facts.source_sheet,
        facts.source_row,
        {{ version_life('facts') }}
    from facts
    left join fact_codes on facts.fact_code = fact_codes.fact_code
    where fact_codes.fact_code is null
),

masked_practices as (
    select
        'contact_data_masked' as ticket_code,
        city_code,
        cast(null as integer) as cycle,
        area_code,
        cast(null as varchar) as question_code,
        'practice ' || practice_id as subject,
        practice_id as detail,
        source_file,
        source_sha256,
        source_sheet,
        source_row,
        {{ version_life('practices') }}
    from practices
    where title <> {{ mask_contacts('title') }} or summary <> {{ mask_contacts('summary') }}
),

disputed_revisions as (
    select
        'revision_disputed' as ticket_code,
        nullif(city_code, '') as city_code,
        nullif(cycle, 0) as cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        kind || ' ' || thing || ' ' || cast(version as varchar) as subject,
        cast(version as varchar) || ' (' || kind || coalesce(', ' || nullif(thing, ''), '') || ')' as detail,
        source_file,
        source_sha256,
        cast(null as varchar) as source_sheet,
        source_row,
        {{ version_life('versions') }}
    from versions
    where is_disputed and kind not in ('answers', 'reviews')
)

select * from unknown_cities

union all

select * from unknown_cycles

union all

select * from unknown_areas

union all

select * from unknown_facts

union all

select * from masked_practices

union all

select * from disputed_revisions
