with

results as (
    select * from {{ ref('int_published_scores__current') }}
),

cities as (
    select * from {{ ref('int_cities__current') }}
)

select
    results.result_id,
    results.city_code,
    results.report_date,
    results.area_code,
    results.score,
    results.sample_mean,
    results.sample_size,
    {{ mask_contacts('results.rank_statement') }} as rank_statement,
    {{ public_link('results.source_url') }} as source_url
from results
inner join cities on results.city_code = cities.city_code
where cities.publish = 'yes'
