{# A rank is published only together with its interval: where the analysis could not be made, there is neither. #}
{% macro peer_comparisons_rows(publish) -%}
select
    peers.cycle, peers.city_code, peers.methodology_id, peers.index_code, peers.node_code as area_code,
    peers.peer_group_kind, peers.peer_group_code,
    cast(peers.cities as integer) as cities, cast(peers.sample_basis as integer) as sample_basis,
    peers.peer_mean, peers.peer_p25, peers.peer_median, peers.peer_p75, peers.score, peers.difference,
    case when intervals.rank_low is not null then cast(peers.score_rank as integer) end as rank,
    intervals.rank_low, intervals.rank_high, intervals.stability
from {{ ref('peers_compared') }} as peers
left join {{ source('analysis', 'rank_intervals') }} as intervals
    on peers.cycle = intervals.cycle
    and peers.city_code = intervals.city_code
    and peers.methodology_id = intervals.methodology_id
    and peers.index_code = intervals.index_code
    and peers.node_code = intervals.node_code
    and peers.peer_group_kind = intervals.peer_group_kind
    and peers.peer_group_code = intervals.peer_group_code
where peers.publish = '{{ publish }}'
{%- endmacro %}
