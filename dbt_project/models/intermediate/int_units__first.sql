-- The unit that each indicator was filed with first, as it is compared: by its revisions, whenever they arrived.
with

staged as (
    select * from {{ ref('stg_intake__strategy_indicators') }}
),

folded as (
    select
        indicator_id,
        revision,
        lower(trim(unit)) as unit
    from staged
    where unit is not null
),

ordered as (
    select
        indicator_id,
        unit,
        row_number() over (partition by indicator_id order by revision, unit) as place
    from folded
)

select
    indicator_id,
    unit
from ordered
where place = 1
