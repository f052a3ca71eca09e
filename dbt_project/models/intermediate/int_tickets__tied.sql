-- Entries of policy grids that name an indicator or an objective which no strategy of their city has: without it the
-- action hangs in the air. Only cities that have filed a strategy are asked.
with

entries as (
    {{ dated_rows('policy_grid', 'staged.cycle', 'staged.entry_id', 'revision') }}
),

versions as (
    select * from {{ ref('int_versions__dated') }}
),

strategies as (
    select * from {{ ref('int_strategies__current') }}
),

running as (
    select * from {{ ref('int_strategies__running') }}
),

first_filed as (
    select
        thing as indicator_id,
        min(from_on) as filed_on
    from versions
    where kind = 'strategy_indicators' and not is_disputed
    group by thing
),

indicators as (
    select
        indicators.indicator_id,
        indicators.strategy_id,
        strategies.city_code,
        {{ objective_key('indicators.objective') }} as objective_key,
        first_filed.filed_on
    from {{ ref('int_strategy_indicators__current') }} as indicators
    inner join strategies on indicators.strategy_id = strategies.strategy_id
    left join first_filed on indicators.indicator_id = first_filed.indicator_id
),

planning as (
    select distinct city_code from strategies
),

named as (
    select
        entries.*,
        {{ list_items('indicator_ids') }} as indicator_id
    from entries
    where indicator_ids is not null
),

-- what an entry names, with the day on which it was there
about_indicators as (
    select
        'grid_indicator_unknown' as ticket_code,
        named.city_code,
        named.cycle,
        named.area_code,
        named.entry_id || ' ' || named.indicator_id as subject,
        named.indicator_id as detail,
        named.source_file,
        named.source_sha256,
        named.source_sheet,
        named.source_row,
        named.from_on,
        named.to_on,
        named.is_current,
        indicators.indicator_id is not null as is_known,
        indicators.filed_on
    from named
    inner join planning on named.city_code = planning.city_code
    left join indicators
        on named.indicator_id = indicators.indicator_id
        and named.city_code = indicators.city_code
),

objectives as (
    select
        running.city_code,
        running.cycle,
        indicators.objective_key,
        min(indicators.filed_on) as filed_on
    from running
    inner join indicators on running.strategy_id = indicators.strategy_id
    where indicators.objective_key <> ''
    group by running.city_code, running.cycle, indicators.objective_key
),

asked as (
    select distinct
        city_code,
        cycle
    from objectives
),

about_objectives as (
    select
        'grid_objective_unknown' as ticket_code,
        entries.city_code,
        entries.cycle,
        entries.area_code,
        entries.entry_id as subject,
        trim(entries.objective) as detail,
        entries.source_file,
        entries.source_sha256,
        entries.source_sheet,
        entries.source_row,
        entries.from_on,
        entries.to_on,
        entries.is_current,
        objectives.objective_key is not null as is_known,
        objectives.filed_on
    from entries
    inner join asked
        on entries.city_code = asked.city_code
        and entries.cycle = asked.cycle
    left join objectives
        on entries.city_code = objectives.city_code
        and entries.cycle = objectives.cycle
        and {{ objective_key('entries.objective') }} = objectives.objective_key
    where {{ objective_key('entries.objective') }} <> ''
),

found as (
    select * from about_indicators

    union all

    select * from about_objectives
)

select
    ticket_code,
    city_code,
    cycle,
    area_code,
    cast(null as varchar) as question_code,
    'entry ' || subject as subject,
    detail,
    source_file,
    source_sha256,
    source_sheet,
    source_row,
    from_on,
    coalesce(least(to_on, filed_on), filed_on, to_on) as to_on,
    is_current and not is_known as is_open
from found
where not is_known or from_on < filed_on
