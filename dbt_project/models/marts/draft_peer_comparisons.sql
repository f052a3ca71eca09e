{{ peer_comparisons_rows('no') }}
