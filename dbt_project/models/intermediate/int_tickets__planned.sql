-- Rows of strategies that nothing can be said of: of a strategy or indicator that nobody has filed, and targets that
-- are not after their baseline or lie against the wanted direction.
{%- set group = "coalesce(staged.group_code, '')" %}
{%- set kinds = {
    'strategy_indicators': ['staged.indicator_id'],
    'indicator_targets': ['staged.indicator_id', group, 'cast(staged.target_on as varchar)'],
    'measurements': ['staged.indicator_id', 'cast(staged.observed_on as varchar)', group],
} %}
with

versions as (
    select * from {{ ref('int_versions__dated') }}
),

strategies as (
    select * from {{ ref('int_strategies__current') }}
),

indicators as (
    select * from {{ ref('int_strategy_indicators__current') }}
),

further_targets as (
    select * from {{ ref('int_indicator_targets__current') }}
),

{%- for kind, parts in kinds.items() %}

dated_{{ kind }} as (
    {{ dated_rows(kind, '0', parts | join("\n        || ' ' || "), 'revision', "''") }}
),
{%- endfor %}

first_filed as (
    select
        kind,
        thing,
        min(from_on) as filed_on
    from versions
    where kind in ('strategies', 'strategy_indicators') and not is_disputed
    group by kind, thing
),

-- what each row belongs to; of several rows of one indicator the first one found stands for them
belonging as (
    select
        'unknown_strategy' as ticket_code,
        'strategies' as belongs_to,
        coalesce(strategy_id, '–') as owner,
        'indicator ' || indicator_id as subject,
        source_file,
        source_sha256,
        source_sheet,
        source_row,
        from_on,
        to_on,
        is_current
    from dated_strategy_indicators
    {%- for kind in ['indicator_targets', 'measurements'] %}

    union all

    select
        'unknown_indicator' as ticket_code,
        'strategy_indicators' as belongs_to,
        indicator_id as owner,
        'indicator ' || indicator_id as subject,
        source_file,
        source_sha256,
        source_sheet,
        source_row,
        from_on,
        to_on,
        is_current
    from dated_{{ kind }}
    {%- endfor %}
),

owners as (
    select
        'strategies' as kind,
        strategy_id as thing
    from strategies

    union all

    select
        'strategy_indicators' as kind,
        indicator_id as thing
    from indicators
),

orphaned as (
    select
        belonging.ticket_code,
        cast(null as varchar) as city_code,
        cast(null as integer) as cycle,
        cast(null as varchar) as area_code,
        cast(null as varchar) as question_code,
        belonging.subject,
        belonging.owner as detail,
        belonging.source_file,
        belonging.source_sha256,
        belonging.source_sheet,
        belonging.source_row,
        belonging.from_on,
        coalesce(least(belonging.to_on, first_filed.filed_on), first_filed.filed_on, belonging.to_on) as to_on,
        belonging.is_current and owners.thing is null as is_open,
        row_number() over (
            partition by belonging.ticket_code, belonging.owner, belonging.subject
            order by
                case when belonging.is_current and owners.thing is null then 0 else 1 end,
                belonging.from_on,
                belonging.source_file,
                belonging.source_sha256,
                belonging.source_row
        ) as place
    from belonging
    left join first_filed on belonging.belongs_to = first_filed.kind and belonging.owner = first_filed.thing
    left join owners on belonging.belongs_to = owners.kind and belonging.owner = owners.thing
    where owners.thing is null or belonging.from_on < first_filed.filed_on
),

-- an indicator with each of its targets; a group without a target of its own has that of the indicator
targets as (
    select
        dated_strategy_indicators.*,
        target_on as aimed_on,
        target_value as aimed_value,
        'indicator ' || indicator_id as subject
    from dated_strategy_indicators

    union all

    select
        dated_strategy_indicators.*,
        further_targets.target_on as aimed_on,
        further_targets.target_value as aimed_value,
        'indicator ' || dated_strategy_indicators.indicator_id || ' ' || cast(further_targets.target_on as varchar)
            as subject
    from dated_strategy_indicators
    inner join further_targets
        on dated_strategy_indicators.indicator_id = further_targets.indicator_id
    where further_targets.group_code is null and dated_strategy_indicators.is_current
),

aimed_wrongly as (
    select
        'target_invalid' as ticket_code,
        strategies.city_code,
        cast(null as integer) as cycle,
        targets.area_code,
        cast(null as varchar) as question_code,
        targets.subject,
        targets.indicator_id as detail,
        targets.source_file,
        targets.source_sha256,
        targets.source_sheet,
        targets.source_row,
        {{ version_life('targets') }}
    from targets
    inner join strategies on targets.strategy_id = strategies.strategy_id
    where
        targets.aimed_on <= targets.baseline_on
        or (targets.wanted_direction = 'up' and targets.aimed_value < targets.baseline_value)
        or (targets.wanted_direction = 'down' and targets.aimed_value > targets.baseline_value)
)

select
    ticket_code,
    city_code,
    cycle,
    area_code,
    question_code,
    subject,
    detail,
    source_file,
    source_sha256,
    source_sheet,
    source_row,
    from_on,
    to_on,
    is_open
from orphaned
where place = 1

union all

select * from aimed_wrongly
