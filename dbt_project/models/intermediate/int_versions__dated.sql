-- Every version of everything that can be replaced, and how long it counted. What became of a problem is worked out
-- from this at each run, from nothing but the archive: which version, and on which date it arrived. A new kind of file
-- that can be replaced is a line here.
{%- set things = {
    'answers': ['cycle', 'submission_id', 'submission_version'],
    'reviews': ['cycle', 'review_id', 'review_version'],
    'policy_grid': ['cycle', 'entry_id', 'revision'],
    'facts': ['0', "fact_code || ' ' || cast(year as varchar)", 'revision'],
    'cities': ['0', "''", 'revision'],
    'good_practices': ['0', 'practice_id', 'revision'],
    'published_scores': ['0', 'result_id', 'revision'],
    'strategies': ['0', 'strategy_id', 'revision'],
    'strategy_indicators': ['0', 'indicator_id', 'revision'],
    'indicator_targets': [
        '0', "indicator_id || ' ' || coalesce(group_code, '') || ' ' || cast(target_on as varchar)", 'revision',
    ],
    'measurements': [
        '0', "indicator_id || ' ' || cast(observed_on as varchar) || ' ' || coalesce(group_code, '')", 'revision',
    ],
    'activities': ['0', 'activity_id', 'revision'],
    'participations': ['0', "activity_id || ' ' || role", 'revision'],
    'visit_findings': ['0', "activity_id || ' ' || finding_id", 'revision'],
    'recommendations': ['0', 'recommendation_id', 'revision'],
    'rumours': ['0', 'rumour_id', 'revision'],
    'rumour_measurements': ['0', "rumour_id || ' ' || cast(observed_on as varchar)", 'revision'],
} %}
{#- The survey of residents is left out: it has millions of rows, and rows of respondents are not mended one by one. #}
{%- set of_no_city = [
    'strategy_indicators', 'indicator_targets', 'measurements', 'activities', 'visit_findings', 'rumour_measurements',
] %}
with

arrivals as (
    select
        source_sha256,
        coalesce(arrived_on, {{ long_ago() }}) as arrived_on
    from {{ source('raw', 'files') }}
),

submissions as (
    select * from {{ ref('int_submissions__versioned') }}
),

sightings as (
    {%- for kind, (cycle, thing, version) in things.items() %}
    select
        '{{ kind }}' as kind,
        {{ cycle }} as cycle,
        {{ "''" if kind in of_no_city else "coalesce(city_code, '')" }} as city_code,
        {{ thing }} as thing,
        {{ version }} as version,
        source_sha256,
        min(source_file) as source_file,
        min(source_row) as source_row,
        min(row_digest) as least_digest,
        max(row_digest) as greatest_digest
    from {{ ref('int_answers__known' if kind == 'answers' else 'stg_intake__' ~ kind) }}
    {%- set city = "''" if kind in of_no_city else 'city_code' %}
    {%- set grouped = [cycle, city, thing, version, 'source_sha256'] | reject('in', ['0', "''"]) %}
    group by {{ grouped | join(', ') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

versions as (
    select
        sightings.kind,
        sightings.cycle,
        sightings.city_code,
        sightings.thing,
        sightings.version,
        min(sightings.least_digest) <> max(sightings.greatest_digest) as is_varied,
        min(coalesce(arrivals.arrived_on, {{ long_ago() }})) as first_on,
        max(coalesce(arrivals.arrived_on, {{ long_ago() }})) as last_on,
        min(sightings.source_file) as source_file,
        min(sightings.source_sha256) as source_sha256,
        min(sightings.source_row) as source_row
    from sightings
    left join arrivals on sightings.source_sha256 = arrivals.source_sha256
    group by sightings.kind, sightings.cycle, sightings.city_code, sightings.thing, sightings.version
),

-- rows of answers make up a version together, everything else is one row a version
judged as (
    select
        versions.*,
        case when versions.kind = 'answers' then coalesce(submissions.is_disputed, false) else versions.is_varied end
            as is_disputed
    from versions
    left join submissions
        on versions.kind = 'answers'
        and versions.cycle = submissions.cycle
        and versions.city_code = submissions.city_code
        and versions.thing = submissions.submission_id
        and versions.version = submissions.submission_version
),

-- on one day lower versions come first
placed as (
    select
        judged.*,
        row_number() over (
            partition by kind, cycle, city_code, thing, first_on, is_disputed
            order by version
        ) as place_in_day
    from judged
),

numbered as (
    select
        placed.*,
        dense_rank() over (
            partition by cycle, city_code, is_disputed
            order by first_on, place_in_day
        ) as place_in_time
    from placed
),

followed as (
    select
        numbered.*,
        case when not is_disputed then place_in_time end as from_moment,
        min(case when not is_disputed then place_in_time end) over later as to_moment,
        min(case when not is_disputed then first_on end) over later as next_on
    from numbered
    window later as (
        partition by kind, cycle, city_code, thing
        order by version
        rows between 1 following and unbounded following
    )
)

select
    kind,
    cycle,
    city_code,
    thing,
    version,
    is_disputed,
    not is_disputed and (to_moment is null or to_moment > from_moment) as has_counted,
    next_on is null as is_current,
    from_moment,
    to_moment,
    -- a version is disputed from its second arrival on
    case when is_disputed then last_on else first_on end as from_on,
    case when is_disputed then greatest(last_on, next_on) else next_on end as to_on,
    source_file,
    source_sha256,
    source_row
from followed
