{% macro peer_comparisons_rows(publish) -%}
select
    cycle, city_code, methodology_id, index_code, node_code as area_code, peer_group_kind, peer_group_code,
    cast(cities as integer) as cities, cast(sample_basis as integer) as sample_basis,
    peer_mean, peer_p25, peer_median, peer_p75, score, difference, cast(score_rank as integer) as rank,
    cast(null as integer) as rank_low, cast(null as integer) as rank_high, cast(null as double) as stability
from {{ ref('peers_compared') }}
where publish = '{{ publish }}'
{%- endmacro %}
