-- Which indexes a version has: core always, extended where it has extended questions.
with

questions as (
    select * from {{ ref('methodology_questions') }}
),

versions as (
    select distinct
        methodology_id,
        'core' as index_code
    from questions

    union all

    select distinct
        methodology_id,
        'extended' as index_code
    from questions
    where index_code = 'extended'
)

select * from versions
