{{ peer_comparisons_rows('yes') }}
