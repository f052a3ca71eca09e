-- What each submission said in each of its versions: what reviewers read, and what two versions are compared by.
with

answers as (
    select * from {{ ref('int_answers__known') }}
),

versions as (
    select * from {{ ref('int_versions__dated') }}
    where kind = 'answers'
),

-- the same row may have come in several files
ordered as (
    select
        answers.*,
        row_number() over (
            partition by cycle, city_code, submission_id, submission_version, row_digest
            order by source_sha256, source_row
        ) as place
    from answers
)

select
    ordered.cycle,
    ordered.city_code,
    ordered.submission_id,
    ordered.submission_version,
    ordered.question_code,
    cast(row_number() over (
        partition by
            ordered.cycle, ordered.city_code, ordered.submission_id, ordered.submission_version, ordered.question_code
        order by ordered.row_digest
    ) as integer) as answer_number,
    ordered.option_codes,
    ordered.dont_know,
    {{ mask_contacts('ordered.not_applicable_reason') }} as not_applicable_reason,
    {{ mask_contacts('ordered.evidence_text') }} as evidence_text,
    {{ mask_contacts('ordered.evidence_url') }} as evidence_url,
    {{ mask_contacts('ordered.department') }} as department,
    ordered.answered_on,
    nullif(versions.from_on, {{ long_ago() }}) as arrived_on,
    case when versions.is_current and versions.has_counted then 'yes' else 'no' end as is_current
from ordered
inner join versions
    on ordered.cycle = versions.cycle
    and ordered.city_code = versions.city_code
    and ordered.submission_id = versions.thing
    and ordered.submission_version = versions.version
where ordered.place = 1
