-- How widely a rumour is believed, each measurement with its interval and against the first one. The description of the
-- model says the formulas.
with

measurements as (
    select * from {{ ref('int_rumour_measurements__current') }}
),

rumours as (
    select * from {{ ref('int_rumours__current') }}
),

-- the first measurement is the first that has a value
placed as (
    select
        measurements.rumour_id,
        measurements.observed_on,
        measurements.prevalence_pct,
        measurements.sample_size,
        measurements.source_url,
        measurements.prevalence_pct / 100e0 as share,
        row_number() over (
            partition by measurements.rumour_id
            order by case when measurements.prevalence_pct is null then 1 else 0 end, measurements.observed_on
        ) as place
    from measurements
    inner join rumours on measurements.rumour_id = rumours.rumour_id
),

bounded as (
    select
        *,
        case when share is not null and sample_size > 0 then {{ wilson_end('share', 'sample_size', '-') }} end as low,
        case when share is not null and sample_size > 0 then {{ wilson_end('share', 'sample_size', '+') }} end as high
    from placed
),

compared as (
    select
        bounded.*,
        first_ones.observed_on as first_on,
        first_ones.share as first_share,
        first_ones.low as first_low,
        first_ones.high as first_high
    from bounded
    left join bounded as first_ones
        on bounded.rumour_id = first_ones.rumour_id
        and first_ones.place = 1
        and first_ones.share is not null
)

select
    rumour_id,
    observed_on,
    prevalence_pct,
    sample_size,
    round(100 * low, 12) as prevalence_low,
    round(100 * high, 12) as prevalence_high,
    case
        when share is null then 'no_value'
        when low is null then 'no_sample_size'
    end as reason,
    case when observed_on > first_on then first_on end as first_on,
    case when observed_on > first_on then round(100 * (share - first_share), 12) end as change,
    case when observed_on > first_on then round(100 * ({{ newcombe_end('', 'first_', '-') }}), 12) end as change_low,
    case when observed_on > first_on then round(100 * ({{ newcombe_end('', 'first_', '+') }}), 12) end as change_high,
    case
        when share is null then 'no_value'
        when observed_on = first_on then 'first_measurement'
        when low is null then 'no_sample_size'
        when first_low is null then 'first_without_sample_size'
    end as change_reason,
    source_url
from compared
