-- Free text is public only where its question is accepted, and never with contact data.
with

answers as (
    select * from {{ ref('int_answers__current') }}
),

reviewed as (
    select * from {{ ref('int_answers__reviewed') }}
),

publications as (
    select * from {{ ref('int_publications__decided') }}
)

select
    answers.cycle,
    answers.city_code,
    answers.question_code,
    answers.submission_id,
    cast(row_number() over (
        partition by answers.cycle, answers.city_code, answers.question_code, answers.submission_id
        order by answers.row_digest
    ) as integer) as evidence_number,
    {{ mask_contacts('answers.department') }} as department,
    {{ mask_contacts('answers.evidence_text') }} as evidence_text,
    {{ public_link('answers.evidence_url') }} as evidence_url,
    answers.answered_on
from answers
inner join publications
    on answers.cycle = publications.cycle
    and answers.city_code = publications.city_code
inner join reviewed
    on answers.cycle = reviewed.cycle
    and answers.city_code = reviewed.city_code
    and answers.question_code = reviewed.question_code
where
    publications.publish = 'yes'
    and reviewed.review_decision = 'accepted'
    and (answers.evidence_text is not null or answers.evidence_url is not null)
