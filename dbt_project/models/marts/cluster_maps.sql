select
    cycle,
    methodology_id,
    area_code,
    loading_x,
    loading_y,
    share_x,
    share_y
from {{ source('analysis', 'cluster_maps') }}
