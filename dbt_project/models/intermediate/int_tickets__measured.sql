-- Facts about a city that do not go together: with the register, or with what was measured before.
with

facts as (
    {{ dated_rows('facts', '0', "staged.fact_code || ' ' || cast(staged.year as varchar)", 'revision') }}
),

register as (
    {{ dated_rows('cities', '0', "''", 'revision') }}
),

bands as (
    select * from {{ ref('peer_bands') }}
),

moments as (
    select * from {{ ref('int_moments__dated') }}
    where cycle = 0
),

participations as (
    select * from {{ ref('int_participations') }}
    where scenario_id = 'submitted'
),

facts_then as (
    select
        facts.*,
        moments.moment,
        moments.from_on as moment_from_on,
        moments.to_on as moment_to_on,
        moments.is_last
    from facts
    inner join moments
        on facts.city_code = moments.city_code
        and facts.from_moment <= moments.moment
        and (facts.to_moment is null or facts.to_moment > moments.moment)
    where facts.value is not null
),

registered as (
    {%- set shares = [
        ['population', 'population', 'population', 'population_year', 'population is not null'],
        ['diversity', 'foreign_born_pct', 'foreign_born_pct', 'foreign_born_year',
         "coalesce(share_kind, 'foreign_born') = 'foreign_born' and foreign_born_pct is not null"],
        ['diversity', 'foreign_residents_pct', 'foreign_born_pct', 'foreign_born_year',
         "share_kind = 'foreign_residents' and foreign_born_pct is not null"],
    ] %}
    {%- for band_kind, fact_code, value, year, condition in shares %}
    select
        register.city_code,
        moments.moment,
        '{{ band_kind }}' as band_kind,
        '{{ fact_code }}' as fact_code,
        cast(register.{{ value }} as double) as value,
        register.{{ year }} as year
    from register
    inner join moments
        on register.city_code = moments.city_code
        and register.from_moment <= moments.moment
        and (register.to_moment is null or register.to_moment > moments.moment)
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- the same year or the next: what lies further apart may have changed
compared as (
    select
        facts_then.*,
        registered.band_kind,
        registered.value as registered_value,
        registered.year as registered_year
    from registered
    inner join facts_then
        on registered.city_code = facts_then.city_code
        and registered.moment = facts_then.moment
        and registered.fact_code = facts_then.fact_code
        and abs(registered.year - facts_then.year) <= {{ var('same_fact_years') }}
    where
        abs(facts_then.value - registered.value)
        > {{ var('same_fact_share') }} * greatest(facts_then.value, registered.value)
),

contradicting as (
    select
        'facts_contradict_band' as ticket_code,
        compared.city_code,
        cast(null as integer) as cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        compared.band_kind as subject,
        compared.fact_code || ' ' || {{ plain_number('compared.value') }} || ' (' || cast(compared.year as varchar)
        || ') / ' || {{ plain_number('compared.registered_value') }} || ' ('
        || cast(compared.registered_year as varchar) || ')' as detail,
        compared.source_file,
        compared.source_sha256,
        compared.source_sheet,
        compared.source_row,
        compared.moment_from_on as from_on,
        compared.moment_to_on as to_on,
        compared.is_last as is_open
    from compared
    inner join bands as fact_bands
        on compared.band_kind = fact_bands.band_kind
        and compared.registered_year >= fact_bands.first_cycle
        and compared.registered_year <= coalesce(fact_bands.last_cycle, 9999)
        and compared.value >= fact_bands.lower_inclusive
        and (fact_bands.upper_exclusive is null or compared.value < fact_bands.upper_exclusive)
    inner join bands as register_bands
        on compared.band_kind = register_bands.band_kind
        and compared.registered_year >= register_bands.first_cycle
        and compared.registered_year <= coalesce(register_bands.last_cycle, 9999)
        and compared.registered_value >= register_bands.lower_inclusive
        and (register_bands.upper_exclusive is null or compared.registered_value < register_bands.upper_exclusive)
    where fact_bands.band_code <> register_bands.band_code
),

followed as (
    select
        facts_then.*,
        lag(value) over in_order as value_before,
        lag(year) over in_order as year_before
    from facts_then
    where fact_code in ('foreign_born_pct', 'foreign_residents_pct')
    window in_order as (partition by city_code, fact_code, moment order by year)
),

-- the participation that the later value belongs to, so that its review can settle the doubt
jumped as (
    select
        followed.city_code,
        followed.fact_code,
        followed.year,
        followed.value,
        followed.value_before,
        followed.year_before,
        followed.source_file,
        followed.source_sha256,
        followed.source_sheet,
        followed.source_row,
        followed.moment_from_on,
        followed.moment_to_on,
        followed.is_last,
        min(participations.cycle) as cycle
    from followed
    left join participations
        on followed.city_code = participations.city_code
        and followed.year <= participations.cycle
    where
        abs(followed.value - followed.value_before) > {{ var('share_step_most') }}
        and followed.year - followed.year_before <= {{ var('share_step_years') }}
    group by
        followed.city_code, followed.fact_code, followed.year, followed.value, followed.value_before,
        followed.year_before, followed.source_file, followed.source_sha256, followed.source_sheet,
        followed.source_row, followed.moment_from_on, followed.moment_to_on, followed.is_last
),

share_jumped as (
    select
        'share_jumped' as ticket_code,
        city_code,
        cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        fact_code || ' ' || cast(year as varchar) as subject,
        fact_code || ' ' || {{ plain_number('value_before') }} || ' (' || cast(year_before as varchar) || ') → '
        || {{ plain_number('value') }} || ' (' || cast(year as varchar) || ')' as detail,
        source_file,
        source_sha256,
        source_sheet,
        source_row,
        moment_from_on as from_on,
        moment_to_on as to_on,
        is_last as is_open
    from jumped
)

select * from contradicting

union all

select * from share_jumped
