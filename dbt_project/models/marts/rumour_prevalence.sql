with

prevalence as (
    select * from {{ ref('prevalence_compared') }}
),

rumours as (
    select * from {{ ref('rumours') }}
)

select
    prevalence.rumour_id,
    prevalence.observed_on,
    rumours.city_code,
    prevalence.prevalence_pct,
    prevalence.sample_size,
    prevalence.prevalence_low,
    prevalence.prevalence_high,
    prevalence.reason,
    prevalence.first_on,
    prevalence.change,
    prevalence.change_low,
    prevalence.change_high,
    prevalence.change_reason,
    {{ public_link('prevalence.source_url') }} as source_url
from prevalence
inner join rumours on prevalence.rumour_id = rumours.rumour_id
