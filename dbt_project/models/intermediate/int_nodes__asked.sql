-- How much of each node of a version a questionnaire asks, and whether that is enough to score the node under the
-- version. The same for everybody who filled it in.
with

questionnaires as (
    select * from {{ ref('methodologies') }}
),

questions as (
    select * from {{ ref('int_questions__indexed') }}
),

carried as (
    select * from {{ ref('int_questions__carried') }}
),

paths as (
    select * from {{ ref('int_areas__pathed') }}
),

nodes as (
    select * from {{ ref('int_nodes__numbered') }}
),

extended_questions as (
    select
        methodology_id,
        question_code
    from {{ ref('methodology_questions') }}
    where index_code = 'extended'
),

-- each node once per area with questions below it; such an area is a node of its own too
members as (
    select
        methodology_id,
        index_code,
        node_code,
        leaf_area_code
    from paths

    union

    select
        methodology_id,
        index_code,
        leaf_area_code as node_code,
        leaf_area_code
    from paths
),

summed as (
    select
        questionnaires.methodology_id as questionnaire_id,
        questions.methodology_id,
        questions.index_code,
        members.node_code,
        coalesce({{ steady_sum('questions.weight', 'carried.question_code is not null') }}, 0) as weight_asked,
        {{ steady_sum('questions.weight') }} as weight_in_version,
        count(carried.question_code) as questions_asked,
        count(*) as questions_in_version,
        count(case when carried.question_code is not null then extended_questions.question_code end) as extended_asked
    from questionnaires
    cross join questions
    inner join members
        on questions.methodology_id = members.methodology_id
        and questions.index_code = members.index_code
        and questions.area_code = members.leaf_area_code
    left join carried
        on questionnaires.methodology_id = carried.from_methodology_id
        and questions.methodology_id = carried.methodology_id
        and questions.question_code = carried.question_code
    left join extended_questions
        on questions.methodology_id = extended_questions.methodology_id
        and questions.question_code = extended_questions.question_code
    group by questionnaires.methodology_id, questions.methodology_id, questions.index_code, members.node_code
),

-- the extended index exists where the questionnaire filled in had at least one of its questions
present as (
    select
        questionnaire_id,
        methodology_id,
        index_code
    from summed
    where node_code = 'INDEX' and (index_code = 'core' or extended_asked > 0)
),

shared as (
    select
        summed.*,
        coalesce(summed.weight_asked / nullif(summed.weight_in_version, 0), 0) as asked_share
    from summed
    inner join present
        on summed.questionnaire_id = present.questionnaire_id
        and summed.methodology_id = present.methodology_id
        and summed.index_code = present.index_code
)

select
    shared.questionnaire_id,
    nodes.node_number,
    shared.methodology_id,
    shared.index_code,
    shared.node_code,
    shared.weight_asked,
    shared.weight_in_version,
    shared.questions_asked,
    shared.questions_in_version,
    shared.extended_asked,
    shared.asked_share,
    shared.questionnaire_id <> shared.methodology_id as is_back_cast,
    -- only another version than the one filled in has questions that were not asked
    shared.questionnaire_id = shared.methodology_id
    or (
        shared.questions_asked > 0
        -- at 12 digits: four of five questions that weigh 0.3 each are 80 %, though their sums divide to a little less
        and round(shared.asked_share, 12)
        >= case
            when shared.node_code = 'INDEX' then {{ var('index_asked_least') }}
            else {{ var('area_asked_least') }}
        end
    ) as is_asked_enough
from shared
inner join nodes
    on shared.methodology_id = nodes.methodology_id
    and shared.index_code = nodes.index_code
    and shared.node_code = nodes.node_code
