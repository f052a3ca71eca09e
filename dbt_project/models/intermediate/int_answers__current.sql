-- Rows of the current version of each series, the same row once.
with

answers as (
    select * from {{ ref('int_answers__known') }}
),

versions as (
    select * from {{ ref('int_submissions__versioned') }}
),

ordered as (
    select
        answers.*,
        row_number() over (
            partition by
                answers.cycle, answers.city_code, answers.submission_id, answers.submission_version, answers.row_digest
            order by answers.source_file, answers.source_sha256, answers.source_sheet, answers.source_row
        ) as place
    from answers
    inner join versions
        on answers.cycle = versions.cycle
        and answers.city_code = versions.city_code
        and answers.submission_id = versions.submission_id
        and answers.submission_version = versions.submission_version
    where versions.is_current
)

select * from ordered
where place = 1
