-- Who stands in the network of a cycle, and with which participation.
select
    cycle,
    city_code,
    methodology_id,
    member_cycle
from {{ ref('network_members') }}
where publish = 'yes'
