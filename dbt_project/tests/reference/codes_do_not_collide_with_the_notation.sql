{{ config(meta={'dagster': {'ref': {'name': 'methodology_options'}}}) }}
-- Lists are separated by |, and INDEX is the node at the top of the tree.
select option_code as code
from {{ ref('methodology_options') }}
where option_code like '%|%' or option_code <> trim(option_code) or option_code = ''

union all

select area_code as code
from {{ ref('methodology_areas') }}
where area_code = 'INDEX'
