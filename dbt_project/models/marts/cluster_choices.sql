select
    cycle,
    methodology_id,
    method,
    clusters,
    cities,
    silhouette,
    agreement,
    is_chosen,
    seed,
    reason
from {{ source('analysis', 'cluster_choices') }}
