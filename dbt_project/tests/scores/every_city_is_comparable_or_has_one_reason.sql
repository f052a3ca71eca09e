{{ config(meta={'dagster': {'ref': {'name': 'versions_compared'}}}) }}
select *
from {{ ref('versions_compared') }}
where
    cities <> cities_comparable + cities_indicative + cities_insufficient + cities_no_questions + cities_nothing_asked
    + cities_area_below_50 + cities_index_below_80 + cities_area_without_score
