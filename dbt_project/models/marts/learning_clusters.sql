select
    cycle,
    city_code,
    methodology_id,
    cluster,
    cluster_name,
    silhouette,
    stability,
    x,
    y,
    clusters,
    method,
    areas_missing,
    resamples,
    seed
from {{ source('analysis', 'learning_clusters') }}
