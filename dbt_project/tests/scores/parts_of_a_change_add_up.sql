{{ config(meta={'dagster': {'ref': {'name': 'changes_split'}}}) }}
select *
from {{ ref('changes_split') }}
where
    from_answers is not null
    and (
        change_official is null
        or abs(from_answers + from_coverage + from_questions + from_weights - change_official) > 1e-12
    )
