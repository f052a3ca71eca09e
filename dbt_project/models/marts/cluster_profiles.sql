select
    cycle,
    methodology_id,
    cluster,
    cluster_name,
    area_code,
    cities,
    cluster_mean,
    network_mean,
    difference,
    standing
from {{ source('analysis', 'cluster_profiles') }}
