-- Versions of each review: disputed ones never count, of the others the highest is current.
with

reviews as (
    select * from {{ ref('stg_intake__reviews') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
),

methodologies as (
    select * from {{ ref('methodologies') }}
),

known as (
    select reviews.*
    from reviews
    inner join cities on reviews.city_code = cities.city_code
    inner join methodologies
        on reviews.cycle >= methodologies.first_cycle
        and reviews.cycle <= coalesce(methodologies.last_cycle, 9999)
),

versions as (
    select
        review_id,
        review_version,
        count(distinct row_digest) > 1 as is_disputed
    from known
    group by review_id, review_version
),

latest as (
    select
        review_id,
        max(review_version) as review_version
    from versions
    where not is_disputed
    group by review_id
),

ordered as (
    select
        known.*,
        versions.is_disputed,
        latest.review_id is not null as is_current,
        row_number() over (
            partition by known.review_id, known.review_version, known.row_digest
            order by known.source_file, known.source_sha256, known.source_sheet, known.source_row
        ) as place
    from known
    inner join versions
        on known.review_id = versions.review_id
        and known.review_version = versions.review_version
    left join latest
        on known.review_id = latest.review_id
        and known.review_version = latest.review_version
)

select * from ordered
where place = 1
