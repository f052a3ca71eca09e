-- Which chosen sets of a parent question open which child question.
with

option_sets as (
    select * from {{ ref('int_option_sets__valued') }}
),

questions as (
    select * from {{ ref('methodology_questions') }}
),

options as (
    select * from {{ ref('methodology_options') }}
),

{{ open_by_option_sets() }}

select * from opened
