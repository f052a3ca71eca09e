{{ robustness_rows('yes') }}
