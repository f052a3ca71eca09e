-- Problems met while reading files, and whether the file or the row has been sent again since.
with

reading as (
    select * from {{ source('raw', 'reading_tickets') }}
),

arrivals as (
    select
        source_sha256,
        source_file,
        kind,
        coalesce(arrived_on, {{ long_ago() }}) as arrived_on
    from {{ source('raw', 'files') }}
),

versions as (
    select * from {{ ref('int_versions__dated') }}
    where not is_disputed
),

dated as (
    select
        reading.*,
        arrivals.kind,
        coalesce(arrivals.arrived_on, {{ long_ago() }}) as from_on
    from reading
    left join arrivals on reading.source_sha256 = arrivals.source_sha256
),

-- a file of the same name takes its place: a later one, or on the same day one that could be read at all
by_file as (
    select
        dated.source_sha256,
        min(arrivals.arrived_on) as to_on
    from dated
    inner join arrivals
        on dated.source_file = arrivals.source_file
        and dated.source_sha256 <> arrivals.source_sha256
        and (
            dated.from_on < arrivals.arrived_on
            or (dated.from_on = arrivals.arrived_on and dated.kind is null and arrivals.kind is not null)
        )
    group by dated.source_sha256
),

-- the same thing came again: a submission or review under a higher version, any other row under its own revision too,
-- and all of them later under any where the version could not be read
by_row as (
    select
        dated.source_sha256,
        dated.location,
        dated.ticket_code,
        dated.row_key,
        min(greatest(dated.from_on, versions.from_on)) as to_on
    from dated
    inner join versions
        on dated.row_kind = versions.kind
        and dated.row_key = versions.thing
        and versions.city_code in ('', coalesce(dated.city_code, ''))
        and versions.cycle in (0, coalesce(dated.cycle, 0))
        and (
            dated.row_version < versions.version
            or (
                coalesce(dated.row_version, versions.version) = versions.version
                and (dated.row_version is null or dated.row_kind not in ('answers', 'reviews'))
                and dated.from_on <= versions.from_on
                and dated.source_sha256 <> versions.source_sha256
            )
        )
    where dated.row_key is not null
    group by dated.source_sha256, dated.location, dated.ticket_code, dated.row_key
)

select distinct
    dated.ticket_code,
    dated.city_code,
    dated.cycle,
    cast(null as varchar) as area_code,
    cast(null as varchar) as question_code,
    coalesce(dated.source_sha256, '') || ' ' || dated.location || ' ' || dated.what as subject,
    dated.placeholders as detail,
    dated.source_file,
    dated.source_sha256,
    cast(null as varchar) as source_sheet,
    cast(null as integer) as source_row,
    dated.from_on,
    coalesce(least(by_file.to_on, by_row.to_on), by_file.to_on, by_row.to_on) as to_on,
    by_file.to_on is null and by_row.to_on is null as is_open,
    dated.location,
    dated.what,
    dated.how_to_fix
from dated
left join by_file on dated.source_sha256 = by_file.source_sha256
left join by_row
    on dated.source_sha256 = by_row.source_sha256
    and dated.location = by_row.location
    and dated.ticket_code = by_row.ticket_code
    and dated.row_key = by_row.row_key
