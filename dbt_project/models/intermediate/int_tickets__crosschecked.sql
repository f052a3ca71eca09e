-- Questionnaire and policy grid against each other: what is said in one and not borne out by the other.
with

entries as (
    {{ dated_rows('policy_grid', 'staged.cycle', 'staged.entry_id', 'revision') }}
),

answers as (
    select * from {{ ref('int_answers__dated') }}
),

remembered as (
    select * from {{ ref('int_answers__remembered') }}
),

moments as (
    select * from {{ ref('int_moments__dated') }}
),

methodology_questions as (
    select * from {{ ref('methodology_questions') }}
),

questions as (
    select * from {{ ref('questions') }}
),

roles as (
    select * from {{ ref('question_roles') }}
),

option_sets as (
    select * from {{ ref('int_option_sets__remembered') }}
),

valued as (
    select
        remembered.*,
        methodology_questions.area_code,
        questions.data_type,
        option_sets.score
    from remembered
    inner join methodology_questions
        on remembered.questionnaire_id = methodology_questions.methodology_id
        and remembered.question_code = methodology_questions.question_code
    inner join questions on remembered.question_code = questions.question_code
    inner join option_sets
        on remembered.questionnaire_id = option_sets.methodology_id
        and remembered.question_code = option_sets.question_code
        and remembered.option_codes = option_sets.option_codes
    where remembered.answer_form = 'options' and option_sets.fault is null
),

-- the grid as it stood at each moment, one line a question that an entry names
entries_then as (
    select
        entries.*,
        moments.moment
    from entries
    inner join moments
        on entries.cycle = moments.cycle
        and entries.city_code = moments.city_code
        and entries.from_moment <= moments.moment
        and (entries.to_moment is null or entries.to_moment > moments.moment)
),

supports as (
    select
        cycle,
        city_code,
        moment,
        entry_id,
        status,
        budget_eur,
        {{ list_items('question_codes') }} as question_code
    from entries_then
    where question_codes is not null
),

-- areas that an entry is about, by name or by a question of them
areas_then as (
    select
        cycle,
        city_code,
        moment,
        area_code,
        budget_eur
    from entries_then
    where area_code is not null

    union all

    select
        supports.cycle,
        supports.city_code,
        supports.moment,
        valued.area_code,
        supports.budget_eur
    from supports
    inner join valued
        on supports.cycle = valued.cycle
        and supports.city_code = valued.city_code
        and supports.moment = valued.moment
        and supports.question_code = valued.question_code
),

denied as (
    select
        'no_despite_ongoing_policy' as ticket_code,
        valued.city_code,
        valued.cycle,
        valued.area_code,
        valued.question_code,
        cast(valued.cycle as varchar) || ' ' || valued.question_code as subject,
        min(supports.entry_id) as detail,
        valued.source_file,
        valued.source_sha256,
        valued.source_sheet,
        valued.source_row,
        {{ moment_life('valued') }}
    from valued
    inner join supports
        on valued.cycle = supports.cycle
        and valued.city_code = supports.city_code
        and valued.moment = supports.moment
        and valued.question_code = supports.question_code
    where valued.score = 0 and valued.data_type = 'input' and supports.status = 'ongoing'
    group by
        valued.city_code, valued.cycle, valued.area_code, valued.question_code, valued.source_file,
        valued.source_sha256, valued.source_sheet, valued.source_row, valued.from_on, valued.to_on, valued.is_last
),

-- cycles in which nobody filed a grid were not asked for one
cycles_with_grid as (
    select distinct cycle from entries
),

evidenced as (
    select
        valued.cycle,
        valued.city_code,
        valued.moment,
        valued.area_code
    from valued
    inner join answers
        on valued.cycle = answers.cycle
        and valued.city_code = answers.city_code
        and valued.question_code = answers.question_code
        and valued.moment >= answers.from_moment
        and (answers.to_moment is null or valued.moment < answers.to_moment)
    where answers.evidence_text is not null or answers.evidence_url is not null

    union

    select
        cycle,
        city_code,
        moment,
        area_code
    from areas_then
),

claimed as (
    select
        cycle,
        city_code,
        moment,
        area_code,
        from_on,
        to_on,
        is_last,
        min(source_file) as source_file,
        min(source_sha256) as source_sha256,
        count(*) as claim_count
    from valued
    where score > 0 and data_type = 'input'
    group by cycle, city_code, moment, area_code, from_on, to_on, is_last
),

unproven as (
    select
        'area_without_evidence' as ticket_code,
        claimed.city_code,
        claimed.cycle,
        claimed.area_code,
        cast(null as varchar) as question_code,
        cast(claimed.cycle as varchar) || ' ' || claimed.area_code as subject,
        cast(claimed.claim_count as varchar) as detail,
        claimed.source_file,
        claimed.source_sha256,
        cast(null as varchar) as source_sheet,
        cast(null as integer) as source_row,
        {{ moment_life('claimed') }}
    from claimed
    inner join cycles_with_grid on claimed.cycle = cycles_with_grid.cycle
    left join evidenced
        on claimed.cycle = evidenced.cycle
        and claimed.city_code = evidenced.city_code
        and claimed.moment = evidenced.moment
        and claimed.area_code = evidenced.area_code
    where evidenced.city_code is null and claimed.claim_count >= {{ var('claims_to_prove_least') }}
),

-- a budget that is claimed, in a grid that names no amount for the question or its area
budgets as (
    select
        valued.cycle,
        valued.city_code,
        valued.moment,
        valued.question_code
    from valued
    inner join supports
        on valued.cycle = supports.cycle
        and valued.city_code = supports.city_code
        and valued.moment = supports.moment
        and valued.question_code = supports.question_code
    where supports.budget_eur > 0

    union

    select
        valued.cycle,
        valued.city_code,
        valued.moment,
        valued.question_code
    from valued
    inner join areas_then
        on valued.cycle = areas_then.cycle
        and valued.city_code = areas_then.city_code
        and valued.moment = areas_then.moment
        and valued.area_code = areas_then.area_code
    where areas_then.budget_eur > 0
),

with_grid as (
    select distinct
        cycle,
        city_code,
        moment
    from entries_then
),

unfunded as (
    select
        'budget_without_amount' as ticket_code,
        valued.city_code,
        valued.cycle,
        valued.area_code,
        valued.question_code,
        cast(valued.cycle as varchar) || ' ' || valued.question_code as subject,
        valued.question_code as detail,
        valued.source_file,
        valued.source_sha256,
        valued.source_sheet,
        valued.source_row,
        {{ moment_life('valued') }}
    from valued
    inner join roles
        on valued.question_code = roles.question_code
        and roles.role = 'budget'
    inner join with_grid
        on valued.cycle = with_grid.cycle
        and valued.city_code = with_grid.city_code
        and valued.moment = with_grid.moment
    left join budgets
        on valued.cycle = budgets.cycle
        and valued.city_code = budgets.city_code
        and valued.moment = budgets.moment
        and valued.question_code = budgets.question_code
    where valued.score > 0 and budgets.city_code is null
)

select * from denied

union all

select * from unproven

union all

select * from unfunded
