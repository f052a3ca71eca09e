-- Rows of every version that ever counted, the same row once, with the time in which it did.
with

answers as (
    select * from {{ ref('int_answers__known') }}
),

versions as (
    select * from {{ ref('int_versions__dated') }}
    where kind = 'answers' and has_counted
),

ordered as (
    select
        answers.*,
        versions.from_moment,
        versions.to_moment,
        versions.from_on,
        versions.to_on,
        versions.is_current,
        row_number() over (
            partition by
                answers.cycle, answers.city_code, answers.submission_id, answers.submission_version, answers.row_digest
            order by answers.source_file, answers.source_sha256, answers.source_sheet, answers.source_row
        ) as place
    from answers
    inner join versions
        on answers.cycle = versions.cycle
        and answers.city_code = versions.city_code
        and answers.submission_id = versions.thing
        and answers.submission_version = versions.version
)

select * from ordered
where place = 1
