-- Versions of each series of submissions: disputed ones never count, of the others the highest is current.
with

answers as (
    select * from {{ ref('int_answers__known') }}
),

arrivals as (
    select
        cycle,
        city_code,
        submission_id,
        submission_version,
        source_sha256,
        count(distinct row_digest) as row_count
    from answers
    group by cycle, city_code, submission_id, submission_version, source_sha256
),

contents as (
    select
        cycle,
        city_code,
        submission_id,
        submission_version,
        count(distinct row_digest) as row_count,
        min(source_file) as source_file,
        min(source_sha256) as source_sha256
    from answers
    group by cycle, city_code, submission_id, submission_version
),

-- two arrivals have the same set of rows if neither has fewer rows than both together
versions as (
    select
        contents.cycle,
        contents.city_code,
        contents.submission_id,
        contents.submission_version,
        contents.source_file,
        contents.source_sha256,
        max(case when arrivals.row_count < contents.row_count then 1 else 0 end) = 1 as is_disputed
    from contents
    inner join arrivals
        on contents.cycle = arrivals.cycle
        and contents.city_code = arrivals.city_code
        and contents.submission_id = arrivals.submission_id
        and contents.submission_version = arrivals.submission_version
    group by
        contents.cycle, contents.city_code, contents.submission_id, contents.submission_version,
        contents.source_file, contents.source_sha256
),

latest as (
    select
        cycle,
        city_code,
        submission_id,
        max(submission_version) as submission_version
    from versions
    where not is_disputed
    group by cycle, city_code, submission_id
)

select
    versions.*,
    latest.submission_id is not null as is_current
from versions
left join latest
    on versions.cycle = latest.cycle
    and versions.city_code = latest.city_code
    and versions.submission_id = latest.submission_id
    and versions.submission_version = latest.submission_version
