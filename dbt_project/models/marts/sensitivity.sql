select
    cycle,
    methodology_id,
    index_code,
    input_group,
    cities,
    mean_rank_shift,
    first_order,
    first_order_low,
    first_order_high,
    total,
    total_low,
    total_high,
    samples,
    seed,
    reason
from {{ source('analysis', 'sensitivity') }}
