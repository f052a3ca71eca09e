-- What the self-audit measures of each cycle and index; limits are in expectations/audit_limits.yml.
with

versions as (
    select * from {{ ref('methodologies') }}
),

coverage as (
    select * from {{ ref('versions_compared') }}
),

coherence as (
    select * from {{ source('analysis', 'coherence') }}
),

intervals as (
    select * from {{ ref('robustness') }}
),

peers as (
    select * from {{ ref('peer_comparisons') }}
),

sensitivity as (
    select * from {{ source('analysis', 'sensitivity') }}
),

own as (
    select
        coverage.cycle,
        coverage.methodology_id,
        coverage.index_code,
        coverage.cities,
        coverage.cities_comparable
    from coverage
    where coverage.node_code = 'INDEX' and coverage.methodology_id = coverage.own_methodology_id
),

measured as (
    select
        cycle,
        index_code,
        'share_of_cities_compared' as measure_code,
        cast(cities_comparable as double) / nullif(cities, 0) as value
    from own

    union all

    select
        cycle,
        index_code,
        'alpha_of_the_index' as measure_code,
        max(alpha) as value
    from coherence
    where area_code = 'INDEX'
    group by cycle, index_code

    union all

    select
        cycle,
        index_code,
        'areas_that_say_nearly_the_same' as measure_code,
        cast(sum(case when redundant_with is not null then 1 else 0 end) as double) as value
    from coherence
    where area_code = 'INDEX' and reason is null
    group by cycle, index_code

    union all

    select
        cycle,
        index_code,
        'areas_that_pull_against_others' as measure_code,
        cast(sum(case when conflicting_with is not null then 1 else 0 end) as double) as value
    from coherence
    where area_code = 'INDEX' and reason is null
    group by cycle, index_code

    union all

    select
        intervals.cycle,
        intervals.index_code,
        'median_width_of_score_intervals' as measure_code,
        {{ quantile('intervals.score_high - intervals.score_low', 0.5) }} as value
    from intervals
    group by intervals.cycle, intervals.index_code

    union all

    select
        peers.cycle,
        peers.index_code,
        'share_of_places_that_ranks_span' as measure_code,
        {{ quantile('cast(peers.rank_high - peers.rank_low as double) / peers.cities', 0.5) }} as value
    from peers
    where peers.area_code = 'INDEX' and peers.peer_group_kind = 'all' and peers.rank is not null
    group by peers.cycle, peers.index_code

    union all

    select
        cycle,
        index_code,
        'largest_effect_of_one_choice' as measure_code,
        max(total) as value
    from sensitivity
    group by cycle, index_code
)

select
    measured.cycle,
    measured.index_code,
    measured.measure_code,
    measured.value
from measured
inner join versions
    on measured.cycle >= versions.first_cycle
    and measured.cycle <= coalesce(versions.last_cycle, 9999)
where measured.value is not null
