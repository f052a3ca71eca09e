-- The indexes that both sides of a comparison have, with the trees that belong to them. It depends on the
-- questionnaires alone.
with

kinds as (
    {{ comparison_kinds() }}
),

tops as (
    select * from {{ ref('int_nodes__asked') }}
    where node_code = 'INDEX'
)

select
    kinds.kind_number,
    kinds.from_methodology_id,
    kinds.from_questionnaire_id,
    kinds.to_methodology_id,
    kinds.to_questionnaire_id,
    from_tops.index_code,
    from_tops.node_number as from_index_node_number,
    to_tops.node_number as to_index_node_number
from kinds
inner join tops as from_tops
    on kinds.from_questionnaire_id = from_tops.questionnaire_id
    and kinds.from_methodology_id = from_tops.methodology_id
inner join tops as to_tops
    on kinds.to_questionnaire_id = to_tops.questionnaire_id
    and kinds.to_methodology_id = to_tops.methodology_id
    and from_tops.index_code = to_tops.index_code
