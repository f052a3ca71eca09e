-- Entries of the policy grid that lack something.
with

entries as (
    {{ dated_rows('policy_grid', 'staged.cycle', 'staged.entry_id', 'revision') }}
),

of_entries as (
    {%- set kinds = [
        ['completed_without_evaluation', "entry_kind = 'action' and status = 'completed' and coalesce(evaluated, 'no') <> 'yes'", 'entry_id'],
        ['budget_without_amount', 'spent_eur > 0 and coalesce(budget_eur, 0) = 0', 'entry_id'],
        ['evidence_link_broken', 'evidence_url is not null and not ' ~ is_link('evidence_url'), 'evidence_url'],
    ] %}
    {%- for code, condition, detail in kinds %}
    select
        '{{ code }}' as ticket_code,
        city_code,
        cycle,
        area_code,
        cast(null as varchar) as question_code,
        cast(cycle as varchar) || ' entry ' || entry_id as subject,
        {{ detail }} as detail,
        source_file,
        source_sha256,
        source_sheet,
        source_row,
        {{ version_life('entries') }}
    from entries
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from of_entries
