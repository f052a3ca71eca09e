-- Which participation is laid beside which, and under which versions: each pair of cycles as it was published, and like
-- for like under the later version. Where both cycles belong to one version that is one and the same.
with

pairs as (
    select * from {{ ref('participations_paired') }}
),

participations as (
    select * from {{ ref('int_participations__numbered') }}
    where scenario_id = 'submitted'
),

numbered as (
    select
        pairs.*,
        cast(row_number() over (order by pairs.city_code, pairs.from_cycle, pairs.to_cycle) as integer) as pair_number
    from pairs
),

sides as (
    select
        numbered.pair_number,
        numbered.city_code,
        numbered.from_cycle,
        numbered.to_cycle,
        numbered.from_methodology_id,
        numbered.to_methodology_id,
        earlier.participation_number as from_participation_number,
        later.participation_number as to_participation_number,
        earlier.questionnaire_id as from_questionnaire_id,
        later.questionnaire_id as to_questionnaire_id
    from numbered
    inner join participations as earlier
        on numbered.city_code = earlier.city_code
        and numbered.from_cycle = earlier.cycle
    inner join participations as later
        on numbered.city_code = later.city_code
        and numbered.to_cycle = later.cycle
),

comparisons as (
    select
        sides.*,
        true as is_official,
        from_methodology_id = to_methodology_id as is_like_for_like
    from sides

    union all

    select
        sides.* replace (to_methodology_id as from_methodology_id),
        false as is_official,
        true as is_like_for_like
    from sides
    where from_methodology_id <> to_methodology_id
)

select
    comparisons.*,
    -- with the same versions of both, all that does not depend on the answers is the same
    cast(
        dense_rank() over (
            order by from_methodology_id, from_questionnaire_id, to_methodology_id, to_questionnaire_id
        ) as integer
    ) as kind_number,
    cast(row_number() over (order by pair_number asc, is_official desc) as integer) as comparison_number,
    from_methodology_id = to_methodology_id and from_questionnaire_id = to_questionnaire_id as is_one_questionnaire
from comparisons
